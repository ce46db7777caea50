using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Scripting.Querying;

/// <summary>
/// What compiled queries ask at each turn of a loop and at each call: whether somebody has stopped them, and whether there is stack left. It is for the
/// compiler to write; nobody else calls it. Safe from any thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class QueryStop
{
    /// <summary>Reaches the threads that a query starts.</summary>
    private static readonly AsyncLocal<CancellationToken> Stopped = new();

    /// <summary>The same for the thread of the query itself, which asks so often that it matters what it costs.</summary>
    [ThreadStatic]
    private static StrongBox<CancellationToken>? stoppedHere;

    /// <summary>Stops the queries that the thread runs from here on, and what they start.</summary>
    internal static CancellationToken Token { set => stoppedHere = new(Stopped.Value = value); }

    /// <summary>Asked at each turn of a loop. True; unless the query is stopped.</summary>
    /// <exception cref="OperationCanceledException">It is stopped.</exception>
    public static bool GoesOn()
    {
        (stoppedHere is { } here ? here.Value : Stopped.Value).ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>Asked at each call. True; unless the query is stopped, or calls itself without an end.</summary>
    /// <exception cref="OperationCanceledException">It is stopped.</exception>
    /// <exception cref="InsufficientExecutionStackException">It has called itself too often; going on would end the process.</exception>
    public static bool Enters()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return GoesOn();
    }

    /// <summary>An expression that is worked out after it was asked whether the query goes on.</summary>
    /// <param name="goesOn">Asks; see <see cref="Enters"/>.</param>
    /// <param name="value">The value of the expression, which this gives back.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="OperationCanceledException">It does not go on.</exception>
    public static T Then<T>(bool goesOn, T value)
        where T : allows ref struct => goesOn ? value : throw new OperationCanceledException();
}
