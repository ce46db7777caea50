namespace RunbookSdk.Lifecycles;

/// <summary>
/// A declaration laid out for firing: the tree of states, and for each state that can be stood in all that can happen there with where it
/// leads. Of a declaration with mistakes it has what makes sense, so that the rest of it can be checked too.
/// </summary>
internal sealed class LifecycleLayout<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TState, StateNode<TState, TTrigger>> byState = [];

    public LifecycleLayout(LifecycleDeclaration<TState, TTrigger> declaration)
    {
        foreach (var state in declaration.States)
        {
            var node = new StateNode<TState, TTrigger>(state, Nodes.Count);
            if (byState.TryAdd(state.State, node)) Nodes.Add(node);
        }

        Triggers = [.. declaration.States.SelectMany(s => s.Transitions).Where(t => t.Cause == TransitionCause.Trigger).Select(t => t.Trigger!).Distinct()];
        TriggerNumbers = new Numbering<TTrigger>(Triggers);
        Nest();
        foreach (var target in declaration.States.SelectMany(s => s.Transitions).Where(t => t.ToHistory)) MarkHistory(target.To);
        Initial = declaration.Initials.Count > 0 ? Find(declaration.Initials[0].State) : null;
        foreach (var node in Nodes) LayOut(node);
    }

    /// <summary>All states in order of declaration.</summary>
    public List<StateNode<TState, TTrigger>> Nodes { get; } = [];

    public IReadOnlyList<TTrigger> Triggers { get; }

    public Numbering<TTrigger> TriggerNumbers { get; }

    /// <summary>The state in which an instance begins, be it with sub-states; null when there is none.</summary>
    public StateNode<TState, TTrigger>? Initial { get; }

    /// <summary>States that are within themselves, by way of others or directly.</summary>
    public List<StateNode<TState, TTrigger>> Cyclic { get; } = [];

    public StateNode<TState, TTrigger>? Find(TState state) => byState.GetValueOrDefault(state);

    /// <summary>The way in, from nowhere.</summary>
    public static Route<TState, TTrigger> Begin(StateNode<TState, TTrigger> initial)
    {
        var leaf = initial.Leaf;
        return Prepared(new(null, leaf.State, leaf, [], [.. leaf.Chain.Reverse()]));
    }

    private void Nest()
    {
        Cyclic.AddRange(Nodes.Where(IsWithinItself));
        foreach (var node in Nodes.Except(Cyclic))
        {
            node.Outer = DeclaredOuter(node);
            node.Outer?.Inner.Add(node);
        }

        foreach (var node in Nodes)
        {
            var named = node.Declaration.Initials.Count > 0 ? Find(node.Declaration.Initials[0].State) : null;
            node.Initial = named is not null && named.Outer == node ? named : node.Inner.FirstOrDefault();
            var chain = new List<StateNode<TState, TTrigger>>();
            for (var outer = node; outer is not null; outer = outer.Outer) chain.Add(outer);
            node.Chain = [.. chain];
            node.HasTimers = node.Declaration.Transitions.Any(t => t.Cause == TransitionCause.Time);
        }

        foreach (var node in Nodes) node.TimedOuters = [.. node.Chain.Skip(1).Where(n => n.HasTimers).OrderBy(n => n.Index)];
    }

    private StateNode<TState, TTrigger>? DeclaredOuter(StateNode<TState, TTrigger> node) =>
        node.Declaration.Outers.Count > 0 ? Find(node.Declaration.Outers[0].State) : null;

    private bool IsWithinItself(StateNode<TState, TTrigger> node)
    {
        var outer = DeclaredOuter(node);
        for (var steps = 0; outer is not null && steps < Nodes.Count; steps++)
        {
            if (outer == node) return true;
            outer = DeclaredOuter(outer);
        }

        return false;
    }

    private void MarkHistory(TState state)
    {
        if (Find(state) is { } node) node.HasHistory = true;
    }

    private void LayOut(StateNode<TState, TTrigger> leaf)
    {
        if (!leaf.IsLeaf) return;
        var candidates = leaf.Chain.SelectMany(n => n.Declaration.Transitions.Select(t => CandidateOf(t, n, leaf))).ToList();
        leaf.Candidates = [.. Triggers.Select(_ => Array.Empty<Candidate<TState, TTrigger>>())];
        foreach (var same in candidates.Where(c => c.Transition.Cause == TransitionCause.Trigger).GroupBy(c => TriggerNumbers.Of(c.Transition.Trigger!)))
            leaf.Candidates[same.Key] = [.. same.TakeUntil(c => c.Transition.Holds is null)];
        leaf.Timers = [.. candidates.Where(c => c.Transition.Cause == TransitionCause.Time)];
        leaf.Completions = [.. candidates.Where(c => c.Transition.Cause == TransitionCause.Completion && Completes(c.Declaring, leaf))];
        leaf.Permitted = [.. leaf.Chain.SelectMany(n => n.Declaration.Transitions).Where(t => t.IsPermitted && IsTried(leaf, t))];
    }

    private bool IsTried(StateNode<TState, TTrigger> leaf, Transition<TState, TTrigger> transition) =>
        transition.Cause == TransitionCause.Trigger
        && Array.Exists(leaf.Candidates[TriggerNumbers.Of(transition.Trigger!)], c => c.Transition == transition);

    /// <summary>A state with final sub-states is complete when one of them is reached; any other at any time.</summary>
    private static bool Completes(StateNode<TState, TTrigger> declaring, StateNode<TState, TTrigger> leaf) =>
        !declaring.Inner.Any(n => n.Declaration.IsFinal) || (leaf.Outer == declaring && leaf.Declaration.IsFinal);

    private Candidate<TState, TTrigger> CandidateOf(
        Transition<TState, TTrigger> transition, StateNode<TState, TTrigger> declaring, StateNode<TState, TTrigger> leaf)
    {
        if (transition.Kind != TransitionKind.Move || Find(transition.To) is not { } target)
            return new(transition, declaring, Prepared(new(transition, leaf.State, leaf, [], []))) { IsLost = transition.Kind == TransitionKind.Move };
        var way = (Transition: transition, Declaring: declaring, Leaf: leaf);
        return new(transition, declaring, RouteTo(way, target, target.Leaf))
        {
            ByHistory = transition.ToHistory ? [.. target.Inner.Select(n => (n.State, RouteTo(way, target, n.Leaf)))] : [],
        };
    }

    /// <summary>Leaves and enters everything up to the innermost state that contains both the line's own state and the target.</summary>
    private static Route<TState, TTrigger> RouteTo(
        (Transition<TState, TTrigger> Transition, StateNode<TState, TTrigger> Declaring, StateNode<TState, TTrigger> Leaf) way,
        StateNode<TState, TTrigger> target,
        StateNode<TState, TTrigger> to)
    {
        var common = way.Declaring == target ? target.Outer : way.Declaring.Chain.FirstOrDefault(target.IsWithin);
        return Prepared(new(
            way.Transition,
            way.Leaf.State,
            to,
            [.. way.Leaf.Chain.TakeWhile(n => n != common)],
            [.. to.Chain.TakeWhile(n => n != common).Reverse()]));
    }

    private static Route<TState, TTrigger> Prepared(Route<TState, TTrigger> route)
    {
        route.ChangesMemory = route.LeftNodes.Any(n => !n.IsLeaf && (n.HasHistory || n.HasTimers))
            || route.EnteredNodes.Any(n => !n.IsLeaf && n.HasTimers)
            || route.Spent is not null;
        return route;
    }
}
