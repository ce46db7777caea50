using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.CodeFixes;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>Runbooks in a C# project, as an editor or a build sees them: the text is an ordinary file, and fixes are offered by a workspace.</summary>
internal static class Project
{
    private const string Usings = "global using System; global using System.Linq; global using System.Collections.Generic; global using RunbookSdk; "
        + "global using RunbookSdk.Facts; global using RunbookSdk.Rules; global using RunbookSdk.Actions; global using RunbookSdk.Components; "
        + "global using RunbookSdk.Incidents; global using RunbookSdk.Clients; global using RunbookSdk.Instances;";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. Script.Compile(("a.csx", "1")).References];

    /// <summary>What the analyzers find in a file; a mistake of C# fails the test.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(string marked)
    {
        var compilation = CSharpCompilation.Create(
            "project",
            [CSharpSyntaxTree.ParseText(Usings, ParseOptions, "usings.cs"), CSharpSyntaxTree.ParseText(Script.Unmark(marked).Text, ParseOptions, "test.cs")],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return Script.Analyze(compilation);
    }

    /// <summary>The file after the first fix that an editor offers for the first diagnostic that has one.</summary>
    public static async Task<string> FixAsync(string text, string id)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "project", "project", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: ParseOptions,
            metadataReferences: References));
        project = project.AddDocument("usings.cs", Usings).Project;
        var document = project.AddDocument("test.cs", text);
        var compilation = (await document.Project.GetCompilationAsync())!;
        var tree = await document.GetSyntaxTreeAsync();
        var all = compilation.GetDiagnostics().Concat(await compilation.WithAnalyzers(AnalyzerSet.Create()).GetAnalyzerDiagnosticsAsync());
        var actions = new List<CodeAction>();
        foreach (var diagnostic in all.Where(d => d.Id == id && d.Location.SourceTree == tree))
        {
            var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
            await new RunbookCodeFixProvider().RegisterCodeFixesAsync(context);
        }

        var operations = await actions[0].GetOperationsAsync(CancellationToken.None);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
