using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <content>Going on where a journal ends.</content>
public sealed partial class RunbookSession
{
    /// <summary>
    /// Makes a session that goes on where the journal of the options ends, or begins one when the journal is empty. What the session was
    /// given is given to it again, so it knows, waits for and has in force what it did; nothing of that is written or handed over a second
    /// time. Rules that are others than those at the end of the journal are swapped in, as <see cref="Swap"/> does.
    /// </summary>
    /// <param name="rules">The rules from now on.</param>
    /// <param name="start">The instant at which the clock of a new journal begins.</param>
    /// <param name="options">How the session behaves; with a journal. Limits and modes should be those it was written with.</param>
    /// <param name="catalog">The fact records that the journal may hold.</param>
    /// <param name="earlier">
    /// Makes the rules that the journal was written with, and says which fact records they know; asked only when they are others than
    /// <paramref name="rules"/>. Null when they cannot be had.
    /// </param>
    /// <param name="opened">What came of exchanging the rules; nothing when they are the same.</param>
    /// <exception cref="ArgumentException">The options have no journal.</exception>
    /// <exception cref="JournalException">
    /// RBK5101 to RBK5104: the journal cannot be read back, or what it says does not follow from what it was given.
    /// </exception>
    public static RunbookSession Open(
        RuleSet rules,
        DateTimeOffset start,
        SessionOptions options,
        FactCatalog catalog,
        Func<JournalRules, EarlierRules?>? earlier,
        out Evaluation opened)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(catalog);
        if (options.Journal is not { } journal) throw new ArgumentException("A session is opened from a journal; set SessionOptions.Journal.", nameof(options));
        opened = Evaluation.Nothing;
        var session = journal.Count == 0
            ? new RunbookSession(rules, start, options)
            : Rebuild(journal, options, Finder(rules, catalog, earlier), out _);
        if (options.ProposesAfterUncleanEnd) opened = session.BeginRun();
        if (session.Rules.Hash != rules.Hash) opened = opened.Then(session.Swap(rules));
        return session;
    }

    /// <summary>
    /// Makes a session that goes on where the journal of the options ends, with the rules that it ends with: for who has something to say, or
    /// wants to see how things stand, and does not bring the rules.
    /// </summary>
    /// <param name="options">How the session behaves; with a journal that has begun. Limits and modes should be those it was written with.</param>
    /// <param name="rules">Makes the rules that the journal was written with, and says which fact records they know; null when they cannot be had.</param>
    /// <exception cref="ArgumentException">The options have no journal.</exception>
    /// <exception cref="JournalException">
    /// RBK5101 to RBK5104: the journal is empty or cannot be read back, or what it says does not follow from what it was given.
    /// </exception>
    public static RunbookSession Reopen(SessionOptions options, Func<JournalRules, EarlierRules?> rules)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rules);
        if (options.Journal is not { } journal) throw new ArgumentException("A session is opened from a journal; set SessionOptions.Journal.", nameof(options));
        if (journal.Count == 0) throw new JournalException(JournalProblems.NoStart());
        return Rebuild(journal, options, rules, out _);
    }

    /// <summary>
    /// Gives a session again what a journal says it was given, and compares what it decides with what the journal says. Writes nothing.
    /// </summary>
    /// <param name="rules">Rules; those that the journal was written with, where they are the same.</param>
    /// <param name="options">How the session behaves; with a journal.</param>
    /// <param name="catalog">The fact records that the journal may hold.</param>
    /// <param name="earlier">Makes other rules that the journal was written with; see <see cref="Open"/>.</param>
    /// <returns>How many decisions the journal holds; all of them follow.</returns>
    /// <exception cref="ArgumentException">The options have no journal.</exception>
    /// <exception cref="JournalException">RBK5101 to RBK5104: see <see cref="Open"/>.</exception>
    public static long Verify(RuleSet rules, SessionOptions options, FactCatalog catalog, Func<JournalRules, EarlierRules?>? earlier)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(catalog);
        if (options.Journal is not { } journal) throw new ArgumentException("There is no journal; set SessionOptions.Journal.", nameof(options));
        if (journal.Count == 0) return 0;
        Rebuild(journal, options, Finder(rules, catalog, earlier), out var decisions);
        return decisions;
    }

    /// <summary>
    /// Lets the journal know how far time has passed, so that a session that is opened from it goes on from here; writes nothing when it
    /// knows. For hosts that evaluate now and then, at their end.
    /// </summary>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public void KeepClock() => Inside(static session =>
    {
        session.journal?.KeepClock(session.Now);
        return true;
    });

    private static Func<JournalRules, EarlierRules?> Finder(RuleSet rules, FactCatalog catalog, Func<JournalRules, EarlierRules?>? earlier) =>
        known => known.Hash == rules.Hash ? new(rules, catalog) : earlier?.Invoke(known);

    private static RunbookSession Rebuild(IJournal journal, SessionOptions options, Func<JournalRules, EarlierRules?> find, out long decisions)
    {
        decisions = 0;
        RunbookSession? session = null;
        JournalReading? reading = null;
        var writer = new JournalWriter(journal) { IsMuted = true };
        foreach (var entry in journal.Read())
        {
            var rules = entry.Records.FirstOrDefault(r => r.Kind == JournalRecordKind.Rules) is { } record
                ? find(JournalReading.ReadRules(record)) ?? throw new JournalException(JournalProblems.RulesUnknown(entry.Number, record.Name))
                : null;
            if (rules is not null) reading = new JournalReading(WithOwn(rules.Catalog));
            if (session is null)
            {
                if (entry.Records[0].Kind != JournalRecordKind.Start || rules is null) throw new JournalException(JournalProblems.NoStart());
                session = new RunbookSession(rules.Rules, entry.Instant, options, writer, isNew: false);
                session.evaluator.IsQuiet = true;
                decisions += Compare(entry, session.evaluator.Finish(), writer);
            }
            else decisions += Compare(entry, session.Again(entry, rules?.Rules, reading!), writer);
            writer.Follow(entry);
        }

        writer.IsMuted = false;
        session!.evaluator.IsQuiet = false;
        return session;
    }

    /// <summary>Does an entry again.</summary>
    private Evaluation Again(JournalEntry entry, RuleSet? rules, JournalReading reading)
    {
        if (rules is not null) return Swap(rules);
        if (entry.Records.Any(r => r.Kind == JournalRecordKind.Refusal))
        {
            Inside(session => session.PassUntil(entry.Instant));
            Now = entry.Instant;
            return Evaluation.Nothing;
        }

        foreach (var record in entry.Records)
        {
            if (record.Kind == JournalRecordKind.Fact) Observe(reading.ReadFact(entry, record));
        }

        return Evaluate(entry.Instant);
    }

    /// <summary>What was decided must be decided again, or the session would go on from somewhere else than it stood.</summary>
    private static int Compare(JournalEntry entry, Evaluation evaluation, JournalWriter writer)
    {
        var recorded = entry.Records.Where(r => r.Kind == JournalRecordKind.Decision).Select(r => r.Data).ToList();
        for (var i = 0; i < Math.Max(recorded.Count, evaluation.Decisions.Count); i++)
        {
            var (was, made) = (recorded.ElementAtOrDefault(i), evaluation.Decisions.ElementAtOrDefault(i));
            var text = made is null ? "nothing" : writer.Text(made);
            if (was != text) throw new JournalException(JournalProblems.Differs(entry.Number, was ?? "nothing", text));
        }

        return recorded.Count;
    }
}
