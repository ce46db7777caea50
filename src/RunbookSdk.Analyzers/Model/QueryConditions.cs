using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>One condition of a query, and what holds already where it is asked.</summary>
/// <param name="Clause">The clause that asks it.</param>
/// <param name="Formula">The condition.</param>
/// <param name="Before">What earlier clauses have asked of the same facts.</param>
internal sealed record QueryCondition(QueryClause Clause, Formula Formula, IReadOnlyList<Formula> Before);

/// <summary>Reads the conditions of a query, with one spelling for each of its facts.</summary>
internal sealed class QueryConditions
{
    private readonly WrittenQuery query;
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IOperation> lets = new(StringComparer.Ordinal);
    private readonly List<Formula> before = [];
    private readonly List<QueryCondition> found = [];
    private int facts;

    private QueryConditions(WrittenQuery query) => this.query = query;

    /// <summary>The conditions in their order: those of <c>where</c>, of raising and clearing, and of the question at the end.</summary>
    public static IReadOnlyList<QueryCondition> Of(WrittenQuery query)
    {
        var conditions = new QueryConditions(query);
        foreach (var clause in query.Clauses) conditions.Read(clause);
        return conditions.found;
    }

    private void Read(QueryClause clause)
    {
        switch (clause.Kind)
        {
            case ClauseKind.Where or ClauseKind.Question:
                if (Add(clause) is { } asked) before.AddRange(asked.Conjuncts);
                break;
            case ClauseKind.RaisedWhen:
                // What raised it need not hold any more when the rule goes on: it stays raised until it is cleared.
                Add(clause);
                break;
            case ClauseKind.ClearedWhen:
                Add(clause);
                break;
            case ClauseKind.SelectMany or ClauseKind.Join:
                Combine(clause);
                break;
            case ClauseKind.Select when clause.Body is { IsImplicit: true } body:
                NameLet(clause, body);
                break;
            case ClauseKind.GroupBy or ClauseKind.Select:
                // What comes after is about something else, whatever it is called.
                names.Clear();
                lets.Clear();
                before.Clear();
                facts++;
                break;
            default:
                break;
        }
    }

    private Formula? Add(QueryClause clause)
    {
        if (clause.Body is not { Type.SpecialType: SpecialType.System_Boolean } body) return null;
        Name(clause, parameter: 0, lambda: 0, fact: facts);
        var formula = new FormulaReader(query.Symbols, names, lets).Read(body);
        found.Add(new(clause, formula, [.. before]));
        return formula;
    }

    private void Combine(QueryClause clause)
    {
        var last = clause.Lambdas.Count - 1;
        Name(clause, parameter: 0, last, facts);
        facts++;
        if (query.OtherOf(clause) is { } other)
        {
            var inner = new QueryConditions(other) { facts = facts };
            foreach (var part in other.Clauses) inner.Read(part);
            before.AddRange(inner.before);
        }

        Name(clause, parameter: 1, last, facts);
    }

    /// <summary><c>let</c> hands on what there was, and what it has given a name.</summary>
    private void NameLet(QueryClause clause, IOperation handedOn)
    {
        Name(clause, parameter: 0, lambda: 0, fact: facts);
        if ((Operations.Unwrap(handedOn) as IAnonymousObjectCreationOperation)?.Initializers.LastOrDefault() is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation let, Value: { } value }) return;
        var spelled = new FormulaReader(query.Symbols, names, lets).Spell(value);
        names[let.Property.Name] = Operations.Unwrap(value) is IPropertyReferenceOperation ? spelled : $"( {spelled} )";
        lets[let.Property.Name] = value;
    }

    /// <summary>Notes what the parameter of a lambda stands for; one that the compiler made up stands for what has names already.</summary>
    private void Name(QueryClause clause, int parameter, int lambda, int fact)
    {
        if (lambda < 0 || clause.Lambdas[lambda].Symbol.Parameters.Length <= parameter) return;
        var name = clause.Lambdas[lambda].Symbol.Parameters[parameter].Name;
        if (name.Length > 0 && name[0] != '<') names[name] = $"#{fact}";
    }
}
