using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Replay;

/// <summary>One run of <c>runbook replay</c>.</summary>
internal sealed class ReplayRun(ReplayRequest request, CommandConsole console)
{
    /// <summary>Loads runbooks, reads facts, prints decisions and a summary.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await RunUnguardedAsync(cancellation).ConfigureAwait(false);
        }
        catch (RunbookException exception)
        {
            await console.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            foreach (var problem in exception.Diagnostics) await console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
            return ExitCode.CouldNotRun;
        }
    }

    private async Task<int> RunUnguardedAsync(CancellationToken cancellation)
    {
        var started = console.Time.GetTimestamp();
        var plan = ReplayPlan.Of(request);
        var files = FactFiles.Find(plan.Facts);
        using var runbooks = console.Runbooks.Load(plan.Runbooks, request.UsesCache);
        foreach (var problem in runbooks.Diagnostics) await console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
        if (runbooks.Rules is not { } rules) return ExitCode.CouldNotRun;
        var loaded = console.Time.GetTimestamp();

        using var rejected = new RejectedFacts(console.Error, request.Rejected);
        var timeline = new Timeline(plan.Zone, rules.Rules.Select(r => r.Id));
        using var output = DecisionOutput.For(console, request.IsJson, timeline);
        var progress = new ProgressLine(console.Error, console.Time, console.ErrorIsTerminal && !request.IsLive);
        var log = new ReplayLog(console, output, progress, rejected);
        var events = new CloudEventReader(DomainFacts.CatalogWith(runbooks.FactTypes));
        var isWhole = request.IsLive
            ? await RunLiveAsync(rules, files, plan, events, log, cancellation).ConfigureAwait(false)
            : RunHistory(rules, files, plan, events, log, timeline, cancellation);
        log.Close(console.Time.GetElapsedTime(started, loaded), console.Time.GetElapsedTime(loaded), request.IsJson);
        if (!isWhole) return ExitCode.CouldNotRun;
        return log.Tally.HasFindings ? ExitCode.Findings : ExitCode.Fine;
    }

    private bool RunHistory(
        RuleSet rules,
        List<string> files,
        ReplayPlan plan,
        CloudEventReader events,
        ReplayLog log,
        Timeline timeline,
        CancellationToken cancellation)
    {
        var sources = new FactFiles(events, plan.Zone, request.Metric, console.Input, log.Reject);
        using var facts = new FactMerge(files.Select(sources.Open));
        var history = new HistoryReplay(Starter(rules), plan, log);
        return history.Run(facts, timeline, cancellation);
    }

    private async Task<bool> RunLiveAsync(
        RuleSet rules, List<string> files, ReplayPlan plan, CloudEventReader events, ReplayLog log, CancellationToken cancellation)
    {
        var session = Starter(rules)(console.Time.GetUtcNow());
        var sources = new FactFiles(events, plan.Zone, request.Metric, console.Input, log.Reject);
        var live = new LiveReplay(session, events, console, log);
        using (var known = new FactMerge(files.Where(f => f != ReplayPlan.StandardInput).Select(sources.Open))) live.Begin(known);
        await live.FollowAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    private Func<DateTimeOffset, ISession> Starter(RuleSet rules) =>
        start => console.StartSession(rules, start, new SessionOptions { Mode = request.Mode });
}
