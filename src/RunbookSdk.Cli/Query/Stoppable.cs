using System.Runtime;

namespace RunbookSdk.Cli.Query;

/// <summary>Runs what somebody has written just now, and may want to stop.</summary>
internal static class Stoppable
{
    /// <summary>Runs it.</summary>
    /// <param name="run">What to run; it changes nothing that anybody needs when it does not come to its end.</param>
    /// <param name="cancellation">Stops it wherever it is, also in the middle of a loop that never ends.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static T Run<T>(Func<T> run, CancellationToken cancellation)
    {
        // With a token that nobody can cancel, the runtime waits for ever for its cancellation.
        if (!cancellation.CanBeCanceled) return run();
        T result = default!;
#pragma warning disable SYSLIB0046 // A thread that is stopped anywhere may leave shared state torn: a query only reads what nobody goes on with.
        ControlledExecution.Run(() => result = run(), cancellation);
#pragma warning restore SYSLIB0046
        return result;
    }
}
