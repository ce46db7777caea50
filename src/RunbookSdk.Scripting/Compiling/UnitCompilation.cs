using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using RunbookSdk.Analyzers.Reporting;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Makes an assembly of a unit, and finds what is wrong with it: two parts, which may run at once.</summary>
internal sealed class UnitCompilation
{
    private readonly ScriptUnit unit;
    private readonly CompilerSettings settings;
    private readonly Lazy<CSharpCompilation> compilation;
    private readonly Lazy<EditorConfigOptions?> configs;
    private byte[]? image;
    private List<RunbookSdk.Diagnostics.Diagnostic> own = [];
    private CSharpCompilation? about;
    private ImmutableArray<Diagnostic> told = [];
    private ImmutableArray<Diagnostic> analyzed = [];

    private UnitCompilation(ScriptUnit unit, CompilerSettings settings)
    {
        this.unit = unit;
        this.settings = settings;
        configs = new(() => settings.Analyzes ? EditorConfigOptions.Of(unit) : null);
        compilation = new(() => Prepare(unit));
    }

    /// <summary>The work to do, in parts that know nothing of each other; the last one to end tells the result.</summary>
    public static IEnumerable<Action> Parts(ScriptUnit unit, CompilerSettings settings, Action<CompiledUnit> done)
    {
        var compilation = new UnitCompilation(unit, settings);
        Action[] parts = settings.Analyzes ? [compilation.Compile, compilation.Analyze] : [compilation.Compile];
        var running = parts.Length;
        return parts.Select(part => (Action)(() =>
        {
            part();
            if (Interlocked.Decrement(ref running) == 0) done(compilation.Result());
        }));
    }

    private void Compile()
    {
        if (!HasStatements()) image = [];
        else if (CompilerDiagnostics.IsMalformed(compilation.Value)) TellMalformed();
        else Emit();
    }

    /// <summary>Short forms are left out: whether they can be written longer is known when the text can be read.</summary>
    private void TellMalformed()
    {
        var slips = Slips.Of(compilation.Value, unit, Prepare);
        about = slips?.Meant ?? compilation.Value;
        own = [.. slips?.Told(compilation.Value) ?? []];
        told = CompilerDiagnostics.WithoutEchoes(CompilerDiagnostics.Of(about))
            .RemoveAll(d => Lowering.IsLimit(d) && d.Location.SourceTree is { } tree && Lowering.Lowers(unit, tree));
    }

    private void Emit()
    {
        using var written = new MemoryStream();
        var result = Emit(compilation.Value, written);
        // Emitting stops at the first kind of error; the compilation knows all of them.
        told = result.Success ? result.Diagnostics : CompilerDiagnostics.Of(compilation.Value);
        if (!result.Success && Lowering.Of(compilation.Value, unit, Prepare) is { } lowering)
        {
            result = Emit(lowering.Compilation, written);
            told = told.RemoveAll(lowering.Settles);
        }

        own = [.. WaitingScripts.Find(compilation.Value)];
        if (result.Success && own.Count == 0) image = written.ToArray();
    }

    /// <param name="compiled">What is compiled; debuggers show the texts as their authors wrote them.</param>
    /// <param name="written">Takes the assembly.</param>
    private EmitResult Emit(CSharpCompilation compiled, MemoryStream written)
    {
        written.SetLength(0);
        var texts = compilation.Value.SyntaxTrees.Where(t => t.FilePath.Length > 0);
        return compiled.Emit(
            written,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
            embeddedTexts: texts.Select(t => EmbeddedText.FromSource(t.FilePath, t.GetText())));
    }

    private void Analyze()
    {
        if (HasStatements()) analyzed = Analysis.Run(compilation.Value, configs.Value);
    }

    private CompiledUnit Result()
    {
        var found = CompilerDiagnostics.Translate(told.Concat(analyzed), unit, about ?? compilation.Value);
        return new(analyzed.All(MayRun) ? image : null, [.. EmptyScripts.Find(compilation.Value, unit), .. own, .. found]);
    }

    /// <summary>
    /// A script that an analyzer refuses is still run to its end, for the rules that it declares may have problems of their own, unless what was
    /// found is something that must not run even once.
    /// </summary>
    private static bool MayRun(Diagnostic found) =>
        found.Severity != DiagnosticSeverity.Error || !found.Descriptor.CustomTags.Contains(Ledger.MustNotRun);

    private CSharpCompilation Prepare(ScriptUnit texts) => ScriptCompiler.Prepare(texts, settings, configs.Value);

    /// <summary>Without any, emitting fails and says nothing.</summary>
    private bool HasStatements() =>
        compilation.Value.SyntaxTrees.Any(t => t.GetCompilationUnitRoot().Members.Count > 0)
        || CompilerDiagnostics.Of(compilation.Value).Any(d => d.Severity == DiagnosticSeverity.Error);
}
