using RunbookSdk.Scripting.Querying;

namespace RunbookSdk.Cli.Query;

/// <summary>Runs what somebody has written just now, and may want to stop.</summary>
internal static class Stoppable
{
    /// <summary>As much as the thread of a program has.</summary>
    private const int StackSize = 8 << 20;

    /// <summary>
    /// Runs it. When it is stopped, it is waited for no longer: a query ends by itself when it asks next whether it goes on, and what it has called that
    /// knows nothing of this, such as a sort of very much, when it is done.
    /// </summary>
    /// <param name="run">What to run; it changes nothing that anybody needs when it does not come to its end.</param>
    /// <param name="cancellation">Stops waiting for it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static T Run<T>(Func<T> run, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled) return run();
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    QueryStop.Token = cancellation;
                    done.SetResult(run());
                }
#pragma warning disable CA1031 // Who waits gets whatever it throws.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    done.SetException(exception);
                }
            },
            StackSize)
        {
            IsBackground = true,
            Name = "query",
        };
        thread.Start();
        return done.Task.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    /// <summary>The items of a sequence, until somebody stops it.</summary>
    public static IEnumerable<object?> Items(System.Collections.IEnumerable items, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
