using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting;
using RunbookSdk.Scripting.Fixing;

namespace RunbookSdk.Cli;

/// <summary>Where runbooks come from.</summary>
internal interface IRunbookSource
{
    /// <summary>Loads runbooks; problems are part of the answer.</summary>
    LoadedRunbooks Load(IReadOnlyList<string> paths, bool usesCache);

    /// <summary>Finds what is wrong with runbooks.</summary>
    ScriptFindings Check(IReadOnlyList<string> paths, bool usesCache);

    /// <summary>The texts in which something can be mended, and what; nothing is written.</summary>
    IReadOnlyList<FixedScript> Fix(IReadOnlyList<string> paths);

    /// <summary>Makes runbooks of texts that a journal has kept.</summary>
    LoadedRunbooks LoadTexts(IReadOnlyList<RuleText> texts, bool usesCache);
}

/// <summary>Runbooks that were loaded, or what is wrong with them.</summary>
/// <param name="Rules">The rules; null when something is wrong.</param>
/// <param name="Diagnostics">All problems, warnings too.</param>
/// <param name="FactTypes">The fact records that the runbooks declare.</param>
/// <param name="Owner">Unloads them.</param>
internal sealed record LoadedRunbooks(
    RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Type> FactTypes, IDisposable? Owner = null) : IDisposable
{
    public void Dispose() => Owner?.Dispose();
}

/// <summary>Scripts on disk.</summary>
internal sealed class ScriptRunbookSource : IRunbookSource
{
    public LoadedRunbooks Load(IReadOnlyList<string> paths, bool usesCache) => Loaded(ScriptLoader.Load(paths, Options(usesCache)));

    public ScriptFindings Check(IReadOnlyList<string> paths, bool usesCache) => ScriptCheck.Run(paths, Options(usesCache));

    public IReadOnlyList<FixedScript> Fix(IReadOnlyList<string> paths) => ScriptFixer.Fix(paths, Options(usesCache: false));

    public LoadedRunbooks LoadTexts(IReadOnlyList<RuleText> texts, bool usesCache) =>
        Loaded(ScriptLoader.LoadTexts(texts, Options(usesCache)));

    private static ScriptLoaderOptions Options(bool usesCache)
    {
        var options = new ScriptLoaderOptions();
        if (!usesCache) options.CacheFolder = null;
        return options;
    }

    private static LoadedRunbooks Loaded(ScriptRunbooks loaded) => new(loaded.Rules, loaded.Diagnostics, loaded.FactTypes, loaded);
}
