using RunbookSdk.Lifecycles;

namespace RunbookSdk.StatelessMachines;

/// <summary>
/// What Stateless leaves and enters by itself. It looks at the state that is stood in, where a lifecycle looks at the state whose line it
/// is; so of a way to a state within the line's own it leaves and enters too little: never the first to be left, never the last to be entered.
/// </summary>
internal static class NativeWay
{
    /// <summary>From a state without sub-states, from the inside outwards.</summary>
    public static IEnumerable<StateNode<TState, TTrigger>> Left<TState, TTrigger>(
        StateNode<TState, TTrigger> from, StateNode<TState, TTrigger> target)
        where TState : notnull
        where TTrigger : notnull =>
        from == target ? [from] : from.Chain.TakeWhile(n => !target.IsWithin(n));

    /// <summary>From the outside inwards, initial sub-states included.</summary>
    public static IEnumerable<StateNode<TState, TTrigger>> Entered<TState, TTrigger>(
        StateNode<TState, TTrigger> from, StateNode<TState, TTrigger> target)
        where TState : notnull
        where TTrigger : notnull =>
        target.Leaf.Chain.Reverse().Where(n => n == from || !from.IsWithin(n));

    /// <summary>Whether that is all that the lifecycle leaves and enters.</summary>
    public static bool IsWhole<TState, TTrigger>(StateNode<TState, TTrigger> from, StateNode<TState, TTrigger> target, Route<TState, TTrigger> route)
        where TState : notnull
        where TTrigger : notnull =>
        Left(from, target).SequenceEqual(route.LeftNodes) && Entered(from, target).SequenceEqual(route.EnteredNodes);
}
