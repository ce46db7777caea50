using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>What <c>.editorconfig</c> files say about the texts of a unit.</summary>
internal sealed class EditorConfigOptions
{
    /// <summary>
    /// What a program made is run as what people wrote, so a name such as <c>load.g.csx</c>, or a first line that says so, keeps nothing from being
    /// told; only this does.
    /// </summary>
    private const string GeneratedCode = "generated_code";

    private readonly Dictionary<string, AnalyzerConfigOptionsResult> byText;

    private EditorConfigOptions(Dictionary<string, AnalyzerConfigOptionsResult> byText)
    {
        this.byText = byText;
        Severities = new SeverityProvider(this);
        Values = new ValueProvider(this);
    }

    /// <summary>How much each diagnostic matters, those of the compiler too.</summary>
    public SyntaxTreeOptionsProvider Severities { get; }

    /// <summary>All values, for analyzers.</summary>
    public AnalyzerConfigOptionsProvider Values { get; }

    /// <summary>Reads the files.</summary>
    public static EditorConfigOptions Of(ScriptUnit unit)
    {
        var texts = unit.Texts.Where(t => t.Configs.Count > 0).ToList();
        var configs = texts.SelectMany(t => t.Configs).DistinctBy(c => c.FullPath, ScriptFile.PathComparer)
            .Select(c => AnalyzerConfig.Parse(SourceText.From(c.Content, c.Content.Length, Encoding.UTF8), c.FullPath));
        var set = AnalyzerConfigSet.Create(configs.ToList());
        return new(texts.ToDictionary(t => t.Path, t => set.GetOptionsForSourcePath(t.FullPath!), StringComparer.Ordinal));
    }

    private AnalyzerConfigOptionsResult? For(SyntaxTree tree) => byText.TryGetValue(tree.FilePath, out var result) ? result : null;

    private sealed class SeverityProvider(EditorConfigOptions options) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            new TextValues(options.For(tree)).TryGetValue(GeneratedCode, out var isGenerated) && isGenerated == "true" ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return options.For(tree) is { } found && found.TreeOptions.TryGetValue(diagnosticId, out severity);
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }

    private sealed class ValueProvider(EditorConfigOptions options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new TextValues(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new TextValues(options.For(tree));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class TextValues(AnalyzerConfigOptionsResult? result) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = null;
            if (result is { } found && found.AnalyzerOptions.TryGetValue(key, out value)) return true;
            if (key == GeneratedCode) value = "false";
            return value is not null;
        }
    }
}
