using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Sessions;

/// <summary>
/// A session whose clock counts minutes from noon, and what it has told so far, one line a decision. Before an evaluation a twin goes on from
/// its saved state, and has to say the same: so each test of a session tests its snapshots too.
/// </summary>
internal sealed class Desk
{
    /// <summary>After so many evaluations there is no twin any more, for those who evaluate thousands of times.</summary>
    private const int TwinsAtMost = 25;

    private readonly Twins twins;
    private int evaluations;

    public static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    public Desk(Action<Book> define, SessionOptions? options = null) : this(RuleSet.Create(new Book(define)), options)
    {
    }

    public Desk(RuleSet rules, SessionOptions? options = null)
    {
        Session = new RunbookSession(rules, Noon, options);
        twins = new Twins(Session, options ?? new());
    }

    public RunbookSession Session { get; }

    /// <summary>False for what has no saved state: a rule that acts by itself, a fact that hides what it is.</summary>
    public bool HasTwins { get; set; } = true;

    public List<Decision> Decisions { get; } = [];

    /// <summary>Every decision as <c>minute rule action target outcome</c>.</summary>
    public IEnumerable<string> Told => Decisions.Select(Line);

    public static DateTimeOffset Minute(double minutes) => Noon.AddMinutes(minutes);

    /// <summary>Evaluates at a minute with some facts that are seen at that minute.</summary>
    public Evaluation At(double minutes, params object[] facts) => At(Minute(minutes), facts);

    public Evaluation At(DateTimeOffset instant, params object[] facts)
    {
        var observations = facts.Select(f => f is Observation observation ? observation : new Observation(f, instant)).ToList();
        var evaluation = HasTwins && evaluations++ < TwinsAtMost ? twins.Evaluate(instant, observations) : Twins.Evaluate(Session, instant, observations);
        Decisions.AddRange(evaluation.Decisions);
        return evaluation;
    }

    /// <summary>Exchanges the rules.</summary>
    public Evaluation Swap(Action<Book> define)
    {
        var evaluation = Session.Swap(RuleSet.Create(new Book(define)));
        Decisions.AddRange(evaluation.Decisions);
        return evaluation;
    }

    public static Observation Gone(object fact, double minutes) => new(fact, Minute(minutes), IsRetraction: true);

    public static string Line(Decision decision) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(decision.Instant - Noon).TotalMinutes} {decision.Rule} {decision.ActionName} {decision.Target} {decision.Outcome}");
}
