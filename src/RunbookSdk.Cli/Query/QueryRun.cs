using RunbookSdk.Cli.Journals;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Querying;

namespace RunbookSdk.Cli.Query;

/// <summary>One run of <c>runbook query</c>.</summary>
internal sealed class QueryRun(CommandConsole console, QueryRequest request)
{
    /// <summary>Looks back, and answers.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => Guarded.RunAsync(console, async () =>
    {
        var plan = QueryPlan.Of(request);
        if (request.Query is not { } query)
        {
            using var prompt = new Prompt.QueryPrompt(console, request, plan, Open);
            return await prompt.RunAsync(cancellation).ConfigureAwait(false);
        }

        using var interrupts = new Prompt.Interrupts();
        using var heard = console.OnInterrupt(interrupts.Interrupt);
        var stop = interrupts.Begin();
        try
        {
            using var past = Open(plan.At, stop);
            return past is null ? ExitCode.CouldNotRun : Answer(query, past, plan, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await console.Error.WriteLineAsync(Stopped.ToString()).ConfigureAwait(false);
            return ExitCode.CouldNotRun;
        }
    });

    /// <summary>Told when somebody has stopped a query.</summary>
    public static Diagnostic Stopped { get; } = new(CommandCodes.QueryStopped, Severity.Error, "The query was stopped before its end.", SourceLocation.None);

    /// <summary>What queries over a state mean.</summary>
    public static QuerySettings SettingsOf(PastState past, bool usesCache) =>
        QuerySettings.Of(typeof(Knowledge), past.FactTypes, usesCache ? new ScriptLoaderOptions().CacheFolder : null);

    /// <summary>Says where what is known ends, to who asks for a later instant.</summary>
    public static void TellEnd(CommandConsole console, PastState past, DateTimeOffset? at, ValueText text)
    {
        if (at > past.Ends && past.Session.Now == past.Ends) console.Error.WriteLine($"What is known ends at {text.Of(past.Ends)}, with the last evaluation; that is shown.");
    }

    private PastState? Open(DateTimeOffset? at, CancellationToken cancellation) => request.State is { } state
        ? PastState.OfJournal(state, at, console, request.UsesCache)
        : PastState.OfReplay(request.ToReplay(), at, console, cancellation);

    private int Answer(string query, PastState past, QueryPlan plan, CancellationToken cancellation)
    {
        var text = new ValueText(plan.Zone);
        TellEnd(console, past, plan.At, text);
        using var runner = new QueryRunner(SettingsOf(past, request.UsesCache), new Knowledge(past));
        var compiled = runner.CompileOnly(query);
        ProblemText.Write(console.Error, query, compiled.Problems);
        if (compiled.Image is null) return ExitCode.CouldNotRun;
        try
        {
            Print(query, () => runner.Run(compiled), text, cancellation);
        }
#pragma warning disable CA1031 // A query may throw anything.
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException))
#pragma warning restore CA1031
        {
            console.Output.Flush();
            console.Error.WriteLine(ProblemText.Threw(exception));
            return ExitCode.Findings;
        }

        return past.HasFindings ? ExitCode.Findings : ExitCode.Fine;
    }

    /// <summary>Asking a result for its items runs the query on, so this can be stopped as well.</summary>
    private void Print(string query, Func<object?> run, ValueText text, CancellationToken cancellation)
    {
        var output = new QueryOutput(console, text);
        var value = Stoppable.Run(run, cancellation);
        if (value is not null || QueryCompiler.HasValue(query)) output.Write(value, request.IsJson, cancellation);
    }
}
