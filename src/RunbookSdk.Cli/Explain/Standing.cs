using RunbookSdk.Cli.Replay;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Explain;

/// <summary>A session as it stood at an instant, and the journal behind it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Journal">What it was given and has decided.</param>
/// <param name="Zone">The zone of the times shown.</param>
/// <param name="Owner">Closes files and unloads runbooks.</param>
internal sealed record Standing(RunbookSession Session, IJournal Journal, TimeZoneInfo Zone, IDisposable Owner) : IDisposable
{
    public void Dispose() => Owner.Dispose();

    /// <summary>A state as it was at an instant; null: at its end.</summary>
    /// <exception cref="RunbookException">The state holds nothing, or begins later.</exception>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static Standing OfState(CommandConsole console, string path, DateTimeOffset? at, TimeZoneInfo zone, bool usesCache)
    {
        var owner = new Owners();
        try
        {
            var state = owner.Add(SqliteJournal.Open(path, new() { IsReadOnly = true }));
            if (state.Count == 0) throw CommandCodes.Refuse(CommandCodes.EmptyState, "The state holds nothing yet. Name the --state of your runs.", new(path, 0));
            var journal = new JournalUntil(state, at);
            if (journal.Count == 0)
            {
                var begins = new Timeline(zone).At(state.Read().First().Instant);
                throw CommandCodes.Refuse(CommandCodes.BeforeTheBeginning, $"The state begins at {begins}; nothing is known of the time before.", new("--at", 0));
            }

            var earlier = owner.Add(new EarlierRunbooks(console.Runbooks, usesCache));
            var session = RunbookSession.Reopen(new SessionOptions { Journal = journal }, earlier.Find);
            if (at > session.Now) session.Evaluate(at.Value);
            return new(session, journal, zone, owner);
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>A history until an instant; null: until its end, or that of replay.json. Null when the runbooks cannot be loaded, or it was interrupted.</summary>
    public static Standing? OfHistory(CommandConsole console, ExplainRequest request, DateTimeOffset? at, CancellationToken cancellation)
    {
        var plan = ReplayPlan.Of(new ReplayRequest(request.Path!) { Facts = request.Facts, Zone = request.Zone });
        if (at < plan.Start)
            throw CommandCodes.Refuse(CommandCodes.BeforeTheBeginning, $"The history begins at {new Timeline(plan.Zone).At(plan.Start.Value)}; nothing is known of the time before.", new("--at", 0));
        plan = plan with { Until = at ?? plan.Until };
        var files = FactFiles.Find(plan.Facts);
        var runbooks = console.Runbooks.Load(plan.Runbooks, request.UsesCache);
        foreach (var problem in runbooks.Diagnostics) console.Error.WriteLine(problem);
        if (runbooks.Rules is not { } rules) return null;
        using var rejected = new RejectedFacts(console.Error, null);
        var journal = new MemoryJournal();
        RunbookSession? session = null;
        using var nothing = DecisionOutput.For(console with { Output = TextWriter.Null }, isJson: false, new Timeline(plan.Zone));
        var log = new ReplayLog(console, nothing, new ProgressLine(console.Error, console.Time, console.ErrorIsTerminal), rejected);
        var history = new HistoryReplay(start => new SdkSession(session = new RunbookSession(rules, start, new SessionOptions { Journal = journal })), plan, log);
        var sources = new FactFiles(new CloudEventReader(DomainFacts.CatalogWith(runbooks.FactTypes)), plan.Zone, request.Metric, console.Input, log.Reject);
        using var facts = new FactMerge(files.Select(sources.Open));
        var isWhole = history.Run(facts, new Timeline(plan.Zone), cancellation);
        log.Progress.GiveWay();
        rejected.Close();
        return isWhole && session is not null ? new(session, journal, plan.Zone, runbooks) : null;
    }

    private sealed class Owners : IDisposable
    {
        private readonly Stack<IDisposable> owned = [];

        public T Add<T>(T one)
            where T : IDisposable
        {
            owned.Push(one);
            return one;
        }

        public void Dispose()
        {
            while (owned.TryPop(out var one)) one.Dispose();
        }
    }
}
