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
    private static readonly AsyncLocal<CancellationToken> Stopped = new();

    /// <summary>Stops the queries that the thread runs from here on, and what they start.</summary>
    internal static CancellationToken Token { set => Stopped.Value = value; }

    /// <summary>True; unless the query is stopped, or calls itself without an end.</summary>
    /// <exception cref="OperationCanceledException">It is stopped.</exception>
    /// <exception cref="InsufficientExecutionStackException">It has called itself too often; going on would end the process.</exception>
    public static bool GoesOn()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Stopped.Value.ThrowIfCancellationRequested();
        return true;
    }

    /// <summary>An expression that is worked out after it was asked whether the query goes on.</summary>
    /// <param name="goesOn">Asks; see <see cref="GoesOn"/>.</param>
    /// <param name="value">The value of the expression, which this gives back.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="OperationCanceledException">It does not go on.</exception>
    public static T Then<T>(bool goesOn, T value)
        where T : allows ref struct => goesOn ? value : throw new OperationCanceledException();
}
