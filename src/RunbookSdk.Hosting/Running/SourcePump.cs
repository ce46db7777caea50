using Microsoft.Extensions.Logging;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Running;

/// <summary>Reads a source of facts as long as the host runs.</summary>
internal sealed class SourcePump(IFactSource source, IRunbookHost host, TimeProvider time, ILogger log, Condition condition)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    private TimeSpan delay = FirstDelay;

    /// <summary>Reads until the source ends or the host stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var batch in source.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    await ObserveAsync(batch, cancellationToken).ConfigureAwait(false);
                    delay = FirstDelay;
                }

                if (!cancellationToken.IsCancellationRequested) log.SourceEnded(source.Name);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                log.SourceFailed(exception, source.Name, delay);
                condition.Fails(What, exception.Message);
                if (!await WaitAsync(cancellationToken).ConfigureAwait(false)) return;
            }
        }
    }

    private string What => $"source of facts '{source.Name}'";

    /// <summary>Facts that the journal could not take are given to it again; those of a refused evaluation are dropped, which is logged.</summary>
    private async Task ObserveAsync(IReadOnlyList<Observation> batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await host.ObserveAsync(batch, cancellationToken).ConfigureAwait(false);
                condition.Works(What);
                return;
            }
            catch (RunbookException exception)
            {
                condition.Fails(What, exception.Message);
                return;
            }
            catch (JournalException)
            {
                await WaitAsync(cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        return true;
    }
}
