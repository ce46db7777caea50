using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting.Caching;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Loading;

/// <summary>The steps from files to declared rules; reading the rules comes after.</summary>
internal sealed class ScriptDeclarations
{
    private readonly CompilerSettings settings;
    private readonly ScriptCache? cache;
    private readonly DeclaredFacts facts;
    private bool cacheIsReported;

    private ScriptDeclarations(ScriptLoaderOptions options, bool analyzes)
    {
        settings = CompilerSettings.Of(options, analyzes);
        cache = options.CacheFolder is { } folder ? new ScriptCache(folder) : null;
        facts = new(Problems);
        Context = new(settings.References);
        Book = options.RunbookType == typeof(Runbook) ? new ScriptBook() : (RuleBook)Activator.CreateInstance(options.RunbookType)!;
    }

    public List<Diagnostic> Problems { get; } = [];

    public ScriptContext Context { get; }

    /// <summary>Holds the rules of all scripts.</summary>
    public RuleBook Book { get; }

    public IReadOnlyList<Type> FactTypes => facts.Types;

    public int FromCache { get; private set; }

    public int Compiled { get; private set; }

    /// <summary>The texts of the scripts, to be kept.</summary>
    public IReadOnlyList<RuleText> Texts { get; private set; } = [];

    /// <param name="read">Reads the texts.</param>
    /// <param name="options">How to load.</param>
    /// <param name="analyzes">See <see cref="CompilerSettings.Analyzes"/>.</param>
    public static ScriptDeclarations Read(Func<List<Diagnostic>, List<ScriptUnit>> read, ScriptLoaderOptions options, bool analyzes = true)
    {
        var declarations = new ScriptDeclarations(options, analyzes);
        var units = read(declarations.Problems);
        declarations.Texts = KeptTexts.Of(units);
        foreach (var unit in units) declarations.Add(unit);
        return declarations;
    }

    private void Add(ScriptUnit unit)
    {
        var key = CacheKey.Of(unit, settings);
        var compiled = FindOrCompile(unit, key);
        Problems.AddRange(compiled.Diagnostics);
        if (compiled.Image is not { Length: > 0 }) return;
        var assembly = Context.LoadImage(compiled.Image);
        facts.Add(assembly, unit.Path);
        if (ScriptRun.Declare(assembly, Book, unit) is { } problem) Problems.Add(problem);
    }

    private CompiledUnit FindOrCompile(ScriptUnit unit, string key)
    {
        if (cache?.Find(key) is { } kept)
        {
            FromCache++;
            return kept;
        }

        Compiled++;
        var compiled = Compile(unit, settings with { AssemblyName = $"runbook-{key[..16]}" });
        if (compiled.Image is not null) Keep(key, compiled);
        return compiled;
    }

    /// <summary>Apart, so that the compiler is not loaded before it is needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CompiledUnit Compile(ScriptUnit unit, CompilerSettings settings) => ScriptCompiler.Compile(unit, settings);

    private void Keep(string key, CompiledUnit compiled)
    {
        if (cache?.Keep(key, compiled) is not { } reason || cacheIsReported) return;
        cacheIsReported = true;
        Problems.Add(ScriptProblems.CacheUnusable(cache.Folder, reason));
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
