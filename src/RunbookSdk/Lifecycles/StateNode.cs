using System.Collections.Frozen;

namespace RunbookSdk.Lifecycles;

/// <summary>A state, laid out for firing: the answer to every trigger that the lifecycle knows stands ready.</summary>
internal sealed class StateNode<TState, TTrigger>(
    StateDeclaration<TState, TTrigger> declaration, IReadOnlyList<TTrigger> triggers, Refusals<TState, TTrigger> refusals)
    where TState : notnull
    where TTrigger : notnull
{
    public StateDeclaration<TState, TTrigger> Declaration { get; } = declaration;

    public TState State => Declaration.State;

    public bool IsFinal => Declaration.IsFinal;

    public IReadOnlyList<Transition<TState, TTrigger>> Permitted { get; } = [.. declaration.Transitions.Where(t => t.IsPermitted)];

    public FrozenDictionary<TTrigger, Response<TState, TTrigger>> Responses { get; } = triggers.ToFrozenDictionary(
        trigger => trigger,
        trigger => new Response<TState, TTrigger>(
            [.. declaration.Transitions.Where(t => EqualityComparer<TTrigger>.Default.Equals(t.Trigger, trigger))],
            refusals.NotPermitted(declaration, trigger)));
}

/// <summary>What a trigger does in a state: the transitions to try in order, and the sentence for when none is taken.</summary>
internal sealed class Response<TState, TTrigger>(Transition<TState, TTrigger>[] transitions, string refusal)
    where TState : notnull
    where TTrigger : notnull
{
    public Transition<TState, TTrigger>[] Transitions { get; } = transitions;

    public string Refusal { get; } = refusal;
}
