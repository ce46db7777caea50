using System.Linq.Expressions;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli;

/// <summary>Clauses of rules as people read them: without what the reading of the rule has added.</summary>
internal static class ClauseText
{
    /// <summary>A condition or a result of a query.</summary>
    public static string Of(Expression expression, QueryModel query) => Plain(ExpressionText.Of(expression, query));

    /// <summary>A condition inside a source.</summary>
    public static string Of(ConditionOnFact condition) => Plain(ExpressionText.Of(condition.Body));

    /// <summary>A slot with its source.</summary>
    public static string Of(SlotModel slot) => Plain(slot.ToString());

    private static string Plain(string text) => text.Replace(", StringComparison.Ordinal)", ")", StringComparison.Ordinal);
}
