using System.Globalization;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Journals;

/// <summary>
/// A session as it stood at an instant, made again of a journal or of a replay, to be asked and not to go on. Nothing is written, the journal's file
/// stays as it is. For one thread at a time.
/// </summary>
internal sealed class PastState : IDisposable
{
    private readonly IReadOnlyList<IDisposable> owned;

    private PastState(RunbookSession session, IReadOnlyList<Type> factTypes, IJournal journal, DateTimeOffset ends, params IReadOnlyList<IDisposable> owned) =>
        (Session, FactTypes, Journal, Ends, this.owned) = (session, factTypes, journal, ends, owned);

    /// <summary>The session; <see cref="RunbookSession.Now"/> is the instant that was asked for, or the end when that is earlier.</summary>
    public RunbookSession Session { get; }

    /// <summary>The fact records that its rules know: the domain's own and those of the runbooks.</summary>
    public IReadOnlyList<Type> FactTypes { get; }

    /// <summary>What was given and decided until then.</summary>
    public IJournal Journal { get; }

    /// <summary>Where what is known ends: the last evaluation.</summary>
    public DateTimeOffset Ends { get; }

    /// <summary>True when a replay rejected facts, or its rules had faults.</summary>
    public bool HasFindings { get; private init; }

    /// <summary>The decisions until then, in their order; read as they are asked for.</summary>
    public IEnumerable<RecordedDecision> Decisions => Journal.Read().SelectMany(e => e.Records)
        .Where(r => r.Kind == JournalRecordKind.Decision).Select(r => RecordedDecision.Parse(r.Data));

    /// <summary>Makes the session again of the journal in a state file, with the rules that it was written with.</summary>
    /// <param name="path">The file.</param>
    /// <param name="at">The instant; null: the end.</param>
    /// <param name="console">Where scripts come from.</param>
    /// <param name="usesCache">Whether compiled scripts may be taken from the cache.</param>
    /// <exception cref="Diagnostics.RunbookException">The state holds nothing, or nothing of that instant.</exception>
    /// <exception cref="JournalException">The journal cannot be read back.</exception>
    public static PastState OfJournal(string path, DateTimeOffset? at, CommandConsole console, bool usesCache)
    {
        var file = SqliteJournal.Open(path, new() { IsReadOnly = true });
        var earlier = new EarlierRunbooks(console.Runbooks, usesCache);
        try
        {
            if (file.Count == 0)
                throw CommandCodes.Refuse(CommandCodes.EmptyState, "The state holds nothing yet: no run of 'runbook eval' has finished. Name the --state of your runs.", new(path, 0));
            var journal = new JournalUntil(file, at);
            Check(journal, path, at);
            IReadOnlyList<Type> types = [];
            var session = RunbookSession.Reopen(new SessionOptions { Journal = journal }, Find);
            if (journal.At > session.Now) session.Evaluate(journal.At);
            return new(session, types, journal, journal.Ends, earlier, file);

            EarlierRules? Find(JournalRules rules)
            {
                var found = earlier.Find(rules);
                types = found?.Catalog.Types ?? types;
                return found;
            }
        }
        catch
        {
            earlier.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Runs a replay until an instant; what cannot be read, and what is wrong with the runbooks, is told on standard error.</summary>
    /// <param name="request">The runbooks and the facts.</param>
    /// <param name="at">The instant; null: the end.</param>
    /// <param name="console">Where to tell problems.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null when the runbooks cannot be loaded.</returns>
    /// <exception cref="Diagnostics.RunbookException">Something cannot be used, or there is nothing to begin with.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static PastState? OfReplay(ReplayRequest request, DateTimeOffset? at, CommandConsole console, CancellationToken cancellation)
    {
        var plan = ReplayPlan.Of(request);
        if (at < plan.Start) throw TooEarly(at.Value, plan.Start.Value, "The replay begins");
        plan = plan with { Until = at ?? plan.Until };
        var files = FactFiles.Find(plan.Facts);
        var runbooks = console.Runbooks.Load(plan.Runbooks, request.UsesCache);
        try
        {
            foreach (var problem in runbooks.Diagnostics) console.Error.WriteLine(problem);
            if (runbooks.Rules is not { } rules) return Without(runbooks);
            var (journal, catalog) = (new MemoryJournal(), DomainFacts.CatalogWith(runbooks.FactTypes));
            RunbookSession? session = null;
            using var rejected = new RejectedFacts(console.Error, null);
            var log = new ReplayLog(console, DecisionOutput.None, new ProgressLine(console.Error, console.Time, console.ErrorIsTerminal), rejected);
            var sources = new FactFiles(new CloudEventReader(catalog, keepsOrigins: true), plan.Zone, request.Metric, console.Input, log.Reject);
            using var facts = new FactMerge(files.Select(sources.Open));
            var history = new HistoryReplay(
                start => new SdkSession(session = new(rules, start, new SessionOptions { Mode = request.Mode, Journal = journal })), plan, log);
            if (!history.Run(facts, new Timeline(plan.Zone, []), cancellation)) throw new OperationCanceledException(cancellation);
            log.Progress.GiveWay();
            rejected.Close();
            if (session is null) throw CommandCodes.Refuse(CommandCodes.NoFacts, "There is no fact in what was given, so nothing is known.");
            return new(session, catalog.Types, journal, session.Now, runbooks) { HasFindings = log.Tally.HasFindings };
        }
        catch
        {
            runbooks.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var part in owned) part.Dispose();
    }

    private static PastState? Without(LoadedRunbooks runbooks)
    {
        runbooks.Dispose();
        return null;
    }

    private static void Check(JournalUntil journal, string path, DateTimeOffset? at)
    {
        if (journal.DroppedUpTo > 0 && !journal.ReadSnapshots().Any(s => s.Entry >= journal.DroppedUpTo) && journal.EarliestAfterDropping is { } earliest)
            throw TooEarly(journal.At, earliest, $"Older facts of {path} were dropped by 'runbook journal compact', so it begins");
        if (at < journal.Begins) throw TooEarly(at.Value, journal.Begins, $"{path} begins");
    }

    private static Diagnostics.RunbookException TooEarly(DateTimeOffset at, DateTimeOffset begins, string what) => CommandCodes.Refuse(
        CommandCodes.TooEarly,
        string.Create(CultureInfo.InvariantCulture, $"Nothing is known of {at:yyyy-MM-dd HH:mm:ss zzz}. {what} at {begins:yyyy-MM-dd HH:mm:ss zzz}; ask for that instant or a later one."),
        new("--at", 0));
}
