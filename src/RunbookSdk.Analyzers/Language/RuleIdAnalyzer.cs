using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks at the ids of rules: their form, and whether each is one rule's alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RuleIdAnalyzer : RunbookAnalyzer
{
    private static readonly Regex KebabCase = new(RuleCodes.KebabCase, RegexOptions.CultureInvariant);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.IdNotKebabCase, Ledger.IdTwice];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        var uses = new ConcurrentBag<Use>();
        OnRules(context, symbols, rule =>
        {
            if (rule.Item.Id is not { } id) return;
            var place = rule.Item.IdArgument.Syntax.GetLocation();
            if (!KebabCase.IsMatch(id)) rule.Report(Diagnostic.Create(Ledger.IdNotKebabCase, place, id));
            var owner = rule.Model.GetEnclosingSymbol(place.SourceSpan.Start, rule.CancellationToken)?.ContainingType;
            uses.Add(new(id, owner, place));
        });
        context.RegisterCompilationEndAction(end => Report(uses, end));
    }

    /// <summary>
    /// Rules of different classes may never meet. Those of one class do, and so do those of a script and of what it loads, which are one class.
    /// </summary>
    private static void Report(IEnumerable<Use> uses, CompilationAnalysisContext end)
    {
        var trees = end.Compilation.SyntaxTrees.ToImmutableArray();
        var inOrder = uses.OrderBy(u => trees.IndexOf(u.Place.SourceTree!)).ThenBy(u => u.Place.SourceSpan.Start);
        var firsts = new Dictionary<(string, ISymbol?), Location>();
        foreach (var use in inOrder)
        {
            var key = (use.Id, use.Owner);
            if (firsts.TryGetValue(key, out var first)) end.ReportDiagnostic(Diagnostic.Create(Ledger.IdTwice, use.Place, use.Id, Places.TextOf(first)));
            else firsts.Add(key, use.Place);
        }
    }

    private sealed record Use(string Id, ISymbol? Owner, Location Place);
}
