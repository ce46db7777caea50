using RunbookSdk.Actions;
using RunbookSdk.Cli.Eval;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Operators;

/// <summary>One run of a command by which a person says something: it becomes facts, and what follows is decided at once.</summary>
internal sealed class ActRun(ActRequest request, CommandConsole console)
{
    private TextWriter Words => request.IsJson ? console.Error : console.Output;

    /// <summary>Opens the state, lets time pass, takes what is said, prints what follows.</summary>
    /// <param name="act">What is said.</param>
    /// <param name="needsReason">True when others have to know why.</param>
    /// <param name="problems">What is wrong with the words of the act.</param>
    /// <param name="cancellation">Ends the wait for another run.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(IAct act, bool needsReason, List<Diagnostic> problems, CancellationToken cancellation) => Guarded.RunAsync(console, async () =>
    {
        var plan = ActPlan.Of(request, console.User, needsReason, problems);
        using var trial = request.IsDryRun ? await TrialCopy.OfAsync(console.Time, request.State, plan.Wait, cancellation).ConfigureAwait(false) : null;
        var path = trial?.Path ?? request.State;
        if (!File.Exists(path)) throw SqliteProblems.Absent(request.State);
        var journal = await StateFile.OpenAsync(console.Time, path, plan.Wait, cancellation).ConfigureAwait(false);
        QuietRun.CatchUp(journal, request.State, trial?.LastTurn ?? journal.Turn - 1);
        using var state = OpenedState.Of(journal, request.State, console, request.UsesCache);
        return Run(act, plan, state);
    });

    private int Run(IAct act, ActPlan plan, OpenedState state)
    {
        var session = state.Session;
        var now = Now(plan, session.Now);
        act.Say(state, plan, now); // What makes no sense changes nothing.
        using var output = DecisionOutput.For(
            console, request.IsJson, new Timeline(plan.Zone, session.Rules.Rules.Select(r => r.Id)), new DecisionWriterOptions());
        var isFine = Tell(session.Evaluate(now), output, "Since the last evaluation:");
        var said = act.Say(state, plan, now);
        foreach (var fact in said.Facts) session.Observe(fact);
        var followed = session.Evaluate(now);
        if (followed.Problems.Count == 0) Words.WriteLine(request.IsDryRun ? $"Only tried: {said.Sentence}" : said.Sentence);
        isFine &= Tell(followed, output, request.IsDryRun ? "What would follow:" : "What follows:");
        if (followed.Problems.Count > 0) return ExitCode.Findings;
        foreach (var line in act.Tell(state, followed, new TimeText(plan.Zone))) Words.WriteLine(line);
        if (!request.IsDryRun && followed.Decisions.Any(d => d.Outcome is Outcome.Decided or Outcome.Released or Outcome.Renewed))
            Words.WriteLine("It is in the state, and the next run of 'runbook eval' hands it over.");
        return isFine ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>A person whose clock is a little behind is heard all the same.</summary>
    private DateTimeOffset Now(ActPlan plan, DateTimeOffset last)
    {
        var now = plan.At ?? console.Time.GetUtcNow();
        if (now >= last) return now;
        var times = new TimeText(plan.Zone);
        if (plan.At is not null)
            throw CommandCodes.Refuse(CommandCodes.Conflict, $"The state was last evaluated at {times.At(last)}, after --at; time does not go back. Leave --at out.");
        console.Error.WriteLine($"This machine's clock is {TimeText.Of(last - now)} behind the state; it is taken as said at {times.At(last)}.");
        return last;
    }

    private bool Tell(Evaluation evaluation, DecisionOutput output, string heading)
    {
        if (evaluation.Decisions.Count > 0 && !request.IsJson) console.Output.WriteLine(heading);
        foreach (var decision in evaluation.Decisions) output.Print(decision);
        foreach (var fault in evaluation.Faults) console.Error.WriteLine(FaultLine.Of(fault));
        foreach (var problem in evaluation.Problems) console.Error.WriteLine(problem);
        return evaluation.Faults.Count + evaluation.Problems.Count == 0;
    }
}
