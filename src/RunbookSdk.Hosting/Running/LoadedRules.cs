using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Scripting;

namespace RunbookSdk.Hosting.Running;

/// <summary>The rules of a host, and those that its journal was written with; unloaded with this.</summary>
internal sealed class LoadedRules : IDisposable
{
    private readonly RunbooksOptions options;
    private readonly ScriptLoaderOptions scripting;
    private readonly ScriptRunbooks scripts;
    private readonly List<ScriptRunbooks> earlier = [];

    private LoadedRules(RunbooksOptions options)
    {
        this.options = options;
        scripting = new ScriptLoaderOptions
        {
            CacheFolder = options.Scripting.CacheFolder,
            RunbookType = options.Scripting.RunbookType,
            Imports = options.Scripting.Imports,
            References = options.Scripting.References,
            RuleBooks = [.. options.RuleBooks, .. options.Scripting.RuleBooks],
        };
        scripts = ScriptLoader.Load([.. options.Scripts], scripting);
        Catalog = CatalogOf(scripts);
    }

    /// <summary>The rules.</summary>
    public RuleSet Rules => scripts.Rules!;

    /// <summary>The fact records that they know.</summary>
    public FactCatalog Catalog { get; }

    /// <summary>What is to be told of the scripts, but does not keep them from running.</summary>
    public IReadOnlyList<Diagnostic> Warnings => scripts.Diagnostics;

    /// <exception cref="RunbookException">The runbooks cannot run; it carries every problem.</exception>
    public static LoadedRules Load(RunbooksOptions options)
    {
        var loaded = new LoadedRules(options);
        if (loaded.scripts.Rules is not null) return loaded;
        var problems = loaded.scripts.Diagnostics;
        loaded.Dispose();
        throw new RunbookException(problems);
    }

    /// <summary>Rules that the journal was written with; null when they cannot be made again.</summary>
    public EarlierRules? Find(JournalRules known)
    {
        if (known.Texts.Count == 0) return null;
        var runbooks = ScriptLoader.LoadTexts(known.Texts, scripting);
        earlier.Add(runbooks);
        return runbooks.Rules is { } rules && rules.Hash == known.Hash ? new(rules, CatalogOf(runbooks)) : null;
    }

    public void Dispose()
    {
        scripts.Dispose();
        foreach (var runbooks in earlier) runbooks.Dispose();
    }

    private FactCatalog CatalogOf(ScriptRunbooks runbooks) => DomainFacts.CatalogWith([.. options.FactTypes, .. runbooks.FactTypes]);
}
