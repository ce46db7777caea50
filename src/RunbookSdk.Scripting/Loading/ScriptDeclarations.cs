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
        if (ScriptRun.Declare(assembly, Book, unit) is { } problem) Problems.Add(problem);
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
