using RunbookSdk.Actions;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Tests;

/// <summary>Writes down what it is asked, and decides what a test tells it to.</summary>
internal sealed class FakeSession : ISession
{
    private readonly Lock gate = new();
    private readonly List<string> calls = [];

    public RuleSet? Rules { get; private set; }

    public SessionOptions? Options { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateTimeOffset? NextDue { get; set; }

    public Func<DateTimeOffset, Evaluation> Answer { get; set; } = _ => Nothing;

    public static Evaluation Nothing { get; } = new([], [], 0, 0, 0, 0);

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (gate) return [.. calls];
        }
    }

    public ISession Start(RuleSet rules, DateTimeOffset start, SessionOptions options)
    {
        Rules = rules;
        Options = options;
        Note($"start {Time(start)}");
        return this;
    }

    public void Observe(in Observation observation) => Note($"{observation.Fact} {Time(observation.ObservedAt)}");

    public Evaluation Evaluate(DateTimeOffset now)
    {
        Now = now;
        if (NextDue <= now) NextDue = null;
        Note($"evaluate {Time(now)}");
        return Answer(now);
    }

    public void KeepClock()
    {
    }

    public static Decision Decide(DateTimeOffset instant, Outcome outcome = Outcome.Decided) => new()
    {
        Sequence = 1,
        Instant = instant,
        Rule = "page-somebody",
        Action = new Page("ops", "load is [high]"),
        Mode = Mode.Act,
        Outcome = outcome,
        Because = "load is [high]",
        Facts = [],
        MatchBegan = instant,
    };

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private void Note(string call)
    {
        lock (gate) calls.Add(call);
    }
}
