using System.Reflection;
using RunbookSdk.Rules;

namespace RunbookSdk.Scripting.Querying;

/// <summary>What the meaning of a query depends on besides its text.</summary>
/// <param name="WordsType">The class whose members queries use unqualified.</param>
/// <param name="Imports">Namespaces that need no <c>using</c>.</param>
/// <param name="FactAssemblies">Assemblies of scripts that declare records of facts; queries use these records unqualified.</param>
/// <param name="CacheFolder">Where compiled queries are kept; null: nowhere.</param>
internal sealed record QuerySettings(Type WordsType, IReadOnlyList<string> Imports, IReadOnlyList<Assembly> FactAssemblies, string? CacheFolder)
{
    private static readonly string[] OwnImports =
    [
        "System", "System.Linq", "System.Collections.Generic", "RunbookSdk", "RunbookSdk.Facts", "RunbookSdk.Rules", "RunbookSdk.Actions",
        "RunbookSdk.Components", "RunbookSdk.Incidents", "RunbookSdk.Clients", "RunbookSdk.Instances", "RunbookSdk.Journal", "RunbookSdk.Sessions",
    ];

    /// <summary>Settings for the facts of some runbooks.</summary>
    public static QuerySettings Of(Type wordsType, IEnumerable<Type> factTypes, string? cacheFolder) => new(
        wordsType,
        [.. OwnImports, wordsType.Namespace!],
        [.. factTypes.Select(t => t.Assembly).Where(a => a != typeof(RuleBook).Assembly).Distinct().OrderBy(a => a.FullName, StringComparer.Ordinal)],
        cacheFolder);

    /// <summary>The assemblies that queries use besides those of the runtime and of scripts.</summary>
    public IEnumerable<Assembly> References => new[] { typeof(RuleBook).Assembly, WordsType.Assembly }.Distinct();
}
