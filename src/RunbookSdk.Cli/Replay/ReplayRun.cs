using RunbookSdk.Cli.Eval;
using RunbookSdk.Cli.Replay.Page;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Replay;

/// <summary>One run of <c>runbook replay</c>.</summary>
internal sealed class ReplayRun(ReplayRequest request, CommandConsole console)
{
    /// <summary>Loads runbooks, reads facts, prints decisions and a summary.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => Guarded.RunAsync(console, () => RunUnguardedAsync(cancellation));

    private async Task<int> RunUnguardedAsync(CancellationToken cancellation)
    {
        var started = console.Time.GetTimestamp();
        var plan = ReplayPlan.Of(request);
        var files = FactFiles.Find(plan.Facts);
        GivenOutputs.Check(request, files.Concat(plan.Runbooks));
        using var page = request.Report is { } path ? new PageFile(path) : null;
        using var runbooks = console.Runbooks.Load(plan.Runbooks, request.UsesCache);
        foreach (var problem in runbooks.Diagnostics) await console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
        foreach (var note in FactFiles.Notes(files)) await console.Error.WriteLineAsync(note).ConfigureAwait(false);
        if (runbooks.Rules is not { } rules) return ExitCode.CouldNotRun;
        var loaded = console.Time.GetTimestamp();

        using var rejected = new RejectedFacts(console.Error, request.Rejected);
        var timeline = new Timeline(plan.Zone, rules.Rules.Select(r => r.Id));
        using var output = DecisionOutput.For(console, request.IsJson, timeline);
        var progress = new ProgressLine(console.Error, console.Time, console.ErrorIsTerminal && !request.IsLive);
        var log = new ReplayLog(console, output, progress, rejected);
        using var journal = request.State is { } state ? NewState(state) : null;
        var recorder = page is null ? null : new PageRecorder(rules, journal);
        var start = Starter(rules, recorder, journal);
        var events = new CloudEventReader(DomainFacts.CatalogWith(runbooks.FactTypes), keepsOrigins: journal is not null);
        var isWhole = request.IsLive
            ? await RunLiveAsync(start, files, plan, events, log, cancellation).ConfigureAwait(false)
            : RunHistory(start, files, plan, events, log, timeline, cancellation);
        journal?.HandOver(EvalOutput.Receiver, journal.Count);
        log.Close(console.Time.GetElapsedTime(started, loaded), console.Time.GetElapsedTime(loaded), request.IsJson);
        if (!isWhole) return ExitCode.CouldNotRun;
        page?.Write(ReplayPage.Of(plan, recorder!, log.Tally, Title));
        return log.Tally.HasFindings ? ExitCode.Findings : ExitCode.Fine;
    }

    private bool RunHistory(
        Func<DateTimeOffset, ISession> start,
        List<string> files,
        ReplayPlan plan,
        CloudEventReader events,
        ReplayLog log,
        Timeline timeline,
        CancellationToken cancellation)
    {
        var sources = new FactFiles(events, plan.Zone, request.Metric, console.Input, log.Reject);
        using var facts = new FactMerge(files.Select(sources.Open));
        var history = new HistoryReplay(start, plan, log);
        return history.Run(facts, timeline, cancellation);
    }

    private async Task<bool> RunLiveAsync(
        Func<DateTimeOffset, ISession> start, List<string> files, ReplayPlan plan, CloudEventReader events, ReplayLog log, CancellationToken cancellation)
    {
        var session = start(console.Time.GetUtcNow());
        var sources = new FactFiles(events, plan.Zone, request.Metric, console.Input, log.Reject);
        var live = new LiveReplay(session, events, console, log);
        using (var known = new FactMerge(files.Where(f => f != ReplayPlan.StandardInput).Select(sources.Open))) live.Begin(known);
        await live.FollowAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>What was replayed, by the name of its folder or file.</summary>
    private string Title => $"Replay of {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path)))}";

    private Func<DateTimeOffset, ISession> Starter(RuleSet rules, PageRecorder? recorder, SqliteJournal? journal) => start =>
    {
        var session = console.StartSession(rules, start, new SessionOptions { Mode = request.Mode, Journal = recorder is null ? journal : recorder });
        return recorder?.Around(session) ?? session;
    };

    /// <summary>History is read again when the machine loses power; waiting for the disk at each instant of it would take minutes.</summary>
    private static SqliteJournal NewState(string path)
    {
        if (File.Exists(path))
            throw CommandCodes.Refuse(CommandCodes.StateExists, "There is a state already, and history does not go on from one; name another --state, or remove the file.", new(path, 0));
        return SqliteJournal.Open(path, new() { SurvivesPowerLoss = false });
    }
}
