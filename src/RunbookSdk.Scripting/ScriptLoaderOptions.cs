using System.Reflection;
using RunbookSdk.Rules;

namespace RunbookSdk.Scripting;

/// <summary>
/// How scripts are loaded. Read once by each call of <see cref="ScriptLoader.Load"/>; not thread-safe while it is changed.
/// </summary>
public sealed class ScriptLoaderOptions
{
    /// <summary>
    /// Folder of compiled scripts. What is in it runs without being read again, so only the user who loads scripts may write there.
    /// </summary>
    /// <value>
    /// Default: <c>runbook</c> in the user's own cache folder (<c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, on macOS
    /// <c>~/Library/Caches</c>, on Windows the local application data). Null: scripts are compiled on every load.
    /// </value>
    public string? CacheFolder { get; set; } = UserCache.Folder();

    /// <summary>
    /// The class whose members scripts use unqualified: give a class of your own, derived from <see cref="Runbook"/>, to add words.
    /// It has to be public, not abstract, and to have a constructor without parameters. One instance serves all scripts of a load;
    /// rules of its own <c>Define()</c> come after those of the scripts.
    /// </summary>
    /// <value>Default: <see cref="Runbook"/>.</value>
    public Type RunbookType { get; set; } = typeof(Runbook);

    /// <summary>Namespaces that scripts need no <c>using</c> for, besides the SDK's own.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Imports { get; set; } = [];

    /// <summary>
    /// Assemblies of the host that scripts may use. The .NET runtime's own are no use here: scripts see only its collections, LINQ and
    /// basic types.
    /// </summary>
    /// <value>Default: none; the SDK and the assembly of <see cref="RunbookType"/> are always there.</value>
    public IReadOnlyList<Assembly> References { get; set; } = [];

    /// <summary>Runbooks written in C# that belong to the same set; their rules come before those of the scripts.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<RuleBook> RuleBooks { get; set; } = [];

    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Imports);
        ArgumentNullException.ThrowIfNull(References);
        ArgumentNullException.ThrowIfNull(RuleBooks);
        ArgumentNullException.ThrowIfNull(RunbookType);
        foreach (var reference in References.Append(RunbookType.Assembly)) _ = RawMetadata.Of(reference);
        if (RunbookType == typeof(Runbook)) return;
        if (!RunbookType.IsSubclassOf(typeof(Runbook)))
            throw Unusable("has to derive from Runbook");
        if (!RunbookType.IsVisible)
            throw Unusable("has to be public, and so has every class around it");
        if (RunbookType.IsAbstract || RunbookType.ContainsGenericParameters || RunbookType.GetConstructor([]) is null)
            throw Unusable("has to be a class that can be made: not abstract, with a public constructor without parameters");
    }

    private ArgumentException Unusable(string reason) =>
        new($"{nameof(RunbookType)} is {RunbookType.FullName}, which scripts cannot use: it {reason}.");
}
