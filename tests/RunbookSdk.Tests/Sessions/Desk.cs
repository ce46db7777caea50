using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Sessions;

/// <summary>A session whose clock counts minutes from noon, and what it has told so far, one line a decision.</summary>
internal sealed class Desk
{
    public static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    public Desk(Action<Book> define, SessionOptions? options = null) : this(RuleSet.Create(new Book(define)), options)
    {
    }

    public Desk(RuleSet rules, SessionOptions? options = null) => Session = new RunbookSession(rules, Noon, options);

    public RunbookSession Session { get; }

    public List<Decision> Decisions { get; } = [];

    /// <summary>Every decision as <c>minute rule action target outcome</c>.</summary>
    public IEnumerable<string> Told => Decisions.Select(Line);

    public static DateTimeOffset Minute(double minutes) => Noon.AddMinutes(minutes);

    /// <summary>Evaluates at a minute with some facts that are seen at that minute.</summary>
    public Evaluation At(double minutes, params object[] facts) => At(Minute(minutes), facts);

    public Evaluation At(DateTimeOffset instant, params object[] facts)
    {
        foreach (var fact in facts)
        {
            if (fact is Observation observation) Session.Observe(observation);
            else Session.Observe(new Observation(fact, instant));
        }

        var evaluation = Session.Evaluate(instant);
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
