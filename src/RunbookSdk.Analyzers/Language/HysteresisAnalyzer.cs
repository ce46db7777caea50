using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks at what raises a condition and what clears it: without a gap between them the rule flaps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HysteresisAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Ledger.RaisedWithoutClear, Ledger.ClearsWhereItRaises, Ledger.BareThreshold];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        OnQueries(context, symbols, CheckLevels);
        OnRules(context, symbols, rule =>
        {
            if (rule.Item.Query is not { } query) return;
            var isStanding = IsStanding(rule.Item, symbols);
            foreach (var part in PartsOf(query)) CheckClearing(rule.With(part), isStanding);
            if (RunbookSymbols.Is(rule.Item.ResultType, symbols.StandingAction)) CheckBareThresholds(rule.With(query));
        });
    }

    /// <summary>A query and those that it matches besides.</summary>
    private static IEnumerable<WrittenQuery> PartsOf(WrittenQuery query) =>
        query.Clauses.Select(query.OtherOf).OfType<WrittenQuery>().SelectMany(PartsOf).Prepend(query);

    /// <summary>True for what is in force while the match stands: its end matters as much as its beginning.</summary>
    private static bool IsStanding(WrittenRule rule, RunbookSymbols symbols) =>
        rule.ResultType is { } type && (RunbookSymbols.Is(type, symbols.StandingAction) || !RunbookSymbols.Is(type, symbols.RunbookAction));

    private static void CheckLevels(Found<WrittenQuery> query)
    {
        var conditions = QueryConditions.Of(query.Item);
        foreach (var (raised, cleared) in conditions.Zip(conditions.Skip(1), (one, next) => (one, next)))
        {
            if (raised.Clause.Kind != ClauseKind.RaisedWhen || cleared.Clause.Kind != ClauseKind.ClearedWhen) continue;
            var levels = raised.Formula.Comparisons.Where(c => c.IsThreshold).Select(c => c.Subject).ToImmutableHashSet();
            if (levels.IsEmpty || !cleared.Formula.Comparisons.All(c => levels.Contains(c.Subject))) continue;
            if (!Satisfiability.IsPossible([raised.Formula]) || !Satisfiability.IsPossible([raised.Formula, cleared.Formula])) continue;
            query.Report(Diagnostic.Create(
                Ledger.ClearsWhereItRaises, cleared.Formula.Syntax.GetLocation(), cleared.Formula.Syntax.ToString(), raised.Formula.Syntax.ToString()));
        }
    }

    /// <summary>One that asks once is calmed by having to last; one that stands flaps with every crossing all the same.</summary>
    private static void CheckClearing(Found<WrittenQuery> query, bool isStanding)
    {
        foreach (var condition in QueryConditions.Of(query.Item))
        {
            var clause = condition.Clause;
            if (clause.Kind != ClauseKind.RaisedWhen || IsCleared(condition, query.Item)) continue;
            if (!isStanding && Operations.ArgumentOf(clause.Call, "lasting") is not null) continue;
            if (condition.Formula.Comparisons.FirstOrDefault(c => c.IsThreshold && !IsOfTime(c)) is not { } threshold) continue;
            query.Report(Diagnostic.Create(Ledger.RaisedWithoutClear, Places.OfName(clause.Call), threshold.Syntax.ToString()));
        }
    }

    /// <summary>False as well where what clears is no more than what raises not holding: no value lies between, and no time.</summary>
    private static bool IsCleared(QueryCondition raised, WrittenQuery query)
    {
        if (query.Clauses.FirstOrDefault(c => c.Kind == ClauseKind.ClearedWhen) is not { } clear) return false;
        if (Operations.ArgumentOf(clear.Call, "lasting") is not null || raised.Formula is not Formula.Comparison { IsThreshold: true } level) return true;
        return QueryConditions.Of(query).FirstOrDefault(c => c.Clause.Call == clear.Call)?.Formula is not Formula.Comparison { IsThreshold: true } cleared
            || cleared.Subject != level.Subject || cleared.Value != level.Value || cleared.IsAbove == level.IsAbove
            || (IsStrict(cleared) == IsStrict(level) && (level.IsWhole || !IsStrict(level))); // One whole number lies between, or the level is in both, which is told otherwise.
    }

    private static bool IsStrict(Formula.Comparison comparison) => comparison.Operator is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan;

    /// <summary>The age of something only grows; it does not waver.</summary>
    private static bool IsOfTime(Formula.Comparison comparison) => comparison.Subject.Split(' ').Contains("Now");

    /// <summary>
    /// A measured number of a fact with a key, compared with a level in <c>where</c>: each time it crosses the level the action is released or
    /// asked for again. What counts, or asks a window, is calm by itself.
    /// </summary>
    private static void CheckBareThresholds(Found<WrittenQuery> query)
    {
        if (query.Item.Clauses.Any(c => c.Kind is ClauseKind.RaisedWhen or ClauseKind.GroupBy)) return;
        foreach (var condition in QueryConditions.Of(query.Item).Where(c => c.Clause.Kind == ClauseKind.Where))
        {
            foreach (var comparison in condition.Formula.Conjuncts.OfType<Formula.Comparison>().Where(c => c is { IsThreshold: true, IsDifference: false }))
            {
                if (!IsMeasured(comparison, query)) continue;
                query.Report(Diagnostic.Create(Ledger.BareThreshold, comparison.Syntax.GetLocation(), comparison.Syntax.ToString()));
            }
        }
    }

    private static bool IsMeasured(Formula.Comparison comparison, Found<WrittenQuery> query) =>
        comparison.Syntax is BinaryExpressionSyntax binary
        && (IsMeasured(binary.Left, query) || IsMeasured(binary.Right, query));

    private static bool IsMeasured(ExpressionSyntax side, Found<WrittenQuery> query) =>
        side is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax fact } member
        && query.Model.GetSymbolInfo(member).Symbol is IPropertySymbol { Type.SpecialType: SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal }
        && query.Model.GetTypeInfo(fact).Type is { } type && query.Item.Symbols.KeysOf(type).Count > 0;
}
