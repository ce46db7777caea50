using System.Collections.Concurrent;

namespace RunbookSdk.Scripting.Loading;

/// <summary>Runs work on all processors.</summary>
internal static class Processors
{
    /// <summary>
    /// Runs each part once, and returns when all have ended. The threads are their own: a part waits for tasks of the compiler, and for each thread
    /// of the pool that waits, the pool starts another one, until many times more parts run at once than there are processors.
    /// </summary>
    /// <param name="parts">What to run; begun in this order.</param>
    /// <exception cref="AggregateException">A part has failed; some of the others may not have been run.</exception>
    public static void Run(IEnumerable<Action> parts)
    {
        var waiting = new ConcurrentQueue<Action>(parts); // What was run is let go, with all that it holds.
        void RunNext()
        {
            while (waiting.TryDequeue(out var part)) part();
        }

        var threads = Math.Min(Environment.ProcessorCount, waiting.Count);
        Task.WaitAll([.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            RunNext, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);
    }
}
