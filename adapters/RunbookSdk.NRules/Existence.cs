using System.Linq.Expressions;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>Finds questions that are nothing but a condition of their own: there are some, or there are none.</summary>
internal static class Existence
{
    /// <summary>Whether there have to be any; null when the answer is used in another way as well.</summary>
    public static bool? Expected(QueryModel query, SubqueryModel question)
    {
        var readers = query.Conditions.Where(c => Reads.Of(c.Body).Contains(question.Answer)).ToList();
        if (readers.Count != 1 || readers[0].ReadsNow) return null;
        return readers[0].Body switch
        {
            ParameterExpression => true,
            UnaryExpression { NodeType: ExpressionType.Not, Operand: ParameterExpression } => false,
            _ => null,
        };
    }
}
