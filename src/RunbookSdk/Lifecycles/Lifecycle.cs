namespace RunbookSdk.Lifecycles;

/// <summary>
/// A lifecycle: which states there are and what each trigger does in them. It holds no instance: an instance is a
/// <see cref="Snapshot{TState}"/>, and firing makes a new one from an old one. Frozen; share it among threads.
/// </summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed partial class Lifecycle<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Refusals<TState, TTrigger> refusals;
    private readonly StateNode<TState, TTrigger>[] nodes;
    private readonly Numbering<TState> stateNumbers;
    private readonly Numbering<TTrigger> triggerNumbers;
    private readonly Route<TState, TTrigger> beginning;
    private readonly bool isExclusive;

    /// <summary>By state and trigger, in one row: what is tried there, where all of it is plain.</summary>
    private readonly Candidate<TState, TTrigger>[][] plain;

    internal Lifecycle(LifecycleDeclaration<TState, TTrigger> declaration, LifecycleLayout<TState, TTrigger> layout)
    {
        nodes = [.. layout.Nodes];
        States = [.. nodes.Select(n => n.State)];
        StateDetails = [.. nodes.Select(n => new LifecycleState<TState, TTrigger>(n))];
        Transitions = [.. StateDetails.SelectMany(s => s.Transitions)];
        Triggers = layout.Triggers;
        stateNumbers = new Numbering<TState>(States);
        triggerNumbers = layout.TriggerNumbers;
        Initial = layout.Initial!.State;
        beginning = LifecycleLayout<TState, TTrigger>.Begin(layout.Initial);
        isExclusive = declaration.IsExclusive;
        migrations = [.. declaration.Migrations];
        HasAsyncActions = StateDetails.Any(s => s.Entry.Concat(s.Exit).Concat(s.Transitions.SelectMany(t => t.Actions)).Any(a => a.IsAsync));
        Id = new LifecycleId(declaration.Name, declaration.Version, "");
        Id = Id with { Hash = LifecycleJson.HashOf(this) };
        plain = [.. nodes.SelectMany(n => Triggers.Select((_, number) => PlainOf(n, number)))];
        refusals = new(Name, triggerNumbers, layout.Triggers.Count, nodes.Length, Transitions);
    }

    /// <summary>Name, version and hash of this definition.</summary>
    public LifecycleId Id { get; }

    /// <summary>What an instance is called, in the singular.</summary>
    public string Name => Id.Name;

    /// <summary>Version of this definition, from 1.</summary>
    public int Version => Id.Version;

    /// <summary>The state in which an instance begins; in its initial sub-state where it has some.</summary>
    public TState Initial { get; }

    /// <summary>All states, in order of declaration.</summary>
    public IReadOnlyList<TState> States { get; }

    /// <summary>All states with what was said of each, in order of declaration.</summary>
    public IReadOnlyList<LifecycleState<TState, TTrigger>> StateDetails { get; }

    /// <summary>All triggers, in the order in which they are first mentioned.</summary>
    public IReadOnlyList<TTrigger> Triggers { get; }

    /// <summary>All that is declared, in order of declaration.</summary>
    public IReadOnlyList<Transition<TState, TTrigger>> Transitions { get; }

    /// <summary>True when no two guards of one trigger may hold at once.</summary>
    public bool HasExclusiveGuards => isExclusive;

    /// <summary>True when an action may take longer than the call that fires it.</summary>
    public bool HasAsyncActions { get; }

    /// <summary>What was said of a state.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">The lifecycle has no such state.</exception>
    public LifecycleState<TState, TTrigger> Describe(TState state) => StateDetails[Node(state).Index];

    /// <summary>True when an instance, or the state around this one, ends in this state.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">The lifecycle has no such state.</exception>
    public bool IsFinal(TState state) => Node(state).Declaration.IsFinal;

    /// <summary>True when an instance stands in a state, or in one within it.</summary>
    /// <param name="snapshot">The instance.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">The lifecycle has no such state.</exception>
    public bool IsIn(in Snapshot<TState> snapshot, TState state) => Node(snapshot.State).IsWithin(Node(state));

    /// <summary>True when an instance has come to its end: nothing can move it any more.</summary>
    /// <param name="snapshot">The instance.</param>
    /// <exception cref="ArgumentException">It stands in no state of this lifecycle.</exception>
    public bool HasEnded(in Snapshot<TState> snapshot) => Node(snapshot.State) is { Declaration.IsFinal: true, Outer: null };

    /// <summary>An instance that is known to stand somewhere, and never to have stood anywhere else.</summary>
    /// <param name="state">Where it stands; in its initial sub-state where it has some.</param>
    /// <param name="since">Since when.</param>
    /// <exception cref="ArgumentException">The lifecycle has no such state.</exception>
    public Snapshot<TState> At(TState state, DateTimeOffset since)
    {
        var leaf = Node(state).Leaf;
        return new(leaf.State, since, Id, MemoryOf(leaf.TimedOuters.Select(n => (n.State, since)), []));
    }

    /// <summary>What can be fired from here and where it leads, in the order in which it is tried, guarded ones included; none is asked.</summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <exception cref="ArgumentException">The instance stands in no state of this lifecycle.</exception>
    public IReadOnlyList<Transition<TState, TTrigger>> Permitted(in Snapshot<TState> snapshot) => Node(snapshot.State).Permitted;

    /// <summary>The next instant at which time moves the instance; null when it waits for triggers only.</summary>
    /// <param name="snapshot">The instance as it is.</param>
    /// <exception cref="ArgumentException">The instance stands in no state of this lifecycle.</exception>
    public DateTimeOffset? NextDue(in Snapshot<TState> snapshot) => FirstDue(Node(snapshot.State), snapshot)?.Due;

    /// <summary>Draws the lifecycle as a Mermaid <c>stateDiagram-v2</c>: always the same text for the same definition.</summary>
    public string ToMermaid() => Mermaid<TState, TTrigger>.Draw(this);

    /// <summary>Writes the lifecycle as JSON: always the same text for the same definition.</summary>
    public string ToJson() => LifecycleJson.Write(this, indented: true);

    /// <summary>What a trigger may do in a state, if all of it is plain: it moves, and neither time nor memory nor completions matter.</summary>
    private Candidate<TState, TTrigger>[] PlainOf(StateNode<TState, TTrigger> node, int number) =>
        node.IsLeaf && !isExclusive && node.Timers.Length == 0 && node.Candidates[number].All(c => c.IsPlain) ? node.Candidates[number] : [];

    internal StateNode<TState, TTrigger> Node(TState state) =>
        stateNumbers.Of(state) is >= 0 and var number ? nodes[number] : throw new ArgumentException(refusals.Unknown(state), nameof(state));
}
