using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>The standing actions in force, by what they are about, in the order in which they came into force.</summary>
internal sealed class ActionsInForce(UndoLog undo) : ISavedPart
{
    private readonly Dictionary<Target, List<StandingAction>> byTarget = [];
    private readonly List<Hold> holds = [];

    /// <summary>How many there are, and how many things they are about.</summary>
    public int Count => byTarget.Values.Sum(a => a.Count) + byTarget.Count;

    /// <summary>What holds automation back, in the order in which it came into force.</summary>
    public IReadOnlyList<Hold> Holds => holds;

    public IReadOnlyList<StandingAction> On(Target target) => byTarget.TryGetValue(target, out var actions) ? actions : [];

    public void Save(StateWriter writer)
    {
        writer.Write(byTarget.Count);
        foreach (var (target, actions) in byTarget.OrderBy(t => t.Key.ToString(), StringComparer.Ordinal))
        {
            writer.Write(target);
            writer.WriteValues(actions);
        }

        writer.WriteValues(holds);
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
            byTarget.Add(reader.ReadTarget(), [.. reader.ReadValues().Cast<StandingAction>()]);
        holds.AddRange(reader.ReadValues().Cast<Hold>());
    }

    public void Add(StandingAction action)
    {
        if (!byTarget.TryGetValue(action.Target, out var actions))
        {
            byTarget[action.Target] = actions = [];
            undo.Add(() => byTarget.Remove(action.Target));
        }

        actions.Add(action);
        undo.Add(() => actions.Remove(action));
        if (action is not Hold hold) return;
        holds.Add(hold);
        undo.Add(() => holds.Remove(hold));
    }

    /// <summary>The same action, asked for by another.</summary>
    public void Replace(StandingAction action, StandingAction by)
    {
        var actions = byTarget[action.Target];
        var place = actions.IndexOf(action);
        actions[place] = by;
        undo.Add(() => actions[place] = action);
        if (action is not Hold hold) return;
        var among = holds.IndexOf(hold);
        holds[among] = (Hold)by;
        undo.Add(() => holds[among] = hold);
    }

    public void Remove(StandingAction action)
    {
        var actions = byTarget[action.Target];
        var place = actions.IndexOf(action);
        actions.RemoveAt(place);
        undo.Add(() => actions.Insert(place, action));
        if (action is Hold hold) Remove(hold);
        if (actions.Count > 0) return;
        byTarget.Remove(action.Target);
        undo.Add(() => byTarget[action.Target] = actions);
    }

    private void Remove(Hold hold)
    {
        var place = holds.IndexOf(hold);
        holds.RemoveAt(place);
        undo.Add(() => holds.Insert(place, hold));
    }
}
