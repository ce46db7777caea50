using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Replay;

/// <summary>What a replay asks of a session; see <see cref="RunbookSession"/>.</summary>
internal interface ISession
{
    DateTimeOffset Now { get; }

    DateTimeOffset? NextDue { get; }

    void Observe(in Observation observation);

    Evaluation Evaluate(DateTimeOffset now);

    /// <summary>See <see cref="RunbookSession.KeepClock"/>.</summary>
    void KeepClock();
}

/// <summary>Begins a session at an instant.</summary>
internal delegate ISession StartSession(RuleSet rules, DateTimeOffset start, SessionOptions options);

/// <summary>The session of the SDK.</summary>
internal sealed class SdkSession(RunbookSession session) : ISession
{
    public DateTimeOffset Now => session.Now;

    public DateTimeOffset? NextDue => session.NextDue;

    public static ISession Start(RuleSet rules, DateTimeOffset start, SessionOptions options) =>
        new SdkSession(new RunbookSession(rules, start, options));

    public void Observe(in Observation observation) => session.Observe(observation);

    public Evaluation Evaluate(DateTimeOffset now) => session.Evaluate(now);

    public void KeepClock() => session.KeepClock();
}
