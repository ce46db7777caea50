namespace RunbookSdk.Lifecycles;

/// <summary>What an action is told: the transition that is taken, and a way to fire more. Valid while the action runs.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public readonly struct Turn<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly RaisedTriggers<TState, TTrigger> raised;
    private readonly int run;

    internal Turn(in LifecycleStep<TState, TTrigger> step, RaisedTriggers<TState, TTrigger> raised, int run)
    {
        Step = step;
        (this.raised, this.run) = (raised, run);
    }

    /// <summary>The transition that is taken.</summary>
    public LifecycleStep<TState, TTrigger> Step { get; }

    /// <summary>The state that was stood in before; the state that is entered when the instance begins.</summary>
    public TState From => Step.From;

    /// <summary>The state that is stood in afterwards.</summary>
    public TState To => Step.To;

    /// <summary>When.</summary>
    public DateTimeOffset Instant => Step.Instant;

    /// <summary>Fires a trigger when this transition is complete, in the same run: triggers are never nested.</summary>
    /// <param name="trigger">The trigger; when it is refused then, the whole run is taken back.</param>
    /// <exception cref="InvalidOperationException">Too many triggers wait already, or the run is over.</exception>
    public void Raise(TTrigger trigger) => raised.Add(run, trigger, default(Nothing));

    /// <summary>Fires a trigger with what it brings when this transition is complete, in the same run.</summary>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="trigger">The trigger; when it is refused then, the whole run is taken back.</param>
    /// <param name="payload">What it brings.</param>
    /// <exception cref="InvalidOperationException">Too many triggers wait already, or the run is over.</exception>
    public void Raise<TPayload>(TTrigger trigger, TPayload payload) => raised.Add(run, trigger, payload);

    /// <inheritdoc cref="Raise{TPayload}(TTrigger, TPayload)"/>
    public void Raise<TPayload>(Trigger<TTrigger, TPayload> trigger, TPayload payload) => raised.Add(run, trigger.Value, payload);
}

/// <summary>What a trigger brings that brings nothing; no guard or action can ask for it, for nobody else can name it.</summary>
internal readonly struct Nothing;
