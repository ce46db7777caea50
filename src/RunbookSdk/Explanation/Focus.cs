using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>
/// The slot of a query whose facts a person asks about by a key. A fact is about a key when its own is that one, written as in decisions
/// (<c>online1/WebTools</c>); where none is, when a member of it is.
/// </summary>
internal sealed class Focus(int slot, string key, bool isWhole)
{
    public int Slot { get; } = slot;

    /// <summary>The first slot with facts about a key; null when no slot has any.</summary>
    public static Focus? In(QueryClauses query, KnownWorld world, string key)
    {
        foreach (var isWhole in new[] { true, false })
        {
            foreach (var slot in query.Slots)
            {
                var focus = new Focus(slot.Slot.Index, key, isWhole);
                if (slot.Chain[0] is Clause.From from ? world.Facts(from.Source).Any(focus.IsAbout) : focus.IsWithin(slot, world)) return focus;
            }
        }

        return null;
    }

    /// <summary>The facts that are about the key. Groups are left alone unless one of them has the key.</summary>
    public IReadOnlyList<KnownFact> Narrow(IReadOnlyList<KnownFact> facts, SlotClauses slot)
    {
        IReadOnlyList<KnownFact> about = [.. facts.Where(IsAbout)];
        return about.Count == 0 && slot.Inner is not null ? facts : about;
    }

    private bool IsWithin(SlotClauses slot, KnownWorld world) => slot.Inner!.Slots
        .Any(s => s.Chain[0] is Clause.From from ? world.Facts(from.Source).Any(IsAbout) : IsWithin(s, world));

    /// <summary>True for the evidence of a fact that is about the key; what stands for a group says its key.</summary>
    public bool IsAbout(Evidence fact)
    {
        if (fact.Value is IReadOnlyDictionary<string, object?> group) return Is(TextOf(group.GetValueOrDefault("key")));
        return IsAbout(FactType.Of(fact.Value.GetType()), fact.Value);
    }

    private bool IsAbout(KnownFact fact) => fact.Value is GroupValue group ? Is(TextOf(group.Key)) : IsAbout(fact.Type, fact.Value);

    private bool IsAbout(FactType type, object value) => isWhole ? Is(type.KeyText(value)) : type.Keys.Any(k => Is(TextOf(k.GetValue(value))));

    private bool Is(string text) => text.Length > 0 && text.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static string TextOf(object? part) => Convert.ToString(part, CultureInfo.InvariantCulture) ?? "";
}
