namespace RunbookSdk.Cli.Query;

/// <summary>Prints the values of queries. To ask a value for its items runs its query on, so this can be stopped as well.</summary>
internal sealed class QueryOutput(CommandConsole console, ValueText text)
{
    /// <summary>Prints a value.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="Exception">Whatever the query throws.</exception>
    public void Write(object? value, bool isJson, CancellationToken cancellation)
    {
        if (isJson)
        {
            Stoppable.Run(() => new QueryJson(console.Output).Write(value, cancellation), cancellation);
            return;
        }

        var limit = console.OutputIsTerminal ? QueryTable.RowsOnTerminal : int.MaxValue;
        QueryTable.Write(console, Stoppable.Run(() => QueryResult.Of(value, text, limit, cancellation), cancellation));
    }
}
