using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Lifecycles;

/// <summary>Collects a definition; made by <see cref="Lifecycle.Define"/>, used for one <see cref="Build"/>. Not thread-safe.</summary>
/// <typeparam name="TState">Where an instance can stand.</typeparam>
/// <typeparam name="TTrigger">What moves it.</typeparam>
public sealed class LifecycleBuilder<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly string name;
    private readonly int version;
    private readonly List<Mention<TState>> initials = [];
    private readonly List<StateDeclaration<TState, TTrigger>> states = [];
    private bool isBuilt;

    internal LifecycleBuilder(string name, int version)
    {
        this.name = name;
        this.version = version;
    }

    /// <summary>Names the state in which an instance begins; once, and the state itself is declared by <see cref="State"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> Initial(
        TState state, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ThrowIfBuilt();
        initials.Add(new(state, new(file, line)));
        return this;
    }

    /// <summary>Declares a state that something leads out of.</summary>
    /// <param name="state">The state.</param>
    /// <param name="define">Says what each trigger does in it.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> State(
        TState state,
        Action<StateBuilder<TState, TTrigger>> define,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) => Declare(state, isFinal: false, define, new(file, line));

    /// <summary>Declares a state in which an instance ends: nothing leads out of it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="define">Says which triggers it stays for, ignores, or refuses with advice.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> Final(
        TState state,
        Action<StateBuilder<TState, TTrigger>>? define = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) => Declare(state, isFinal: true, define ?? (static _ => { }), new(file, line));

    /// <summary>Checks the definition as a whole and freezes it.</summary>
    /// <exception cref="RunbookException">Something is wrong with it; carries every problem found, codes RBK12xx.</exception>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public Lifecycle<TState, TTrigger> Build()
    {
        ThrowIfBuilt();
        isBuilt = true;
        var problems = new LifecycleCheck<TState, TTrigger>(name, initials, states).FindProblems();
        if (problems.Count > 0) throw new RunbookException(problems);
        return new Lifecycle<TState, TTrigger>(name, version, initials[0].State, states);
    }

    private LifecycleBuilder<TState, TTrigger> Declare(
        TState state, bool isFinal, Action<StateBuilder<TState, TTrigger>> define, SourceLocation location)
    {
        ThrowIfBuilt();
        ArgumentNullException.ThrowIfNull(define);
        var builder = new StateBuilder<TState, TTrigger>(state);
        define(builder);
        states.Add(new(state, isFinal, [.. builder.Transitions], location));
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (isBuilt) throw new InvalidOperationException($"The lifecycle '{name}' is built already; begin another one with Define.");
    }
}

/// <summary>A state, and where it is mentioned.</summary>
internal sealed record Mention<TState>(TState State, SourceLocation Location);

/// <summary>A state as it was declared, with its transitions in order.</summary>
internal sealed record StateDeclaration<TState, TTrigger>(
    TState State, bool IsFinal, IReadOnlyList<Transition<TState, TTrigger>> Transitions, SourceLocation Location)
    where TState : notnull
    where TTrigger : notnull;
