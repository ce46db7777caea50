using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>Every problem that a rule can have, in one place: code and words. What each means stands in docs/diagnostics.md.</summary>
internal static class RuleProblems
{
    public static Diagnostic IdNotKebabCase(string id, SourceLocation place) => Error(
        RuleCodes.IdNotKebabCase, Say(RuleCodes.IdNotKebabCaseMessage, id), place);

    public static Diagnostic IdTwice(string id, SourceLocation first, SourceLocation place) => Error(
        RuleCodes.IdTwice, Say(RuleCodes.IdTwiceMessage, id, first), place);

    public static Diagnostic TooManyFacts(SourceLocation place) => Error(
        "RBK1003", "a rule joins at most 64 facts and asks at most 64 questions; derive facts in a rule of its own", place);

    public static Diagnostic SourceDependsOnFact(Expression source, SourceLocation place) => Error(
        "RBK1004",
        $"'{ExpressionText.Of(source)}' depends on another fact in a way that cannot be followed; put that condition into 'where'",
        place);

    public static Diagnostic NotAQuestion(string name, SourceLocation place) => Error(
        "RBK1005", $"'{name}' cannot be asked in a condition; ask Any, All, Count, Sum, Average, Min, Max, Quantile or Rate", place);

    public static Diagnostic UsedAsAWhole(string? name, SourceLocation place) => Error(
        "RBK1006", $"'{name}' cannot be used as a whole here; ask for its members, or for Key, Count, Sum and so on of a group", place);

    /// <summary>The words are those of <see cref="TimeBounds"/>.</summary>
    public static Diagnostic NowNotCompared(string problem, SourceLocation place) => Error("RBK1007", problem, place);

    public static Diagnostic NowWithSeveralFacts(string where, SourceLocation place) => NowAcrossFacts(
        $"{where}, Now can be compared with instants of one fact only; derive a fact in a rule of its own", place);

    public static Diagnostic NowInGroup(SourceLocation place) => NowAcrossFacts(
        "a group's key and the questions about it cannot compare with Now; filter by time before 'group', or derive a fact in a rule of its own", place);

    public static Diagnostic NoResult(Expression selected, SourceLocation place) => Error(
        "RBK1009",
        selected is ParameterExpression or UnaryExpression { Operand: IndexExpression }
            ? "a rule selects what follows from its facts, not one of them; select an action, or a new fact made of it"
            : $"a rule selects an action or a fact, not {selected.Type.Name}; select for example Page(\"team\", because: \"...\")",
        place);

    /// <summary>A part of a rule that threw while it was read, such as a date without a zone.</summary>
    public static Diagnostic Threw(Exception exception, SourceLocation place)
    {
        var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
        return Error("RBK1010", $"a value in the rule cannot be computed: {cause.Message}", place);
    }

    public static Diagnostic EmptyWindow(TimeSpan window, SourceLocation place) => Error(
        "RBK1011", $"a window of {window:c} holds nothing; write a positive time, such as Minutes(10)", place);

    public static Diagnostic NegativeLasting(TimeSpan lasting, SourceLocation place) => Error(
        "RBK1016", $"a condition cannot last {lasting:c}; write a positive time, or leave lasting: out", place);

    public static Diagnostic QuestionInSource(SourceLocation place) => Error(
        "RBK1012", "a source's own condition cannot ask about other facts; move it into 'where'", place);

    public static Diagnostic OverWithoutKey(SourceLocation place) => Error(
        "RBK1013", "Over needs a fact with a key that the rule matches; for events write Facts<T>().Over(window)", place);

    public static Diagnostic QuestionInQuestion(SourceLocation place) => Error(
        "RBK1014", "a question inside a question cannot be answered; derive a fact in a rule of its own and ask for that", place);

    public static Diagnostic NowInLasting(SourceLocation place) => Error(
        "RBK1015", "a lasting condition cannot compare with Now; say how long with lasting:, or compare in 'where'", place);

    public static Diagnostic MissingForNoTime(TimeSpan time, SourceLocation place) => Error(
        "RBK1017", $"nothing can be missing for {time:c}; write a positive time, or leave forAtLeast out", place);

    public static Diagnostic NoQuantile(Expression q, SourceLocation place) => Error(
        "RBK1018", $"there is no quantile at '{ExpressionText.Of(q)}'; write a constant from 0 to 1, such as 0.95", place);

    public static Diagnostic RateOfNoWindow(SourceLocation place) => Error(
        "RBK1019", "a rate needs what was observed in a time; ask Over(fact, Minutes(5)).Rate(...) or Facts<T>().Over(Minutes(5)).Rate(...)", place);

    public static Diagnostic RateWithoutKey(string fact, SourceLocation place) => Error(
        "RBK1020",
        $"events of {fact} have no key that says which of them belong to one counter; mark a member of it with [Key], or count them with Count()",
        place);

    public static Diagnostic MaxAgeOfWindow(SourceLocation place) => Error(
        "RBK1021", "a window says itself how old an observation may be; leave MaxAge or Over out", place);

    public static Diagnostic MaxAgeNotPositive(TimeSpan age, SourceLocation place) => Error(
        "RBK1022", $"no fact is younger than {age:c}; write a positive time, such as Minutes(5)", place);

    public static Diagnostic NoTimeOf(string attribute, string fact, string written, SourceLocation place) => Error(
        "RBK1023", $"[{attribute}(\"{written}\")] of {fact} is no positive time; write hours, minutes and seconds, such as 00:05:00", place);

    public static Diagnostic NoOrder(Type key, SourceLocation place) => Error(
        "RBK1024", $"a group cannot be ordered by {key.Name}, which has no order; use a number, a text or an instant of a member", place);

    public static Diagnostic MaxAgeOfDerived(string fact, SourceLocation place) => Error(
        "RBK1025", $"a rule derives {fact}, which is true while its match stands; leave [MaxAge] of {fact} out, or assert it", place);

    public static Diagnostic SelectionOfTime(string fact, SourceLocation place) => Error(
        "RBK1026", $"a selection counts the facts of {fact} as they are; leave Over and comparisons with Now out", place);

    public static Diagnostic SelectionWithoutKey(string fact, SourceLocation place) => Error(
        "RBK1027", $"events of {fact} have no key that says which of them an action is about; mark a member of it with [Key]", place);

    public static Diagnostic HoldsNothing(string problem, SourceLocation place) => Error("RBK1039", $"the rule would hold nothing: {problem}", place);

    public static Diagnostic DeclaredTwice(string kind, string name, SourceLocation first, SourceLocation place) => Error(
        "RBK1030", $"{kind} '{name}' is already declared at {first}; give one of them another name", place);

    private static string Say(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);

    private static Diagnostic NowAcrossFacts(string message, SourceLocation place) => Error("RBK1008", message, place);

    private static Diagnostic Error(string code, string message, SourceLocation place) => new(code, Severity.Error, message, place);
}
