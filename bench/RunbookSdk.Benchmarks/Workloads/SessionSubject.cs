using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>Our engine, through its public interface: each fact is observed and evaluated on its own.</summary>
internal sealed class SessionSubject : ISubject
{
    public static readonly DateTimeOffset Start = new(2019, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RunbookSession session;
    private readonly TimeSpan step;
    private DateTimeOffset instant = Start;

    /// <param name="rules">The rules.</param>
    /// <param name="known">What it knows before the first update; taken as one batch.</param>
    /// <param name="step">The time between two updates.</param>
    public SessionSubject(RuleSet rules, IEnumerable<object> known, TimeSpan step)
    {
        session = new RunbookSession(rules, Start);
        this.step = step;
        foreach (var fact in known) session.Observe(new Observation(fact, Start));
        session.Evaluate(Start);
    }

    public int Update(object fact)
    {
        instant += step;
        var evaluation = session.Evaluate(instant, new Observation(fact, instant));
        return evaluation.MatchesBegun + evaluation.MatchesEnded;
    }
}
