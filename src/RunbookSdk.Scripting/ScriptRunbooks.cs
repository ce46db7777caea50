using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Scripting.Loading;

namespace RunbookSdk.Scripting;

/// <summary>
/// Loaded scripts. The code behind their rules is unloaded some time after <see cref="Dispose"/>, when nothing refers to it any more:
/// no rule set, no session and no fact of a record that a script declares. Reading is safe on any thread.
/// </summary>
public sealed class ScriptRunbooks : IDisposable
{
    private ScriptContext? context;

    internal ScriptRunbooks(ScriptContext context, IReadOnlyList<Type> factTypes, IReadOnlyList<Diagnostic> diagnostics, RuleSet? rules)
    {
        this.context = context;
        FactTypes = factTypes;
        Diagnostics = diagnostics;
        Rules = rules;
    }

    /// <summary>All rules; null when <see cref="Diagnostics"/> hold an error, and after <see cref="Dispose"/>.</summary>
    public RuleSet? Rules { get; private set; }

    /// <summary>
    /// All problems of all scripts, warnings too: first of the files, then of each script, then of the rules together. What analyzers only suggest is
    /// not among them; <c>runbook check</c> tells it.
    /// </summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The fact records that scripts declare; none after <see cref="Dispose"/>.</summary>
    public IReadOnlyList<Type> FactTypes { get; private set; }

    /// <summary>How many compilations were found in the cache. Scripts that load the same file are one compilation.</summary>
    public int FromCache { get; internal init; }

    /// <summary>How many compilations ran, with or without success.</summary>
    public int Compiled { get; internal init; }

    /// <summary>Lets go of the scripts. Can be called again.</summary>
    public void Dispose()
    {
        Rules = null;
        FactTypes = [];
        context?.Unload();
        context = null;
    }
}
