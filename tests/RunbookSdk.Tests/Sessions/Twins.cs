using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Oracle;

namespace RunbookSdk.Tests.Sessions;

/// <summary>Lets a session evaluate, and another one that goes on from its saved state: both have to say the same, and to stand the same.</summary>
internal sealed class Twins(RunbookSession session, SessionOptions options)
{
    /// <summary>What was decided before a refused instant is told by the next evaluation, which a twin knows nothing of.</summary>
    private bool owes;

    public Evaluation Evaluate(DateTimeOffset instant, IReadOnlyList<Observation> observations)
    {
        // A matcher of the test's own may be for one session, and what was observed before is in no saved state.
        if (owes || !session.IsIdle || options.Matcher is not null || options.Journal is not null)
        {
            owes = false;
            return Evaluate(session, instant, observations);
        }

        var twin = RunbookSession.Restored(session.Rules, Options(), session.Saved());
        AreSame(session, twin);
        Evaluation expected;
        try
        {
            expected = Evaluate(session, instant, observations);
        }
        catch (RunbookException)
        {
            Assert.Throws<RunbookException>(() => Evaluate(twin, instant, observations));
            AreSame(session, twin);
            owes = true;
            throw;
        }

        var actual = Evaluate(twin, instant, observations);
        Assert.Equal(Comparison.Text(expected.Decisions), Comparison.Text(actual.Decisions));
        Assert.Equal(
            (expected.MatchesBegun, expected.MatchesEnded, expected.Late, expected.Duplicates, expected.Faults.Count, expected.Problems.Count),
            (actual.MatchesBegun, actual.MatchesEnded, actual.Late, actual.Duplicates, actual.Faults.Count, actual.Problems.Count));
        AreSame(session, twin);
        return expected;
    }

    public static Evaluation Evaluate(RunbookSession session, DateTimeOffset instant, IReadOnlyList<Observation> observations)
    {
        foreach (var observation in observations) session.Observe(observation);
        return session.Evaluate(instant);
    }

    private static void AreSame(RunbookSession session, RunbookSession twin)
    {
        Assert.Equal((session.Now, session.NextDue), (twin.Now, twin.NextDue));
        if (session.HasSameState(twin)) return;
        var (left, right) = (session.Saved(), twin.Saved());
        var common = left.AsSpan().CommonPrefixLength(right);
        Assert.Fail($"a session that went on from a saved state stands otherwise: of {left.Length} and {right.Length} bytes {common} are the same, after '{Readable(left[..common])}'");
    }

    /// <summary>The names of the parts can be read in the bytes.</summary>
    private static string Readable(byte[] bytes) => new([.. bytes.TakeLast(300).Select(b => b is >= 32 and < 127 ? (char)b : '.')]);

    /// <summary>Those of the session, but that nobody is told.</summary>
    private SessionOptions Options()
    {
        var copy = new SessionOptions();
        foreach (var property in typeof(SessionOptions).GetProperties().Where(p => p.CanWrite)) property.SetValue(copy, property.GetValue(options));
        copy.Logger = null;
        return copy;
    }
}
