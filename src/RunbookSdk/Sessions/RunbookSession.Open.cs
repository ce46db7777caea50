using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Journal;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <content>Going on where a journal ends.</content>
public sealed partial class RunbookSession
{
    /// <summary>
    /// Makes a session that goes on where the journal of the options ends, or begins one when the journal is empty. The latest
    /// snapshot is taken, and what the session was given since is given to it again, so it knows, waits for and has in force what it did; nothing of that is written or handed over a second
    /// time. Rules that are others than those at the end of the journal are swapped in, as <see cref="Swap"/> does.
    /// </summary>
    /// <param name="rules">The rules from now on.</param>
    /// <param name="start">The instant at which the clock of a new journal begins.</param>
    /// <param name="options">How the session behaves; with a journal. Mode, budget and whom to wake hold from here on; other limits should be those it was written with.</param>
    /// <param name="catalog">The fact records that the journal may hold.</param>
    /// <param name="earlier">
    /// Makes the rules that the journal was written with, and says which fact records they know; asked only when they are others than
    /// <paramref name="rules"/>. Null when they cannot be had.
    /// </param>
    /// <param name="opened">What came of exchanging the rules, which is nothing when they are the same; and why a snapshot was not used (RBK5105).</param>
    /// <exception cref="ArgumentException">The options have no journal.</exception>
    /// <exception cref="JournalException">
    /// RBK5101 to RBK5106: the journal cannot be read back, or what it says does not follow from what it was given.
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
        var rebuilding = journal.Count == 0 ? null : new Rebuilding(journal, options, rules.Hash, Finder(rules, catalog, earlier));
        var session = rebuilding?.FromLatest() ?? new RunbookSession(rules, start, options);
        opened = session.Adopt(options);
        if (rebuilding?.Problems.Count > 0) opened = opened with { Problems = rebuilding.Problems };
        if (options.ProposesAfterUncleanEnd) opened = opened.Then(session.BeginRun());
        if (session.Rules.Hash != rules.Hash) opened = opened.Then(session.Swap(rules));
        return session;
    }

    /// <summary>
    /// Makes a session that goes on where the journal of the options ends, with the rules that it ends with: for who has something to say, or
    /// wants to see how things stand, and does not bring the rules.
    /// </summary>
    /// <param name="options">How the session behaves; with a journal that has begun. Mode, budget and whom to wake are those that it says; other limits should be those it was written with.</param>
    /// <param name="rules">Makes the rules that the journal was written with, and says which fact records they know; null when they cannot be had.</param>
    /// <exception cref="ArgumentException">The options have no journal.</exception>
    /// <exception cref="JournalException">
    /// RBK5101 to RBK5106: the journal is empty or cannot be read back, or what it says does not follow from what it was given.
    /// </exception>
    public static RunbookSession Reopen(SessionOptions options, Func<JournalRules, EarlierRules?> rules)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rules);
        if (options.Journal is not { } journal) throw new ArgumentException("A session is opened from a journal; set SessionOptions.Journal.", nameof(options));
        if (journal.Count == 0) throw new JournalException(JournalProblems.NoStart());
        return new Rebuilding(journal, options, "", rules).FromLatest();
    }

    /// <summary>
    /// Gives a session again what a journal says it was given, and compares what it decides with what the journal says. Writes nothing.
    /// </summary>
    /// <param name="rules">Rules; those that the journal was written with, where they are the same.</param>
    /// <param name="options">How the session behaves; with a journal.</param>
    /// <param name="catalog">The fact records that the journal may hold.</param>
    /// <param name="earlier">Makes other rules that the journal was written with; see <see cref="Open"/>.</param>
    /// <returns>How many decisions were compared, and from where on; all of them follow.</returns>
    /// <exception cref="ArgumentException">The options have no journal.</exception>
    /// <exception cref="JournalException">RBK5101 to RBK5106: see <see cref="Open"/>.</exception>
    public static JournalVerification Verify(RuleSet rules, SessionOptions options, FactCatalog catalog, Func<JournalRules, EarlierRules?>? earlier)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(catalog);
        if (options.Journal is not { } journal) throw new ArgumentException("There is no journal; set SessionOptions.Journal.", nameof(options));
        if (journal.Count == 0) return new(0, 0);
        var rebuilding = new Rebuilding(journal, options, rules.Hash, Finder(rules, catalog, earlier));
        var from = rebuilding.FromEarliest();
        return new(rebuilding.Decisions, from);
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

    /// <summary>
    /// Keeps the state of the session in its journal, so that a session that is opened from it need not do again what came before. What was
    /// observed and not evaluated yet is no part of it. It costs time in proportion to what the session knows; for hosts to call now and then,
    /// and at their end.
    /// </summary>
    /// <returns>Null when it is kept; otherwise why it cannot be (RBK5107), and nothing is lost by that.</returns>
    /// <exception cref="JournalException">It could not be written, and is not.</exception>
    /// <exception cref="InvalidOperationException">The session has no journal, or another thread is inside.</exception>
    public Diagnostic? KeepSnapshot() => Inside(static session =>
    {
        if (session.journal is not { } writer) throw new InvalidOperationException("The session has no journal that could keep a snapshot.");
        try
        {
            writer.KeepClock(session.Now);
            writer.Keep(session.Rules, session.Saved());
            return null;
        }
        catch (SavingException exception)
        {
            return JournalProblems.SnapshotNotKept(exception.Message);
        }
    });

    /// <summary>
    /// True when another session knows, waits for and has in force the same, so that both go on in the same way: what was given back to one from
    /// a journal is what the other has. It costs time in proportion to what both know.
    /// </summary>
    /// <param name="other">The other session.</param>
    /// <exception cref="InvalidOperationException">Another thread is inside, or something cannot be compared.</exception>
    public bool HasSameState(RunbookSession other)
    {
        ArgumentNullException.ThrowIfNull(other);
        try
        {
            return Inside(static session => session.Saved()).AsSpan().SequenceEqual(other.Inside(static session => session.Saved()));
        }
        catch (SavingException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
    }

    /// <summary>The state of the session, as bytes: the same for sessions that will go on in the same way.</summary>
    /// <exception cref="SavingException">Something of it cannot be saved.</exception>
    internal byte[] Saved() => SessionState.Save(start, Now, journal, evaluator);

    /// <summary>True while nothing was observed that has not been evaluated.</summary>
    internal bool IsIdle => pending.Count == 0;

    /// <summary>A session without a journal that goes on where another one stood.</summary>
    /// <exception cref="SavingException">It cannot.</exception>
    internal static RunbookSession Restored(RuleSet rules, SessionOptions options, byte[] state)
    {
        var types = new SavedTypes([typeof(RunbookSession).Assembly, .. ScriptTypes.AssembliesOf(rules.Rules.Select(r => r.Model))]);
        var reader = SessionState.Open(state, types, null, out var start, out var now);
        return new(rules, options, null, reader, start, now);
    }

    private static Func<JournalRules, EarlierRules?> Finder(RuleSet rules, FactCatalog catalog, Func<JournalRules, EarlierRules?>? earlier) =>
        known => known.Hash == rules.Hash ? new(rules, catalog) : earlier?.Invoke(known);

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
}
