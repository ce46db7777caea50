using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks for conditions that no facts can satisfy, and for those that all facts satisfy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ConditionAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.NeverTrue, Ledger.AlwaysTrue];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnQueries(context, symbols, query =>
    {
        var consequence = query.Item.Clauses[query.Item.Clauses.Count - 1].Kind == ClauseKind.Question ? "the question has one answer only" : "the rule cannot match";
        foreach (var condition in QueryConditions.Of(query.Item)) Check(condition.Formula, condition.Before, consequence, query.Report);
    });

    private static void Check(Formula condition, IReadOnlyList<Formula> asked, string consequence, Action<Diagnostic> report)
    {
        var before = asked.ToList();
        foreach (var part in condition.Conjuncts)
        {
            if (IsAlwaysTrue(part)) Report(Ledger.AlwaysTrue, part, report);
            else if (!Satisfiability.IsPossible([.. before, part]))
            {
                ReportNever(part, before, consequence, report);
                // What follows an impossible condition is impossible too; once is enough.
                return;
            }
            else if (part is Formula.Either either) CheckBranches(either, before, report);

            before.Add(part);
        }
    }

    /// <summary>The whole is possible; one of its branches may still be dead.</summary>
    private static void CheckBranches(Formula.Either either, List<Formula> before, Action<Diagnostic> report)
    {
        foreach (var branch in either.Parts)
        {
            if (branch is Formula.Either inner) CheckBranches(inner, before, report);
            else if (!Satisfiability.IsPossible([.. before, branch])) Check(branch, before, "this alternative adds nothing", report);
        }
    }

    private static void ReportNever(Formula part, List<Formula> before, string consequence, Action<Diagnostic> report)
    {
        var other = before.Find(b => !Satisfiability.IsPossible([b, part]));
        var reason = part is Formula.Constant || !Satisfiability.IsPossible([part]) ? "nothing satisfies it"
            : other is null ? "what is asked before it leaves nothing"
            : $"'{TextOf(other)}' is asked as well";
        report(Diagnostic.Create(Ledger.NeverTrue, part.Syntax.GetLocation(), TextOf(part), reason, consequence));
    }

    /// <summary>A condition is always true when its opposite is impossible.</summary>
    private static bool IsAlwaysTrue(Formula part) =>
        part is Formula.Constant or Formula.Either or Formula.Comparison { IsCount: true } && !Satisfiability.IsPossible([part.Negate()]);

    private static string TextOf(Formula formula) => formula.Syntax.ToString();

    private static void Report(DiagnosticDescriptor descriptor, Formula part, Action<Diagnostic> report) =>
        report(Diagnostic.Create(descriptor, part.Syntax.GetLocation(), TextOf(part)));
}
