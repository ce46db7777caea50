using System.Reflection;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Scripting.Loading;

/// <summary>Collects the records that scripts declare, which are facts, and refuses a name that two of them have.</summary>
internal sealed class DeclaredFacts(List<Diagnostic> problems)
{
    private readonly List<Type> types = [];
    private readonly Dictionary<string, string> declaredIn = new(StringComparer.Ordinal);

    public IReadOnlyList<Type> Types => types;

    /// <param name="assembly">A compiled unit.</param>
    /// <param name="path">What people know the unit by.</param>
    public void Add(Assembly assembly, string path)
    {
        foreach (var type in assembly.GetTypes().Where(IsFact).OrderBy(t => t.MetadataToken))
        {
            var name = type.GetCustomAttribute<FactNameAttribute>()?.Name ?? type.Name;
            types.Add(type);
            if (IsOwn(name)) problems.Add(ScriptProblems.FactDeclaredTwice(path, name, "the SDK itself"));
            else if (!declaredIn.TryAdd(name, path)) problems.Add(ScriptProblems.FactDeclaredTwice(path, name, declaredIn[name]));
        }
    }

    /// <summary>Only records have a method of this name, which cannot be written in C#.</summary>
    private static bool IsFact(Type type) => !type.IsAbstract && !type.IsGenericType && type.GetMethod("<Clone>$") is not null;

    /// <summary>A fact of the SDK, or another record that scripts know without a <c>using</c>.</summary>
    private static bool IsOwn(string name) => DomainFacts.Types.Any(t => t.Name == name) || Array.Exists(
        ["Facts", "Components", "Incidents", "Clients", "Instances"],
        room => typeof(Runbook).Assembly.GetType($"{nameof(RunbookSdk)}.{room}.{name}") is { } type && IsFact(type));
}
