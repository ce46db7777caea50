using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Scripting.Caching;
using RunbookSdk.Scripting.Compiling;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting.Loading;

/// <summary>Takes units from the cache, and compiles those that are not there, on all processors.</summary>
internal sealed class UnitCompiler(CompilerSettings settings, ScriptCache? cache, List<Diagnostic> problems)
{
    private bool cacheIsReported;

    public int FromCache { get; private set; }

    public int Compiled { get; private set; }

    /// <summary>What became of each unit, in the order of the units, whatever the order in which they are compiled.</summary>
    public CompiledUnit[] All(IReadOnlyList<ScriptUnit> units)
    {
        var compiled = new CompiledUnit[units.Count];
        var keys = new string[units.Count];
        var missing = new List<int>();
        for (var i = 0; i < units.Count; i++)
        {
            keys[i] = CacheKey.Of(units[i], settings);
            if (cache?.Find(keys[i]) is { } kept) compiled[i] = kept;
            else missing.Add(i);
        }

        FromCache += units.Count - missing.Count;
        Compiled += missing.Count;
        if (missing.Count > 0) Compile(units, keys, missing, compiled);
        return compiled;
    }

    /// <summary>Apart, so that the compiler is not loaded before it is needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compile(IReadOnlyList<ScriptUnit> units, string[] keys, List<int> missing, CompiledUnit[] compiled)
    {
        var reasons = new string?[units.Count];
        IEnumerable<Action> PartsOf(int i) => UnitCompilation.Parts(units[i], settings with { AssemblyName = $"runbook-{keys[i][..16]}" }, unit =>
        {
            compiled[i] = unit;
            reasons[i] = unit.IsKept ? cache?.Keep(keys[i], unit) : null;
        });
        Processors.Run(missing.SelectMany(PartsOf));
        if (reasons.FirstOrDefault(r => r is not null) is { } reason) Report(reason);
    }

    private void Report(string reason)
    {
        if (cacheIsReported) return;
        cacheIsReported = true;
        problems.Add(ScriptProblems.CacheUnusable(cache!.Folder, reason));
    }
}
