namespace RunbookSdk.Lifecycles;

/// <content>What a snapshot remembers beyond its state: instants of outer states, histories.</content>
public sealed partial class Lifecycle<TState, TTrigger>
{
    /// <summary>Stands where an outer state was entered whose time has come already: nothing is due after it.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    private Snapshot<TState> Follow(Route<TState, TTrigger> route, in Snapshot<TState> snapshot, DateTimeOffset instant) => new(
        route.To.State, instant, Id, route.ChangesMemory ? MemoryAfter(route, snapshot, instant) : snapshot.Memory);

    private static Route<TState, TTrigger> RouteOf(Candidate<TState, TTrigger> candidate, in Snapshot<TState> snapshot)
    {
        if (candidate.ByHistory.Count == 0 || snapshot.Memory is not { } memory) return candidate.Route;
        foreach (var (state, last) in memory.History)
        {
            if (!Same(state, candidate.Transition.To)) continue;
            foreach (var (inner, route) in candidate.ByHistory)
            {
                if (Same(inner, last)) return route;
            }
        }

        return candidate.Route;
    }

    private SnapshotMemory<TState>? MemoryAfter(Route<TState, TTrigger> route, in Snapshot<TState> snapshot, DateTimeOffset instant)
    {
        var before = snapshot;
        var spent = route.Spent;
        var entered = route.To.TimedOuters.Select(n => (n.State, n == spent ? Never : route.EnteredNodes.Contains(n) ? instant : EnteredAt(n, before)));
        var left = route.LeftNodes.Where(n => n.HasHistory && !n.IsLeaf).ToList();
        if (left.Count == 0) return MemoryOf(entered, before.Memory?.History ?? []);
        var last = before.Memory?.History.ToDictionary(h => h.State, h => h.Last) ?? [];
        var chain = nodes[stateNumbers.Of(before.State)].Chain;
        foreach (var node in left) last[node.State] = chain[Array.IndexOf(chain, node) - 1].State;
        return MemoryOf(entered, nodes.Where(n => last.ContainsKey(n.State)).Select(n => (n.State, last[n.State])));
    }

    private static SnapshotMemory<TState>? MemoryOf(
        IEnumerable<(TState State, DateTimeOffset At)> entered, IEnumerable<(TState State, TState Last)> history)
    {
        var memory = new SnapshotMemory<TState>([.. entered], [.. history]);
        return memory.Entered.Count + memory.History.Count == 0 ? null : memory;
    }

    private static DateTimeOffset EnteredAt(StateNode<TState, TTrigger> node, in Snapshot<TState> snapshot)
    {
        foreach (var (state, at) in snapshot.Memory?.Entered ?? [])
        {
            if (Same(state, node.State)) return at;
        }

        return snapshot.Since;
    }

    /// <summary>The timed transition that is due first; of two at one instant the inner one, then the one that is declared first.</summary>
    private static (Candidate<TState, TTrigger> Candidate, DateTimeOffset Due)? FirstDue(
        StateNode<TState, TTrigger> node, in Snapshot<TState> snapshot)
    {
        (Candidate<TState, TTrigger> Candidate, DateTimeOffset Due)? first = null;
        foreach (var timer in node.Timers)
        {
            var since = EnteredAt(timer.Declaring, snapshot);
            var after = timer.Transition.After!.Value;
            if (after >= DateTimeOffset.MaxValue - since) continue;
            if (first is null || since + after < first.Value.Due) first = (timer, since + after);
        }

        return first;
    }

    private static bool Same(TState left, TState right) => EqualityComparer<TState>.Default.Equals(left, right);
}
