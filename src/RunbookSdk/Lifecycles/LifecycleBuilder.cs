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
    private readonly LifecycleDeclaration<TState, TTrigger> declaration;
    private bool isBuilt;

    internal LifecycleBuilder(string name, int version) => declaration = new(name, version);

    internal LifecycleDeclaration<TState, TTrigger> Declaration => declaration;

    /// <summary>Names the state in which an instance begins; once, and the state itself is declared by <see cref="State"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> Initial(
        TState state, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ThrowIfBuilt();
        declaration.Initials.Add(new(state, new(file, line)));
        return this;
    }

    /// <summary>Declares a state that something leads out of.</summary>
    /// <param name="state">The state.</param>
    /// <param name="define">Says what holds in it.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> State(
        TState state,
        Action<StateBuilder<TState, TTrigger>> define,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) => Declare(state, isFinal: false, define, new(file, line));

    /// <summary>Declares a state in which an instance ends, or the state around this one: nothing leads out of it.</summary>
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

    /// <summary>
    /// Lets no two guards of one trigger overlap: what can be seen of it is refused by <see cref="Build"/>, and where two guards of a state
    /// hold at once, Fire refuses the trigger and names both. Without this, the first that holds wins.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> ExclusiveGuards()
    {
        ThrowIfBuilt();
        declaration.IsExclusive = true;
        return this;
    }

    /// <summary>
    /// Says how instances of an older version go on in this one. A state that is not mentioned keeps its name; one that this definition
    /// does not have either makes <see cref="Lifecycle{TState, TTrigger}.Restore"/> refuse the instance with a reason.
    /// </summary>
    /// <param name="version">The older version, below this one's.</param>
    /// <param name="define">Says what became of its states.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public LifecycleBuilder<TState, TTrigger> MigrateFrom(
        int version,
        Action<MigrationBuilder<TState>>? define = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ThrowIfBuilt();
        var migration = new MigrationDeclaration<TState>(version, new(file, line));
        define?.Invoke(new MigrationBuilder<TState>(migration));
        declaration.Migrations.Add(migration);
        return this;
    }

    /// <summary>Checks the definition as a whole and freezes it.</summary>
    /// <exception cref="RunbookException">Something is wrong with it; carries every problem found, codes RBK12xx.</exception>
    /// <exception cref="InvalidOperationException">The lifecycle is built already.</exception>
    public Lifecycle<TState, TTrigger> Build()
    {
        ThrowIfBuilt();
        isBuilt = true;
        var layout = new LifecycleLayout<TState, TTrigger>(declaration);
        var problems = LifecycleCheck.FindProblems(declaration, layout);
        return problems.Count > 0 ? throw new RunbookException(problems) : new Lifecycle<TState, TTrigger>(declaration, layout);
    }

    private LifecycleBuilder<TState, TTrigger> Declare(
        TState state, bool isFinal, Action<StateBuilder<TState, TTrigger>> define, SourceLocation location)
    {
        ThrowIfBuilt();
        ArgumentNullException.ThrowIfNull(define);
        var declared = new StateDeclaration<TState, TTrigger>(state, isFinal, location);
        define(new StateBuilder<TState, TTrigger>(declared));
        declaration.States.Add(declared);
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (isBuilt) throw new InvalidOperationException($"The lifecycle '{declaration.Name}' is built already; begin another one with Define.");
    }
}
