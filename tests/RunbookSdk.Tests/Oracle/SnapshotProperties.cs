using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// Random rules over random facts: a session that goes on from a snapshot, wherever it was taken, says what one says that never ended, and
/// its next snapshot is the same, byte for byte.
/// </summary>
public sealed class SnapshotProperties(ITestOutputHelper output)
{
    [Fact]
    public void A_session_goes_on_from_a_snapshot_as_if_it_had_never_ended() =>
        OracleProperties.Check(output, RandomCase.Any, 200, random => CutEverywhere(random, refuses: false));

    [Fact]
    public void Rules_upon_rules_go_on_from_a_snapshot() =>
        OracleProperties.Check(output, RandomCase.Chained, 150, random => CutEverywhere(random, refuses: false));

    [Fact]
    public void Conditions_that_last_over_what_rules_write_go_on_from_a_snapshot() =>
        OracleProperties.Check(output, RandomCase.TimedChains, 40, random => CutEverywhere(random, refuses: false));

    [Fact]
    public void A_snapshot_after_a_refusal_has_what_was_there_before() =>
        OracleProperties.Check(output, RandomCase.Any, 100, random => CutEverywhere(random, refuses: true));

    [Theory]
    [MemberData(nameof(OracleProperties.ShapeNames), MemberType = typeof(OracleProperties))]
    public void Each_shape_goes_on_from_a_snapshot(string name) =>
        OracleProperties.Check(output, RandomCase.With(name), 5, random => CutEverywhere(random, refuses: false));

    /// <summary>Ends and goes on between any two steps; the rules are read anew each time, as another process would.</summary>
    private static void CutEverywhere(RandomCase random, bool refuses)
    {
        var forever = new RunbookSession(Restarts.Rules(random), OracleTime.Start, Restarts.Options(new MemoryJournal()));
        var journal = new MemoryJournal();
        var session = new RunbookSession(Restarts.Rules(random), OracleTime.Start, Restarts.Options(journal));
        foreach (var (now, seen) in random.Timed)
        {
            Assert.Null(session.KeepSnapshot());
            forever.KeepClock();
            Assert.True(forever.HasSameState(session));
            session = Opened(random, journal);
            Assert.True(forever.HasSameState(session));
            if (refuses && now > session.Now) Restarts.RefuseBoth(forever, session, now.AddSeconds(-30));
            Restarts.AssertSameStep(forever, session, seen, now);
            Assert.True(forever.HasSameState(session));
        }
    }

    private static RunbookSession Opened(RandomCase random, MemoryJournal journal)
    {
        var session = RunbookSession.Open(
            Restarts.Rules(random), OracleTime.Start, Restarts.Options(new OnlySnapshot(journal)), Restarts.Catalog, null, out var opened);
        Assert.Empty(opened.Problems);
        return session;
    }

    /// <summary>A journal of which nothing can be read but the snapshot and what came after it.</summary>
    private sealed class OnlySnapshot(MemoryJournal journal) : IJournal
    {
        public long Count => journal.Count;

        public long DroppedUpTo => journal.ReadSnapshots().Single().Entry;

        public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records) => journal.Append(instant, records);

        public IEnumerable<JournalEntry> Read(long after = 0) => journal.Read(Math.Max(after, DroppedUpTo));

        public IEnumerable<JournalSnapshot> ReadSnapshots() => journal.ReadSnapshots();

        public void Keep(JournalSnapshot snapshot) => journal.Keep(snapshot);
    }
}
