using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Querying;
using Severity = RunbookSdk.Diagnostics.Severity;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Compiles queries as submissions, each of which sees what the earlier ones declared. Not thread-safe.</summary>
internal sealed class QueryCompiler(QuerySettings settings)
{
    private readonly FactReferences facts = new(settings.FactAssemblies);
    private CSharpCompilation? previous;
    private int count;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>The class whose members queries use unqualified.</summary>
    public Type WordsType => settings.WordsType;

    /// <summary>What queries are compiled against.</summary>
    public IReadOnlyList<MetadataReference> AllReferences => field ??= [.. References.Of(settings.References.Append(typeof(QueryStop).Assembly)), .. facts.References];

    /// <summary>The options of the compiler.</summary>
    public CSharpCompilationOptions Options => new(
        OutputKind.DynamicallyLinkedLibrary,
        scriptClassName: QueryNames.ClassOf(count),
        usings: [.. settings.Imports, .. facts.Classes],
        optimizationLevel: OptimizationLevel.Debug,
        deterministic: true,
        nullableContextOptions: NullableContextOptions.Annotations,
        specificDiagnosticOptions: CompilerDiagnostics.Options,
        sourceReferenceResolver: null,
        metadataReferenceResolver: null);

    /// <summary>True when a text is whole; false when it needs further lines.</summary>
    public static bool IsComplete(string text) => SyntaxFactory.IsCompleteSubmission(CSharpSyntaxTree.ParseText(text, ParseOptions));

    /// <summary>True when a text ends with an expression, whose value is the answer even when it is null.</summary>
    public static bool HasValue(string text) => Parse(text).GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax
    {
        Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true },
    };

    /// <summary>Compiles a text; what it declares is known to the next one when it has no error.</summary>
    /// <param name="text">The text.</param>
    /// <param name="assemblyName">Name of the assembly to make.</param>
    public CompiledQuery Compile(string text, string assemblyName)
    {
        var tree = Parse(text);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            assemblyName, tree, AllReferences, Options, previous, returnType: null, globalsType: settings.WordsType);
        var problems = CompilerDiagnostics.Of(compilation).Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
            .OrderBy(d => d.Location.SourceSpan.Start).Select(d => Translate(d, compilation)).ToList();
        if (problems.Exists(p => p.Diagnostic.Severity == Severity.Error)) return new(null, problems);
        if (tree.GetCompilationUnitRoot().Members.Count == 0) return new([], problems);
        var (image, emitted, refused) = Emit(Stoppable(compilation, tree));
        // What cannot be asked whether it goes on is run as it was written.
        if (image is null) (image, emitted, refused) = Emit(compilation);
        if (image is null) return new(null, [.. refused.Select(d => Translate(d, compilation))]);
        (previous, count) = (emitted, count + 1);
        facts.SetRight(image);
        return new(image, problems);
    }

    private static CSharpCompilation Stoppable(CSharpCompilation compilation, SyntaxTree tree) =>
        compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(QueryStops.WrittenInto(tree.GetText(), compilation.GetSemanticModel(tree))));

    private static (byte[]? Image, CSharpCompilation Emitted, IEnumerable<Diagnostic> Refused) Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        return (result.Success ? stream.ToArray() : null, compilation, result.Diagnostics);
    }

    /// <summary>An expression is asked for its value, with a semicolon behind it or not.</summary>
    private static SyntaxTree Parse(string text)
    {
        var tree = Tree(text);
        return tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { Expression: not AssignmentExpressionSyntax, SemicolonToken: { IsMissing: false } end },
        }
            ? Tree(text[..end.SpanStart] + " " + text[end.Span.End..])
            : tree;
    }

    private static SyntaxTree Tree(string text) => CSharpSyntaxTree.ParseText(
        SourceText.From(text, System.Text.Encoding.UTF8, SourceHashAlgorithm.Sha256), ParseOptions, QueryNames.File);

    private QueryProblem Translate(Diagnostic found, CSharpCompilation compilation)
    {
        var message = Hints.WithoutProjects(facts.Clean(found.GetMessage(CultureInfo.InvariantCulture)));
        var meant = found.Location.IsInSource ? SimilarNames.Find(found, compilation) : null;
        var severity = found.Severity == DiagnosticSeverity.Error ? Severity.Error : Severity.Warning;
        var place = found.Location.IsInSource ? CompilerDiagnostics.PlaceOf(found.Location) : new(QueryNames.File, 1, 1);
        return new(
            new(found.Id, severity, meant is null ? message : $"{message.TrimEnd('.')}. Did you mean '{meant}'?", place),
            Math.Max(1, found.Location.SourceSpan.Length));
    }
}
