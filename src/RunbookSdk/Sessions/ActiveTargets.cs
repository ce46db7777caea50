using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>
/// What rules have decided for and still stands, of the rules that may touch so much at one time only: targets of standing actions until these
/// are released, of one-shot actions until their match has ended.
/// </summary>
internal sealed class ActiveTargets(UndoLog undo, HeldRequests held) : ISavedPart
{
    private readonly Dictionary<object, (string Rule, IReadOnlyList<Target> Targets)> byOwner = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Dictionary<Target, int>> byRule = new(StringComparer.Ordinal);

    public int Count => byOwner.Count;

    /// <summary>The targets of a rule, each once.</summary>
    public IReadOnlyCollection<Target> Of(string rule) => byRule.TryGetValue(rule, out var targets) ? targets.Keys : [];

    public void Save(StateWriter writer)
    {
        writer.Write(byOwner.Count);
        foreach (var (owner, (rule, targets)) in byOwner.OrderBy(o => writer.NumberOf(o.Key)))
        {
            writer.Refer(owner);
            writer.Write(rule);
            writer.Write(targets.Count);
            foreach (var target in targets) writer.Write(target);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (owner, rule, targets) = (reader.Refer<object>(), reader.ReadText(), new Target[reader.ReadCount()]);
            for (var i = 0; i < targets.Length; i++) targets[i] = reader.ReadTarget();
            Add(owner, rule, targets);
        }
    }

    /// <summary>A rule has decided for targets; they count until their owner ends.</summary>
    public void Begin(object owner, MatchState state, RunbookAction action)
    {
        if (state.Rule.Model.Settings.MostTargets is null && state.Rule.Model.Selections.Count == 0) return;
        IReadOnlyList<Target> targets = [.. action.Touches.Distinct()];
        if (byOwner.TryGetValue(owner, out var before)) targets = [.. before.Targets.Union(targets)];
        End(owner);
        Add(owner, state.Rule.Model.Id, targets);
        undo.Add(() => Remove(owner));
    }

    /// <summary>What somebody has decided for stands no more.</summary>
    public void End(object owner)
    {
        if (!byOwner.TryGetValue(owner, out var known)) return;
        held.HasChanged = true;
        Remove(owner);
        undo.Add(() => Add(owner, known.Rule, known.Targets));
    }

    private void Add(object owner, string rule, IReadOnlyList<Target> targets)
    {
        byOwner[owner] = (rule, targets);
        if (!byRule.TryGetValue(rule, out var counts)) byRule[rule] = counts = [];
        foreach (var target in targets) counts[target] = counts.GetValueOrDefault(target) + 1;
    }

    private void Remove(object owner)
    {
        byOwner.Remove(owner, out var known);
        var counts = byRule[known.Rule];
        foreach (var target in known.Targets)
        {
            if (--counts[target] == 0) counts.Remove(target);
        }

        if (counts.Count == 0) byRule.Remove(known.Rule);
    }
}
