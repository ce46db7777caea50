using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// Something that a slot can hold: a fact, an observation, a group. Two with one identity are the same thing with another value.
/// </summary>
/// <param name="Identity">A known fact is known by reference: one that was away and came back is another.</param>
/// <param name="Value">Its value.</param>
/// <param name="Sequence">Place in the order in which things became known; 0 for groups, which sort by their key.</param>
/// <param name="ObservedAt">When this value was observed.</param>
internal sealed record Item(object Identity, object Value, long Sequence, DateTimeOffset ObservedAt);

/// <summary>Who a fact is, apart from its value.</summary>
internal sealed class FactIdentity(FactType type, string key)
{
    public FactType Type { get; } = type;

    public override string ToString() => $"{Type.Name}({key})";
}

internal sealed record GroupIdentity(object? Key);

/// <summary>What was known at one instant, and everything that had been taken until then.</summary>
/// <param name="Instant">When; one instant may have several moments.</param>
/// <param name="Known">The known facts.</param>
/// <param name="Taken">Every observation taken so far.</param>
/// <param name="Changed">
/// The fact that was just written, while others of its instant still wait; null when all of them are written and what is due can
/// happen.
/// </param>
/// <param name="Heard">For which facts time is heard.</param>
internal sealed record Moment(DateTimeOffset Instant, IReadOnlyList<Item> Known, IReadOnlyList<Item> Taken, Heard Heard, object? Changed = null);

/// <summary>How far an instant has come: what is due about facts that rules write can happen when all below is at rest.</summary>
/// <param name="Strata">How many rules stand, one upon the other, below what rules write.</param>
/// <param name="OfStart">The same for what rests on the start of the session.</param>
/// <param name="Level">For how many of them time is heard.</param>
/// <param name="Before">What was taken before this instant has this sequence, or a lower one.</param>
internal sealed record Heard(IReadOnlyDictionary<Type, int> Strata, int OfStart, int Level, long Before)
{
    public static Heard Everything { get; } = new(new Dictionary<Type, int>(), 0, 0, 0);

    /// <summary>True when an evaluation at this instant has come to rest before: what was due then has happened.</summary>
    public bool HasRested { get; init; }

    public bool Is(Type fact) => Strata.GetValueOrDefault(fact) <= Level;
}

/// <summary>Facts that satisfy a rule.</summary>
internal sealed record NaiveMatch(RuleModel Rule, IReadOnlyList<Item> Items)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>Whether every fact was seen lately enough for the match to begin.</summary>
    public bool IsYoungEnough(DateTimeOffset now) =>
        Rule.Query.Slots.All(s => s.MaxAge is not { } age || now - Items[s.Index].ObservedAt < age);

    public bool IsSameAs(NaiveMatch other) =>
        Rule == other.Rule && Items.Select(i => i.Identity).SequenceEqual(other.Items.Select(i => i.Identity));

    public bool HasValuesOf(NaiveMatch other) => Items.Select(i => i.Value).SequenceEqual(other.Items.Select(i => i.Value));
}
