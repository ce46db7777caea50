using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Instances;
using RunbookSdk.Scripting.Caching;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting;

/// <summary>
/// Finds what is wrong with scripts. What was found is kept beside what was compiled: when no text has changed, neither the compiler nor the
/// scripts run again.
/// </summary>
internal static class ScriptCheck
{
    /// <inheritdoc cref="ScriptLoader.Load" path="/param"/>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static ScriptFindings Run(IReadOnlyList<string> paths, ScriptLoaderOptions options)
    {
        options.Validate();
        var problems = new List<Diagnostic>();
        var units = new ScriptReader(problems).Read(paths);
        // What the disk says is told anew each time, and rules of C# have no text that says whether they changed.
        if (options.CacheFolder is not { } folder || problems.Count > 0 || options.RuleBooks.Count > 0) return Find(units, problems, options);
        var cache = new ScriptCache(folder);
        var key = CacheKey.Of(units, CompilerSettings.Of(options, analyzes: true));
        if (cache.FindFindings(key) is { } kept) return kept;
        var findings = Find(units, problems, options);
        if (!findings.Diagnostics.Any(IsOfFiles)) cache.Keep(key, findings); // Where that fails, the next check finds it all again.
        return findings;
    }

    private static bool IsOfFiles(Diagnostic problem) => problem.Code.StartsWith("RBK0", StringComparison.Ordinal);

    /// <summary>Apart, so that nothing is loaded that only finding needs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ScriptFindings Find(List<ScriptUnit> units, List<Diagnostic> problems, ScriptLoaderOptions options)
    {
        using var runbooks = ScriptLoader.LoadUnits(
            found =>
            {
                found.AddRange(problems);
                return units;
            },
            options,
            tellsSuggestions: true);
        var ordered = runbooks.Diagnostics
            .Distinct()
            .OrderBy(d => d.Location.File, StringComparer.Ordinal)
            .ThenBy(d => d.Location.Line)
            .ThenBy(d => d.Location.Column)
            .ThenBy(d => d.Code, StringComparer.Ordinal)
            .ToList();
        return runbooks.Rules is { } rules
            ? new(ordered, rules.Rules.Count(r => !r.IsImplied), rules.Lifecycles().Count)
            : new(ordered, -1, -1);
    }
}
