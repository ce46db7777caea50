using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Sessions;

/// <summary>What a new set of rules means for the rules of a session.</summary>
/// <param name="Kept">Rules that say the same, and how they are read now.</param>
/// <param name="Removed">Rules that are gone or say something else now.</param>
/// <param name="Added">Rules that are new or say something else now.</param>
internal sealed record RuleChange(
    IReadOnlyList<(RuleRuntime Rule, RuleModel Model)> Kept, IReadOnlyList<RuleRuntime> Removed, IReadOnlyList<RuleModel> Added);

/// <summary>The rules of a session at work.</summary>
internal sealed class RuleTable(UndoLog undo) : ISavedPart
{
    private readonly Dictionary<RuleModel, RuleRuntime> rules = new(ReferenceEqualityComparer.Instance);

    /// <summary>In the order of their declaration; those without a place in it any more are left out.</summary>
    public IEnumerable<RuleRuntime> All => rules.Values.Where(r => !r.IsRetired).OrderBy(r => r.Model.Order);

    public int Count => rules.Count;

    /// <summary>The rule that the matcher has as this model; null when it is no longer one of the session's.</summary>
    public RuleRuntime? Find(RuleModel matched) => rules.GetValueOrDefault(matched) is { IsRetired: false } rule ? rule : null;

    /// <summary>Faults are all that a rule remembers.</summary>
    public void Save(StateWriter writer)
    {
        var all = All.ToList();
        writer.Write(all.Count);
        foreach (var rule in all)
        {
            writer.Write((long)rule.FaultsInRow);
            writer.Write(rule.IsQuarantined);
            writer.Add(rule);
        }
    }

    public void Load(StateReader reader)
    {
        var all = All.ToList();
        if (reader.ReadCount() != all.Count) throw new SavingException("there are other rules");
        foreach (var rule in all)
        {
            (rule.FaultsInRow, rule.IsQuarantined) = (reader.ReadCount(), reader.ReadBoolean());
            reader.Add(rule);
        }
    }

    /// <summary>Compares the rules with another set of them.</summary>
    public RuleChange Compare(IReadOnlyList<RuleModel> models)
    {
        var known = All.ToDictionary(r => r.Model.Id, StringComparer.Ordinal);
        var kept = new List<(RuleRuntime Rule, RuleModel Model)>();
        var added = new List<RuleModel>();
        foreach (var model in models)
        {
            if (known.TryGetValue(model.Id, out var rule) && RuleComparison.AreSame(rule.Model, model))
            {
                kept.Add((rule, model));
                known.Remove(model.Id);
            }
            else added.Add(model);
        }

        return new RuleChange(kept, [.. All.Where(r => known.ContainsKey(r.Model.Id))], added);
    }

    /// <summary>Makes the change; what is removed stays known to the matcher until it is forgotten.</summary>
    public void Apply(RuleChange change)
    {
        foreach (var (rule, model) in change.Kept)
        {
            var before = rule.Model;
            if (ReferenceEquals(before, model)) continue;
            undo.Add(() => rule.Rebind(before));
            rule.Rebind(model);
        }

        foreach (var rule in change.Removed)
        {
            undo.Add(() => rule.IsRetired = false);
            rule.IsRetired = true;
        }

        foreach (var model in change.Added) rules.Add(model, new RuleRuntime(model));
    }

    /// <summary>Forgets rules that the matcher no longer has.</summary>
    public void Forget(IEnumerable<RuleModel> matched)
    {
        foreach (var model in matched) rules.Remove(model);
    }
}
