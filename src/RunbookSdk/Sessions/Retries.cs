using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Matching;

namespace RunbookSdk.Sessions;

/// <summary>
/// Matches that asked for nothing because their projection threw. They are asked again when a matched fact has another value; nobody
/// tells of that, because what is asked once has no use for later changes.
/// </summary>
internal sealed class Retries(UndoLog undo) : ISavedPart
{
    private readonly List<Retry> waiting = [];

    public int Count => waiting.Count;

    public void Add(MatchState state)
    {
        var retry = new Retry(state, [.. state.Match.Facts.Select(f => f.Value)]);
        waiting.Add(retry);
        undo.Add(() => waiting.Remove(retry));
    }

    /// <summary>Adds those to the work of a round whose facts have changed; forgets those that nobody waits for any more.</summary>
    public void Collect(Agenda agenda, List<(MatchState State, MatchChangeKind Kind)> work)
    {
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            var retry = waiting[i];
            var isOver = retry.State.HasAsked || !retry.State.IsOpen || !agenda.Has(retry.State) || retry.State.Rule.IsQuarantined;
            if (!isOver && !retry.HasChanged()) continue;
            waiting.RemoveAt(i);
            undo.Add(() => waiting.Add(retry));
            if (!isOver && !work.Exists(w => w.State == retry.State)) work.Add((retry.State, MatchChangeKind.Changed));
        }
    }

    /// <summary>Whether a matched fact has another value by now is all that its value is kept for.</summary>
    public void Save(StateWriter writer)
    {
        var kept = waiting.Where(r => writer.Has(r.State)).ToList();
        writer.Write(kept.Count);
        foreach (var retry in kept)
        {
            writer.Refer(retry.State);
            writer.Write(retry.HasChanged());
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var state = reader.Refer<MatchState>();
            waiting.Add(new Retry(state, reader.ReadBoolean() ? [] : [.. state.Match.Facts.Select(f => f.Value)]));
        }
    }

    private sealed record Retry(MatchState State, IReadOnlyList<object> Values)
    {
        public bool HasChanged() => !State.Match.Facts.Select(f => f.Value).SequenceEqual(Values, ReferenceEqualityComparer.Instance);
    }
}
