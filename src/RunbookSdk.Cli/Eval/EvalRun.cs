using RunbookSdk.Actions;
using RunbookSdk.Cli.Handlers;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Eval;

/// <summary>One run of <c>runbook eval</c>.</summary>
internal sealed class EvalRun
{
    private readonly EvalRequest request;
    private readonly CommandConsole console;
    private readonly (NoticedWriter Output, NoticedWriter Error) printed;
    private int taken;

    public EvalRun(EvalRequest request, CommandConsole console)
    {
        this.request = request;
        printed = (new(console.Output), new(console.Error));
        this.console = console with { Output = printed.Output, Error = printed.Error };
    }

    /// <summary>Opens the state, takes the facts, evaluates, prints the decisions.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => Guarded.RunAsync(console, () => RunUnguardedAsync(cancellation));

    private async Task<int> RunUnguardedAsync(CancellationToken cancellation)
    {
        var plan = EvalPlan.Of(request);
        var quiet = new QuietRun(console.Arguments, request);
        using var runbooks = console.Runbooks.Load(request.Runbooks, request.UsesCache);
        foreach (var problem in runbooks.Diagnostics) await console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
        if (runbooks.Rules is not { } rules) return ExitCode.CouldNotRun;
        using var trial = request.IsDryRun ? await TrialCopy.OfAsync(console.Time, request.State, plan.Wait, cancellation).ConfigureAwait(false) : null;
        using var kept = await StateFile.OpenAsync(console.Time, trial?.Path ?? request.State, plan.Wait, cancellation).ConfigureAwait(false);
        QuietRun.CatchUp(kept, request.State, trial?.LastTurn ?? kept.Turn - 1);
        using var rejected = new RejectedFacts(console.Error, request.Rejected);
        using var output = new EvalOutput(console, request.IsText, plan.Zone, rules);
        if (!request.IsDryRun) output.HandOver(kept);

        var at = plan.At ?? console.Time.GetUtcNow();
        await using var handlers = OpenHandlers(kept, rules);
        var options = new SessionOptions
        {
            Mode = request.Mode,
            Journal = kept,
            EscalatesTo = request.EscalatesTo,
            Budget = plan.Budget,
            ProposesAfterUncleanEnd = request.ProposesAfterCrash,
            KeepsSnapshots = handlers is not null,
        };
        var catalog = DomainFacts.CatalogWith(runbooks.FactTypes);
        using var earlier = new EarlierRunbooks(console.Runbooks, request.UsesCache);
        var session = RunbookSession.Open(rules, at, options, catalog, earlier.Find, out var opened);
        output.Tell(opened);
        if (request.ProposesAfterCrash) await TellOfCrashAsync(session).ConfigureAwait(false);
        if (at < session.Now) throw CommandCodes.Refuse(CommandCodes.Conflict, $"The state was last evaluated at {FactTime(session.Now)}, after --at; time does not go back. Leave --at out, or take another --state.");
        Take(session, catalog, plan, rejected, output, at, cancellation);
        if (handlers is not null) await handlers.RunAsync(session, output, plan.DeliverFor, cancellation).ConfigureAwait(false);
        output.Tell(session.End());
        session.KeepClock();
        if (!request.IsDryRun) KeepSnapshot(session, kept);
        rejected.Close();
        if (!request.IsDryRun) output.Finish(kept);
        if (taken == 0 && rejected.Count == 0 && !printed.Output.HasWritten && !printed.Error.HasWritten) quiet.Mark(kept, at, session.NextDue);
        return rejected.Count > 0 || output.HasFaults || handlers is { HasDeadLetters: true } ? ExitCode.Findings : ExitCode.Fine;
    }

    /// <summary>The handlers of the run; a trial reads their file, and calls none.</summary>
    private JobHandlers? OpenHandlers(SqliteJournal journal, RuleSet rules)
    {
        if (request.Handlers is not { } path) return null;
        if (!request.IsDryRun) return JobHandlers.Open(path, console, journal, rules);
        JobHandlers.Check(path);
        return null;
    }

    private async Task TellOfCrashAsync(RunbookSession session)
    {
        if (session.Snapshot.Facts<ProposeOnly>().FirstOrDefault(p => p.Scope == "all") is { } word)
            await console.Error.WriteLineAsync($"Rules only propose since {FactTime(word.At)}, says {word.By}: {word.Because}.").ConfigureAwait(false);
    }

    private void Take(
        RunbookSession session, FactCatalog catalog, EvalPlan plan, RejectedFacts rejected, EvalOutput output, DateTimeOffset at, CancellationToken cancellation)
    {
        var sources = new FactFiles(new CloudEventReader(catalog, keepsOrigins: true), plan.Zone, request.Metric, console.Input, rejected.Add);
        using var facts = new FactMerge(plan.Files.Select(sources.Open));
        var (instant, here) = (session.Now, 0);
        while (facts.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var observedAt = facts.Current.ObservedAt;
            if (request.CatchesUp && observedAt > instant && observedAt <= at)
            {
                if (here > 0) output.Evaluate(session, instant);
                (instant, here) = (observedAt, 0);
            }

            session.Observe(facts.Current);
            here++;
            taken++;
        }

        if (here > 0 && instant > session.Now) output.Evaluate(session, instant);
        output.Evaluate(session, at);
    }

    /// <summary>After the evaluation, and only now and then: what a run costs does not grow with what the state holds.</summary>
    private void KeepSnapshot(RunbookSession session, SqliteJournal journal)
    {
        if (request.SnapshotEvery == 0 || journal.Count - journal.LatestSnapshot < request.SnapshotEvery) return;
        if (session.KeepSnapshot() is { } problem) console.Error.WriteLine(problem);
    }

    private static string FactTime(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
