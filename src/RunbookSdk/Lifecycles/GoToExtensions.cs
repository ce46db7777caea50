using System.Runtime.CompilerServices;

namespace RunbookSdk.Lifecycles;

/// <summary>Shorter words for lifecycles whose trigger is the state asked for.</summary>
public static class GoToExtensions
{
    /// <summary>Who asks for that state gets there.</summary>
    /// <typeparam name="T">State and trigger.</typeparam>
    /// <param name="builder">The state to go from.</param>
    /// <param name="state">The state asked for.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static StateBuilder<T, T> GoTo<T>(
        this StateBuilder<T, T> builder, T state, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Permit(state, state, file, line);
    }

    /// <summary>Who asks for that state gets there when a guard holds.</summary>
    /// <typeparam name="T">State and trigger.</typeparam>
    /// <typeparam name="TPayload">What the trigger brings.</typeparam>
    /// <param name="builder">The state to go from.</param>
    /// <param name="state">The state asked for.</param>
    /// <param name="when">The guard in words.</param>
    /// <param name="holds">The guard; see <see cref="TransitionBuilder{TState, TTrigger}.If{TPayload}"/>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static StateBuilder<T, T> GoTo<T, TPayload>(
        this StateBuilder<T, T> builder,
        T state,
        string when,
        Func<TPayload, bool> holds,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.On(state, file, line).If(when, holds).GoTo(state);
    }
}
