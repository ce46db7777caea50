namespace RunbookSdk.Lifecycles;

/// <summary>Checks the ways: that each state can be reached, that each can be left unless it ends there, and that none goes round by itself.</summary>
internal sealed class WayCheck<TState, TTrigger>(
    LifecycleLayout<TState, TTrigger> layout, LifecycleProblems problems)
    where TState : notnull
    where TTrigger : notnull
{
    public void Run()
    {
        CheckReachable();
        foreach (var node in layout.Nodes)
        {
            if (node.Declaration.IsFinal) CheckFinal(node);
            else if (node.IsLeaf && !IsLeft(node)) ReportDeadEnd(node);
        }

        foreach (var node in layout.Nodes.Where(n => n.IsLeaf)) CheckRound(node);
    }

    private void CheckReachable()
    {
        // Without a place to begin, every state would be unreachable, which helps nobody.
        if (layout.Initial is not { } initial) return;
        var reached = new HashSet<StateNode<TState, TTrigger>>();
        var next = new Queue<StateNode<TState, TTrigger>>([initial.Leaf]);
        while (next.TryDequeue(out var node))
        {
            if (!reached.Add(node)) continue;
            reached.UnionWith(node.Chain);
            foreach (var way in Ways(node)) next.Enqueue(way.Route.To);
        }

        foreach (var node in layout.Nodes.Where(n => !reached.Contains(n) && !layout.Cyclic.Contains(n)))
        {
            problems.Report(
                LifecycleCodes.Unreachable,
                node.Declaration.Location,
                $"no way leads from {Spelling.Of(initial.State)} to {Spelling.Of(node.State)}; permit one, or remove the state");
        }
    }

    private void CheckFinal(StateNode<TState, TTrigger> node)
    {
        var here = Spelling.Of(node.State);
        foreach (var exit in node.Declaration.Transitions.Where(t => t.Kind == TransitionKind.Move))
        {
            var what = exit.Cause == TransitionCause.Trigger ? Spelling.Of(exit.Trigger!) : exit.Cause == TransitionCause.Time ? "time" : "a completion";
            problems.Report(LifecycleCodes.LeavesFinal, exit.Location, $"{what} leaves {here}, which is final; remove one or the other");
        }

        if (node.Outer is { } outer && node.IsLeaf && !IsLeft(node))
            problems.Report(LifecycleCodes.DeadEnd, node.Declaration.Location, $"nothing leads out of {Spelling.Of(outer.State)} when it ends in {here}; give {Spelling.Of(outer.State)} an Automatically() or another way on");
    }

    private void ReportDeadEnd(StateNode<TState, TTrigger> node) => problems.Report(
        LifecycleCodes.DeadEnd,
        node.Declaration.Location,
        $"nothing leads out of {Spelling.Of(node.State)}; permit a way on, or declare it with Final(...)");

    /// <summary>A way to a state that does not exist is a mistake of its own.</summary>
    private bool IsLeft(StateNode<TState, TTrigger> node) =>
        layout.Cyclic.Contains(node)
        || Ways(node).Any(w => w.Route.To != node || w.IsLost);

    /// <summary>Completions without a guard that lead back to where they began are followed without end.</summary>
    private void CheckRound(StateNode<TState, TTrigger> node)
    {
        var seen = new List<StateNode<TState, TTrigger>>();
        for (var at = node; Always(at) is { } next; at = next.Route.To)
        {
            if (at == node && seen.Count > 0)
            {
                if (seen.MinBy(n => n.Index) == node)
                    problems.Report(LifecycleCodes.GoesRound, Always(node)!.Transition.Location, $"completions go round without end: {Spelling.List(seen.Select(n => n.State))}; give one of them a guard");
                return;
            }

            if (seen.Contains(at)) return;
            seen.Add(at);
        }
    }

    private static Candidate<TState, TTrigger>? Always(StateNode<TState, TTrigger> node) =>
        Array.Find(node.Completions, c => c.Transition.Holds is null);

    /// <summary>All that moves from here, guards taken to hold.</summary>
    private static IEnumerable<Candidate<TState, TTrigger>> Ways(StateNode<TState, TTrigger> node)
    {
        var always = Always(node) is not null;
        var waiting = always ? [] : node.Candidates.SelectMany(c => c).Concat(Timely(node));
        return node.Completions.TakeUntil(c => c.Transition.Holds is null).Concat(waiting).Where(c => c.Kind == TransitionKind.Move);
    }

    /// <summary>Of several times of one state only the shortest comes.</summary>
    private static IEnumerable<Candidate<TState, TTrigger>> Timely(StateNode<TState, TTrigger> node) =>
        node.Timers.GroupBy(t => t.Declaring).Select(g => g.MinBy(t => t.Transition.After)!);
}
