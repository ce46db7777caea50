using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>
/// Listens to a replay for its page: to what the session writes down, as the journal that it writes to, and to what it is given. Keeps what the page
/// shows and no more.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="inner">The journal that is kept besides; null for none.</param>
internal sealed class PageRecorder(RuleSet rules, IJournal? inner) : IJournal
{
    private readonly ReportReading reading = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    private long count;

    public RuleSet Rules => rules;

    public PageComponents Components { get; } = new();

    public PageMatches Matches { get; } = new();

    public MetricLines Lines { get; } = new(rules);

    public long Count => inner?.Count ?? count;

    public long DroppedUpTo => inner?.DroppedUpTo ?? 0;

    /// <summary>What is told of it, when it is over.</summary>
    public JournalReport Finish() => reading.Finish();

    /// <summary>A session that lets this see what it is given.</summary>
    public ISession Around(ISession session) => new Watched(session, Lines);

    public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        inner?.Append(instant, records);
        reading.Take(new(++count, instant, records));
        foreach (var record in records)
        {
            if (record.Kind is JournalRecordKind.Fact or JournalRecordKind.State) Components.Take(record, instant);
            if (record.Kind == JournalRecordKind.State) Lines.See(record);
            if (record.Kind == JournalRecordKind.Decision) Lines.LookCloser(instant);
            if (record.Kind == JournalRecordKind.Match) Matches.Take(record);
        }
    }

    public IEnumerable<JournalEntry> Read(long after = 0) => inner?.Read(after) ?? [];

    public IEnumerable<JournalSnapshot> ReadSnapshots() => inner?.ReadSnapshots() ?? [];

    public void Keep(JournalSnapshot snapshot) => inner?.Keep(snapshot);

    private sealed class Watched(ISession session, MetricLines lines) : ISession
    {
        public DateTimeOffset Now => session.Now;

        public DateTimeOffset? NextDue => session.NextDue;

        public void Observe(in Observation observation)
        {
            lines.See(observation);
            session.Observe(observation);
        }

        public Evaluation Evaluate(DateTimeOffset now) => session.Evaluate(now);

        public void KeepClock() => session.KeepClock();
    }
}
