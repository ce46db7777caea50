using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting.Caching;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Loading;

/// <summary>The steps from files to declared rules; reading the rules comes after.</summary>
internal sealed class ScriptDeclarations
{
    private readonly UnitCompiler compiler;
    private readonly DeclaredFacts facts;
    private readonly bool tellsSuggestions;

    private ScriptDeclarations(ScriptLoaderOptions options, bool analyzes, bool tellsSuggestions)
    {
        this.tellsSuggestions = tellsSuggestions;
        var settings = CompilerSettings.Of(options, analyzes);
        compiler = new(settings, options.CacheFolder is { } folder ? new ScriptCache(folder) : null, Problems);
        facts = new(Problems);
        Context = new(settings.References);
        Book = options.RunbookType == typeof(Runbook) ? new ScriptBook() : (RuleBook)Activator.CreateInstance(options.RunbookType)!;
    }

    public List<Diagnostic> Problems { get; } = [];

    public ScriptContext Context { get; }

    /// <summary>Holds the rules of all scripts.</summary>
    public RuleBook Book { get; }

    public IReadOnlyList<Type> FactTypes => facts.Types;

    public int FromCache => compiler.FromCache;

    public int Compiled => compiler.Compiled;

    /// <summary>The texts of the scripts, to be kept.</summary>
    public IReadOnlyList<RuleText> Texts { get; private set; } = [];

    /// <param name="read">Reads the texts.</param>
    /// <param name="options">How to load.</param>
    /// <param name="analyzes">See <see cref="CompilerSettings.Analyzes"/>.</param>
    /// <param name="tellsSuggestions">False leaves out what analyzers only suggest: it is for who writes scripts, not for who runs them.</param>
    public static ScriptDeclarations Read(
        Func<List<Diagnostic>, List<ScriptUnit>> read, ScriptLoaderOptions options, bool analyzes = true, bool tellsSuggestions = true)
    {
        var declarations = new ScriptDeclarations(options, analyzes, tellsSuggestions);
        var units = read(declarations.Problems);
        declarations.Texts = KeptTexts.Of(units);
        var compiled = declarations.compiler.All(units);
        for (var i = 0; i < compiled.Length; i++) declarations.Add(units[i], compiled[i]);
        return declarations;
    }

    private void Add(ScriptUnit unit, CompiledUnit compiled)
    {
        foreach (var told in compiled.Diagnostics)
            if (tellsSuggestions || told.Severity != Severity.Info) Problems.Add(told);
        if (compiled.Image is not { Length: > 0 }) return;
        var assembly = Context.LoadImage(compiled.Image);
        facts.Add(assembly, unit.Path);
        if (Book.Apart(() => ScriptRun.Declare(assembly, Book, unit)) is { } problem) Add(problem);
    }

    /// <summary>Takes a problem that running the scripts, or reading their rules, has shown, unless an analyzer has told it better.</summary>
    public void Add(Diagnostic problem)
    {
        if (!Problems.Exists(p => IsToldBy(problem, p))) Problems.Add(problem);
    }

    /// <summary>
    /// A run that fails at what an analyzer has found says it with the same words: "'2019-09-19' has no zone", and then what to do. The analyzer
    /// knows the column.
    /// </summary>
    private static bool IsToldBy(Diagnostic problem, Diagnostic analyzed)
    {
        if (analyzed.Severity != Severity.Error || analyzed.Location.File != problem.Location.File) return false;
        if (!analyzed.Code.StartsWith("RBK10", StringComparison.Ordinal)) return false;
        var found = analyzed.Message.AsSpan(0, Math.Max(analyzed.Message.AsSpan().IndexOfAny(',', ';'), 0));
        return found.Length > 0 && problem.Message.AsSpan().Contains(found, StringComparison.Ordinal);
    }

    /// <summary>What scripts write into when the host gives no class of its own.</summary>
    private sealed class ScriptBook : Runbook
    {
        /// <summary>The scripts have declared their rules already.</summary>
        protected override void Define()
        {
        }
    }
}
