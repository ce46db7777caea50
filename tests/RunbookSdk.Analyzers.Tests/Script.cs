using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Fixes;
using RunbookSdk.Scripting;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>A script that is analyzed as <c>runbook check</c> does it, without a disk.</summary>
internal static class Script
{
    private static readonly CompilerSettings Settings =
        CompilerSettings.Of(new ScriptLoaderOptions { CacheFolder = null }, analyzes: true) with { AssemblyName = "test" };

    /// <summary>Marks in a text where a diagnostic is expected: <c>[|...|]</c> around its place.</summary>
    public static (string Text, IReadOnlyList<TextSpan> Places) Unmark(string marked)
    {
        var text = new StringBuilder();
        var begins = new Stack<int>();
        var places = new List<TextSpan>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("[|")) begins.Push(text.Length);
            else if (marked.AsSpan(i).StartsWith("|]")) places.Add(TextSpan.FromBounds(begins.Pop(), text.Length));
            else
            {
                text.Append(marked[i]);
                continue;
            }

            i++;
        }

        Assert.Empty(begins);
        return (text.ToString(), [.. places.Order()]);
    }

    /// <summary>Compilations that come from one another share what they read of the assemblies, which takes most of the time.</summary>
    private static readonly CSharpCompilation Basis = CompileAnew([("basis.csx", "")]);

    public static CSharpCompilation Compile(params IReadOnlyList<(string Path, string Text)> texts)
    {
        if (texts is not [var (path, text)]) return CompileAnew(texts);
        var options = (CSharpParseOptions)Basis.SyntaxTrees[0].Options;
        return Basis.ReplaceSyntaxTree(Basis.SyntaxTrees[0], CSharpSyntaxTree.ParseText(text, options, path, Encoding.UTF8));
    }

    private static CSharpCompilation CompileAnew(IReadOnlyList<(string Path, string Text)> texts)
    {
        var scripts = KeptTexts.Read([.. texts.Select(t => new Rules.RuleText(t.Path, t.Text))]);
        return ScriptCompiler.Prepare(Assert.Single(scripts), Settings, configs: null);
    }

    /// <summary>What all analyzers find, in the order of the text; an analyzer that throws fails the test.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(CSharpCompilation compilation, params (string Key, string Value)[] config)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new ConfigValues(config)),
            onAnalyzerException: null,
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var found = compilation.WithAnalyzers(AnalyzerSet.Create(), options).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        Assert.DoesNotContain(found, d => d.Id.StartsWith("AD", StringComparison.Ordinal));
        var trees = compilation.SyntaxTrees;
        return [.. found.OrderBy(d => trees.IndexOf(d.Location.SourceTree!)).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>What the compiler finds and the analyzers.</summary>
    public static IReadOnlyList<Diagnostic> FindAll(string text, params (string Key, string Value)[] config)
    {
        var compilation = Compile(("test.csx", text));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning), .. Analyze(compilation, config)];
    }

    /// <summary>A script that compiles has these diagnostics, each exactly where it is marked, and no others.</summary>
    /// <returns>What was found.</returns>
    public static IReadOnlyList<Diagnostic> Finds(string id, string marked, params (string Key, string Value)[] config)
    {
        var (text, places) = Unmark(marked);
        var compilation = Compile(("test.csx", text));
        var limits = FixSet.TreeLimits.SelectMany(f => f.Ids);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && !limits.Contains(d.Id)));
        var found = Analyze(compilation, config).Where(d => IsAbout(id, d)).ToList();
        Assert.Equal(
            places.Select(p => $"{id} {p} {text.Substring(p.Start, p.Length)}"),
            found.Select(d => $"{d.Id} {d.Location.SourceSpan} {text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        return found;
    }

    /// <summary>Whether a condition is looked up is another matter than whether it is right: who tests the one need not heed the other.</summary>
    public static bool IsAbout(string id, Diagnostic found) =>
        id.StartsWith("RBK3", StringComparison.Ordinal) || !found.Id.StartsWith("RBK3", StringComparison.Ordinal);

    /// <summary>A script that compiles has no diagnostics of analyzers.</summary>
    public static void IsFine(string text) => Finds("RBK", text);

    /// <summary>The text after all that fixes know is done once.</summary>
    public static string Fix(string text)
    {
        var compilation = Compile(("test.csx", text));
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var changes = FixSet.For(compilation.GetDiagnostics().Concat(Analyze(compilation)), model).SelectMany(f => f.Mended.Changes).OrderBy(c => c.Span);
        return tree.GetText().WithChanges(changes).ToString();
    }

    /// <summary>What an <c>.editorconfig</c> says.</summary>
    private sealed class ConfigValues((string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
    {
        private readonly Options options = new(values.ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase));

        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;

        private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
        }
    }
}
