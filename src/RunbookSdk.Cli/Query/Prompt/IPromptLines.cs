namespace RunbookSdk.Cli.Query.Prompt;

/// <summary>Where the lines of a prompt come from.</summary>
internal interface IPromptLines : IDisposable
{
    /// <summary>Reads the next line.</summary>
    /// <param name="before">The lines that belong to the same question; empty when it begins one.</param>
    /// <param name="cancellation">Ends the reading of a line that nobody wants any more.</param>
    /// <returns>The line; null at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">Nobody wants the line any more.</exception>
    Task<string?> ReadAsync(string before, CancellationToken cancellation);
}

/// <summary>Lines of a pipe or a file.</summary>
internal sealed class PipedLines(Stream input) : IPromptLines
{
    private readonly StreamReader reader = new(input);

    public Task<string?> ReadAsync(string before, CancellationToken cancellation) => reader.ReadLineAsync(cancellation).AsTask();

    public void Dispose() => reader.Dispose();
}
