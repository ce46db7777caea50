namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>Ctrl-C: stops what runs now, and not the prompt. Safe from any thread.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly Lock guard = new();
    private CancellationTokenSource current = new();

    /// <summary>Begins something that can be stopped.</summary>
    public CancellationToken Begin()
    {
        lock (guard)
        {
            if (!current.IsCancellationRequested) return current.Token;
            current.Dispose();
            current = new();
            return current.Token;
        }
    }

    /// <summary>Stops what began last.</summary>
    /// <returns>False when it was stopped already and does not end: then the process may.</returns>
    public bool Interrupt()
    {
        lock (guard)
        {
            if (current.IsCancellationRequested) return false;
            current.Cancel();
            return true;
        }
    }

    public void Dispose()
    {
        lock (guard) current.Dispose();
    }
}
