using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>
/// A script whose first line begins with <c>#!</c> wants to be an app of one file as well. It is read as one, and what cannot stand there is told.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CommonSubsetAnalyzer : RunbookAnalyzer
{
    private static readonly CSharpParseOptions AppOptions =
        new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None).WithFeatures([new("FileBasedProgram", "true")]);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.OnlyInScripts];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => context.RegisterSyntaxTreeAction(found =>
    {
        if (found.Tree.Options.Kind != SourceCodeKind.Script) return;
        var text = found.Tree.GetText(found.CancellationToken);
        if (text.Length < 2 || text.ToString(new TextSpan(0, 2)) != "#!") return;
        var app = CSharpSyntaxTree.ParseText(text, AppOptions, cancellationToken: found.CancellationToken);
        foreach (var problem in app.GetDiagnostics(found.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error))
            Report(app.GetRoot(found.CancellationToken).FindToken(problem.Location.SourceSpan.Start, findInsideTrivia: true).Span, problem.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.'), found);
        foreach (var member in app.GetCompilationUnitRoot(found.CancellationToken).Members)
        {
            if (member is not (GlobalStatementSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax))
                Report(member.GetFirstToken().Span, "a member outside of a type; declare a local function or a variable, without a modifier", found);
        }
    });

    private static void Report(TextSpan span, string problem, SyntaxTreeAnalysisContext found) =>
        found.ReportDiagnostic(Diagnostic.Create(Ledger.OnlyInScripts, Location.Create(found.Tree, span), problem));
}
