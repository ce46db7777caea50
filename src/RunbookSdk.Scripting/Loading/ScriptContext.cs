using System.Reflection;
using System.Runtime.Loader;

namespace RunbookSdk.Scripting.Loading;

/// <summary>Holds the assemblies of some scripts, so that they can be unloaded together.</summary>
internal sealed class ScriptContext : AssemblyLoadContext
{
    private readonly Dictionary<string, Assembly> shared;

    /// <param name="shared">What scripts were compiled against: these very assemblies, wherever the host has loaded them.</param>
    public ScriptContext(IEnumerable<Assembly> shared) : base("runbooks", isCollectible: true) =>
        this.shared = shared.ToDictionary(a => a.GetName().Name!, StringComparer.Ordinal);

    public Assembly LoadImage(byte[] image)
    {
        using var stream = new MemoryStream(image, writable: false);
        return LoadFromStream(stream);
    }

    /// <summary>Null leaves the assembly to the default context.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => shared.GetValueOrDefault(assemblyName.Name ?? "");
}
