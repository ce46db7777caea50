using System.Reflection;

namespace RunbookSdk.Scripting;

/// <summary>What the meaning of a script depends on besides its text.</summary>
/// <param name="AssemblyName">Name of the assembly to make.</param>
/// <param name="RunbookType">The class whose members scripts use unqualified.</param>
/// <param name="Imports">Namespaces that need no <c>using</c>.</param>
/// <param name="References">Assemblies that scripts may use besides the .NET runtime's.</param>
/// <param name="Analyzes">
/// False for texts that were kept of an earlier load: what they do is history, and an analyzer that is newer must not refuse it.
/// </param>
internal sealed record CompilerSettings(
    string AssemblyName, Type RunbookType, IReadOnlyList<string> Imports, IReadOnlyList<Assembly> References, bool Analyzes)
{
    private static readonly string[] OwnImports =
    [
        "System", "System.Linq", "System.Collections.Generic", "RunbookSdk", "RunbookSdk.Facts", "RunbookSdk.Rules",
        "RunbookSdk.Actions", "RunbookSdk.Components", "RunbookSdk.Incidents", "RunbookSdk.Clients", "RunbookSdk.Instances",
    ];

    public static CompilerSettings Of(ScriptLoaderOptions options, bool analyzes) => new(
        "",
        options.RunbookType,
        [.. OwnImports.Concat(options.Imports).Distinct(StringComparer.Ordinal)],
        [.. options.References.Prepend(options.RunbookType.Assembly).Prepend(typeof(Runbook).Assembly).Distinct()],
        analyzes);
}
