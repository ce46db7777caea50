using System.Reflection;
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

    /// <summary>
    /// The records of actions of the rules, whatever each asks for now, and of earlier rules that were found by now: what those have brought
    /// into force is released by its own record.
    /// </summary>
    public IEnumerable<Type> ActionTypes =>
        [.. scripts.FactTypes, .. options.RuleBooks.Concat(options.Scripting.RuleBooks).Select(b => b.GetType().Assembly).Distinct().SelectMany(TypesOf), .. earlier.SelectMany(e => e.FactTypes)];

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

    /// <summary>The types of an assembly; those that need what is not here are passed over.</summary>
    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    private FactCatalog CatalogOf(ScriptRunbooks runbooks) => DomainFacts.CatalogWith([.. options.FactTypes, .. runbooks.FactTypes]);
}
