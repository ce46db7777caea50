using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting.Loading;
using RunbookSdk.Scripting.Reading;

namespace RunbookSdk.Scripting;

/// <summary>Loads runbooks written as C# scripts. Safe to use from any thread, and from any number of processes at once.</summary>
public static class ScriptLoader
{
    /// <summary>
    /// Reads scripts, compiles those that are not in the cache, and reads their rules. Problems in the files and in the scripts never
    /// throw: all of them are in <see cref="ScriptRunbooks.Diagnostics"/>.
    /// </summary>
    /// <param name="paths">
    /// Files (<c>.csx</c>; <c>.cs</c> for an app of one file) and folders; a folder stands for every <c>.csx</c> file below it, and
    /// every <c>.cs</c> file that begins with <c>#!</c> and has a line <c>#:package RunbookSdk@V</c>, in ordinal order of the paths. A file that another one loads (<c>#load "other.csx"</c>) is part of that one.
    /// </param>
    /// <param name="options">How to load; defaults when it is null.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static ScriptRunbooks Load(IReadOnlyList<string> paths, ScriptLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return LoadUnits(problems => new ScriptReader(problems).Read(paths), options);
    }

    /// <summary>
    /// Compiles texts that were kept of an earlier load (<see cref="RuleSet.Texts"/>), such as those that a journal was written with, and reads
    /// their rules; no script is read from the disk, and no analyzer looks at them again.
    /// </summary>
    /// <param name="texts">The texts, all of them and in their order.</param>
    /// <param name="options">How to load; the same as then, else the rules may be others. Defaults when it is null.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static ScriptRunbooks LoadTexts(IReadOnlyList<RuleText> texts, ScriptLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return LoadUnits(_ => KeptTexts.Read(texts), options, analyzes: false);
    }

    internal static ScriptRunbooks LoadUnits(
        Func<List<Diagnostic>, List<ScriptUnit>> read, ScriptLoaderOptions? options, bool analyzes = true, bool tellsSuggestions = false)
    {
        options ??= new();
        options.Validate();
        var declared = ScriptDeclarations.Read(read, options, analyzes, tellsSuggestions);
        var rules = RuleSet.TryCreate(options.RuleBooks.Append(declared.Book), out var problems);
        foreach (var problem in problems) declared.Add(problem);
        var diagnostics = declared.Problems;
        if (diagnostics.Exists(d => d.Severity == Severity.Error)) rules = null;
        return new(declared.Context, declared.FactTypes, diagnostics, rules?.WithTexts(declared.Texts))
        {
            FromCache = declared.FromCache,
            Compiled = declared.Compiled,
        };
    }
}
