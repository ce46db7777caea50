using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Makes a compilation of a unit. This folder is the only part that knows the compiler; nothing outside of it may, or a start from the
/// cache would load it.
/// </summary>
internal static class ScriptCompiler
{
    /// <summary>With the feature of file-based programs, the lines <c>#!</c> and <c>#:package</c> mean nothing here.</summary>
    private static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script, ["SCRIPT"])
            .WithFeatures([new("FileBasedProgram", "true")]);

    public static CSharpCompilation Prepare(ScriptUnit unit, CompilerSettings settings, EditorConfigOptions? configs)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: CompiledUnit.ClassName,
            usings: settings.Imports,
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: false,
            concurrentBuild: false, // Scripts are small, and all processors are busy with others.
            deterministic: true,
            nullableContextOptions: NullableContextOptions.Enable,
            specificDiagnosticOptions: CompilerDiagnostics.Options,
            sourceReferenceResolver: new LoadedTexts(unit),
            metadataReferenceResolver: null)
            .WithSyntaxTreeOptionsProvider(configs?.Severities);
        return CSharpCompilation.CreateScriptCompilation(
            settings.AssemblyName,
            ParseRoot(unit),
            References.Of(settings.References),
            options,
            previousScriptCompilation: null,
            returnType: null,
            globalsType: settings.RunbookType);
    }

    /// <summary>A script, or a text that loads several: the compiler takes one.</summary>
    private static SyntaxTree ParseRoot(ScriptUnit unit)
    {
        if (unit.Scripts.Count == 1) return CSharpSyntaxTree.ParseText(Read(unit.Scripts[0]), ParseOptions, unit.Path);
        var loads = string.Concat(unit.Scripts.Select((_, i) => $"#load \"{LoadedTexts.NameOfScript(i)}\"\n"));
        return CSharpSyntaxTree.ParseText(SourceText.From(loads, Encoding.UTF8), ParseOptions, path: "");
    }

    public static SourceText Read(ScriptText text) => SourceText.From(
        text.Content, text.Content.Length, Encoding.UTF8, SourceHashAlgorithm.Sha256, canBeEmbedded: true);
}
