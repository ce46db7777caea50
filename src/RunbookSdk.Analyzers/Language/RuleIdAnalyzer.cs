using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        var earlier = new Dictionary<(string, ISymbol?), List<Location>>();
        foreach (var use in inOrder)
        {
            if (!earlier.TryGetValue((use.Id, use.Owner), out var places)) earlier.Add((use.Id, use.Owner), places = []);
            if (places.Find(p => !Exclude(p, use.Place)) is { } first) end.ReportDiagnostic(Diagnostic.Create(Ledger.IdTwice, use.Place, use.Id, Places.TextOf(first)));
            places.Add(use.Place);
        }
    }

    /// <summary>True for two branches of a choice, of which one is taken.</summary>
    private static bool Exclude(Location one, Location other)
    {
        if (one.SourceTree is not { } tree || tree != other.SourceTree) return false;
        var root = tree.GetRoot();
        var way = root.FindNode(one.SourceSpan).AncestorsAndSelf().ToList();
        var branch = root.FindNode(other.SourceSpan).AncestorsAndSelf().TakeWhile(n => !way.Contains(n)).LastOrDefault();
        var parting = way.FindIndex(n => n == branch?.Parent);
        return parting > 0 && branch != way[parting - 1] && IsBranch(branch!) && IsBranch(way[parting - 1]);
    }

    private static bool IsBranch(SyntaxNode node) => node switch
    {
        SwitchSectionSyntax or SwitchExpressionArmSyntax => true,
        { Parent: IfStatementSyntax choice } => node == choice.Statement || node == choice.Else,
        { Parent: ConditionalExpressionSyntax choice } => node == choice.WhenTrue || node == choice.WhenFalse,
        _ => false,
    };

    private sealed record Use(string Id, ISymbol? Owner, Location Place);
}
