namespace RunbookSdk.Lifecycles;

/// <summary>A state, laid out for firing.</summary>
internal sealed class StateNode<TState, TTrigger>(StateDeclaration<TState, TTrigger> declaration, int index)
    where TState : notnull
    where TTrigger : notnull
{
    public StateDeclaration<TState, TTrigger> Declaration { get; } = declaration;

    public TState State => Declaration.State;

    /// <summary>Place in the order of declaration.</summary>
    public int Index { get; } = index;

    /// <summary>The state around this one; null at the top.</summary>
    public StateNode<TState, TTrigger>? Outer { get; set; }

    public List<StateNode<TState, TTrigger>> Inner { get; } = [];

    /// <summary>The direct sub-state that is entered first.</summary>
    public StateNode<TState, TTrigger>? Initial { get; set; }

    /// <summary>Some transition leads to where the instance last was in here.</summary>
    public bool HasHistory { get; set; }

    public bool IsLeaf => Inner.Count == 0;

    public bool HasTimers { get; set; }

    /// <summary>This state and those around it, from the inside outwards.</summary>
    public StateNode<TState, TTrigger>[] Chain { get; set; } = [];

    /// <summary>What each trigger may do here, by the trigger's number, to try in order; of a state without sub-states.</summary>
    public Candidate<TState, TTrigger>[][] Candidates { get; set; } = [];

    /// <summary>What time may do here: of this state first, then of those around it.</summary>
    public Candidate<TState, TTrigger>[] Timers { get; set; } = [];

    /// <summary>What may happen here without a trigger, to try in order.</summary>
    public Candidate<TState, TTrigger>[] Completions { get; set; } = [];

    /// <summary>Something may happen here or on the way here that concerns more than the state and since when.</summary>
    public bool NeedsCare { get; set; }

    /// <summary>The states around this one that time leads out of.</summary>
    public StateNode<TState, TTrigger>[] TimedOuters { get; set; } = [];

    /// <summary>All that may be taken here, in the order in which it is tried.</summary>
    public Transition<TState, TTrigger>[] Permitted { get; set; } = [];

    public StateNode<TState, TTrigger> Leaf
    {
        get
        {
            var node = this;
            while (node.Initial is { } initial) node = initial;
            return node;
        }
    }

    public bool IsWithin(StateNode<TState, TTrigger> outer) => Array.IndexOf(Chain, outer) >= 0;
}

/// <summary>A transition as it is taken from one state without sub-states: with where it leads from there.</summary>
internal sealed class Candidate<TState, TTrigger>(
    Transition<TState, TTrigger> transition, StateNode<TState, TTrigger> declaring, Route<TState, TTrigger> route)
    where TState : notnull
    where TTrigger : notnull
{
    public Transition<TState, TTrigger> Transition { get; } = transition;

    /// <summary>The state whose line it is.</summary>
    public StateNode<TState, TTrigger> Declaring { get; } = declaring;

    /// <summary>The way; to the initial sub-state where it leads to a history.</summary>
    public Route<TState, TTrigger> Route { get; } = route;

    /// <summary>The way to each direct sub-state of the target, where it leads to a history.</summary>
    public IReadOnlyList<(TState Last, Route<TState, TTrigger> Route)> ByHistory { get; init; } = [];

    public TransitionKind Kind => Transition.Kind;

    /// <summary>The guard; here as well, for it is asked for at every fire.</summary>
    public Delegate? Holds { get; } = transition.Holds;

    /// <summary>It moves, and there is nothing else to it.</summary>
    public bool IsPlain => Kind == TransitionKind.Move
        && ByHistory.Count == 0
        && !Route.ChangesMemory
        && Route.To.Completions.Length == 0
        && (Holds is not null || Transition.Payload is null);

    /// <summary>Its target is no state: a mistake, which is told.</summary>
    public bool IsLost { get; init; }

    /// <summary>The sentence with which it refuses; made when first needed, always the same.</summary>
    public string? Refusal { get; set; }
}

/// <summary>From one state without sub-states to another: what is left, what is entered, and what is to be done on the way.</summary>
internal sealed class Route<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    public Route(
        Transition<TState, TTrigger>? transition,
        TState from,
        StateNode<TState, TTrigger> to,
        IReadOnlyList<StateNode<TState, TTrigger>> left,
        IReadOnlyList<StateNode<TState, TTrigger>> entered)
    {
        Transition = transition;
        From = from;
        To = to;
        LeftNodes = left;
        EnteredNodes = entered;
        Left = [.. left.Select(n => n.State)];
        Entered = [.. entered.Select(n => n.State)];
        Actions =
        [
            .. left.SelectMany(n => n.Declaration.Exit),
            .. transition?.Actions ?? [],
            .. entered.SelectMany(n => n.Declaration.Entry),
        ];
    }

    public Transition<TState, TTrigger>? Transition { get; }

    public TState From { get; }

    public StateNode<TState, TTrigger> To { get; }

    public IReadOnlyList<StateNode<TState, TTrigger>> LeftNodes { get; }

    public IReadOnlyList<StateNode<TState, TTrigger>> EnteredNodes { get; }

    public TState[] Left { get; }

    public TState[] Entered { get; }

    public LifecycleAction<TState, TTrigger>[] Actions { get; }

    /// <summary>The state whose time has come, when this way stays within it: its time must not come again before it is left.</summary>
    public StateNode<TState, TTrigger>? Spent => Transition is { Cause: TransitionCause.Time, From: var waited }
        ? To.TimedOuters.FirstOrDefault(n => EqualityComparer<TState>.Default.Equals(n.State, waited) && !EnteredNodes.Contains(n))
        : null;

    /// <summary>The memory of the snapshot may be another one afterwards.</summary>
    public bool ChangesMemory { get; set; }
}
