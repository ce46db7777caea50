using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using RunbookSdk.Analyzers.Reporting;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Makes an assembly of a unit. This folder is the only part that knows the compiler; nothing outside of it may, or a start from the
/// cache would load it.
/// </summary>
internal static class ScriptCompiler
{
    /// <summary>With the feature of file-based programs, the lines <c>#!</c> and <c>#:package</c> mean nothing here.</summary>
    private static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script, ["SCRIPT"])
            .WithFeatures([new("FileBasedProgram", "true")]);

    public static CompiledUnit Compile(ScriptUnit unit, CompilerSettings settings)
    {
        var configs = settings.Analyzes ? EditorConfigOptions.Of(unit) : null;
        var compilation = Prepare(unit, settings, configs);
        var problems = EmptyScripts.Find(compilation, unit).ToList();
        if (!HasStatements(compilation)) return new([], problems);
        if (CompilerDiagnostics.IsMalformed(compilation))
            return new(null, [.. problems, .. CompilerDiagnostics.Translate(CompilerDiagnostics.Of(compilation), unit)]);
        using var image = new MemoryStream();
        var result = Emit(compilation, compilation, image);
        // Emitting stops at the first kind of error; the compilation knows all of them.
        var found = result.Success ? result.Diagnostics : CompilerDiagnostics.Of(compilation);
        if (!result.Success && Lowering.Of(compilation, unit, u => Prepare(u, settings, configs)) is { } lowering)
        {
            result = Emit(lowering.Compilation, compilation, image);
            found = found.RemoveAll(lowering.Settles);
        }

        var analyzed = settings.Analyzes ? Analysis.Run(compilation, configs) : [];
        problems.AddRange(CompilerDiagnostics.Translate(found.Concat(analyzed), unit));
        return new(result.Success && analyzed.All(MayRun) ? image.ToArray() : null, problems);
    }

    /// <param name="compilation">What is compiled.</param>
    /// <param name="original">The texts as their authors wrote them, which is what debuggers show.</param>
    /// <param name="image">Takes the assembly.</param>
    private static EmitResult Emit(CSharpCompilation compilation, CSharpCompilation original, MemoryStream image)
    {
        image.SetLength(0);
        var texts = original.SyntaxTrees.Where(t => t.FilePath.Length > 0);
        return compilation.Emit(
            image,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
            embeddedTexts: texts.Select(t => EmbeddedText.FromSource(t.FilePath, t.GetText())));
    }

    /// <summary>
    /// A script that an analyzer refuses is still run to its end, for the rules that it declares may have problems of their own, unless what was
    /// found is something that must not run even once.
    /// </summary>
    private static bool MayRun(Diagnostic found) =>
        found.Severity != DiagnosticSeverity.Error || !found.Descriptor.CustomTags.Contains(Ledger.MustNotRun);

    public static CSharpCompilation Prepare(ScriptUnit unit, CompilerSettings settings, EditorConfigOptions? configs)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: CompiledUnit.ClassName,
            usings: settings.Imports,
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: false,
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

    /// <summary>Without any, emitting fails and says nothing.</summary>
    private static bool HasStatements(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Any(t => t.GetCompilationUnitRoot().Members.Count > 0)
        || CompilerDiagnostics.Of(compilation).Any(d => d.Severity == DiagnosticSeverity.Error);
}
