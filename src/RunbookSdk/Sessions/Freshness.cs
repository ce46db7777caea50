using System.Runtime.InteropServices;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>
/// Matches that would begin if one of their facts were not too old. They wait for that fact: the next observation of it lets them be
/// looked at again. A match that stands waits for nothing, for age ends no match.
/// </summary>
internal sealed class Freshness(UndoLog undo) : ISavedPart
{
    private readonly Dictionary<KnownFact, List<MatchState>> waiting = [];

    /// <summary>Whether no fact of a match is too old to begin it; if one is, the match waits for it.</summary>
    public bool IsFresh(MatchState state, DateTimeOffset now)
    {
        var stale = state.Rule.StaleFact(state.Match, now);
        if (stale != state.WaitsFor) Wait(state, stale);
        return stale is null;
    }

    public void Leave(MatchState state)
    {
        if (state.WaitsFor is not null) Wait(state, null);
    }

    /// <summary>True while some match waits.</summary>
    public bool IsAwaited => waiting.Count > 0;

    /// <summary>The matches that wait for a fact.</summary>
    public ReadOnlySpan<MatchState> WaitingFor(KnownFact fact) =>
        waiting.TryGetValue(fact, out var states) ? CollectionsMarshal.AsSpan(states) : default;

    /// <summary>Who waits for which fact is said by the matches; in which order, here.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(waiting.Count);
        foreach (var states in waiting.OrderBy(w => w.Key.Sequence).Select(w => w.Value))
        {
            writer.Write(states.Count);
            foreach (var state in states) writer.Refer(state);
        }
    }

    public void Load(StateReader reader)
    {
        for (var facts = reader.ReadCount(); facts > 0; facts--)
        {
            var states = new List<MatchState>();
            for (var count = reader.ReadCount(); count > 0; count--) states.Add(reader.Refer<MatchState>());
            waiting.Add(states[0].WaitsFor!, states);
        }
    }

    private void Wait(MatchState state, KnownFact? fact)
    {
        var before = state.WaitsFor;
        Move(state, fact);
        undo.Add(() => Move(state, before));
    }

    private void Move(MatchState state, KnownFact? fact)
    {
        if (state.WaitsFor is { } old && waiting.TryGetValue(old, out var left))
        {
            left.Remove(state);
            if (left.Count == 0) waiting.Remove(old);
        }

        state.WaitsFor = fact;
        if (fact is null) return;
        if (!waiting.TryGetValue(fact, out var joined)) waiting[fact] = joined = [];
        joined.Add(state);
    }
}
