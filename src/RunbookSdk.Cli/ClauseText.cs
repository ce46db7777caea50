using System.Globalization;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli;

/// <summary>Clauses of rules as people read them: without what the reading of the rule has added.</summary>
internal static partial class ClauseText
{
    /// <summary>A condition or a result of a query.</summary>
    public static string Of(Expression expression, QueryModel query) => AnswerPattern().Replace(
        Plain(ExpressionText.Of(expression, query)),
        match => Group(query, match.Groups["group"].Value)?.Aggregates is { } asked ? Text(asked[int.Parse(match.Groups["place"].Value, CultureInfo.InvariantCulture)]) : match.Value);

    /// <summary>A condition inside a source.</summary>
    public static string Of(ConditionOnFact condition) => Plain(ExpressionText.Of(condition.Body));

    /// <summary>A slot with its source.</summary>
    public static string Of(SlotModel slot) => Plain(slot.ToString());

    private static string Plain(string text) => text.Replace(", StringComparison.Ordinal)", ")", StringComparison.Ordinal);

    private static SourceModel.Group? Group(QueryModel query, string name) => query.Slots.FirstOrDefault(s => s.Parameter.Name == name)?.Source as SourceModel.Group;

    private static string Text(AggregateModel asked) =>
        $"{asked.Kind}({string.Join(", ", new[] { asked.Condition, asked.Selector }.OfType<Expression>().Select(e => Plain(ExpressionText.Of(e))))})";

    /// <summary>What is asked of a group stands in the model by its place.</summary>
    [GeneratedRegex(@"\b(?<group>group\d+)\.Answers(\.Item)?\[(?<place>\d+)\]")]
    private static partial Regex AnswerPattern();
}
