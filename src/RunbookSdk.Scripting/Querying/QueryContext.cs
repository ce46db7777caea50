using System.Reflection;
using System.Runtime.Loader;

namespace RunbookSdk.Scripting.Querying;

/// <summary>Holds the assemblies of some queries, so that they can be unloaded together.</summary>
internal sealed class QueryContext : AssemblyLoadContext
{
    private readonly Dictionary<string, Assembly> known;

    /// <param name="known">What queries were compiled against: these very assemblies, wherever they were loaded.</param>
    public QueryContext(IEnumerable<Assembly> known) : base("queries", isCollectible: true) =>
        this.known = known.ToDictionary(a => a.GetName().Name!, StringComparer.Ordinal);

    public Assembly LoadImage(byte[] image)
    {
        using var stream = new MemoryStream(image, writable: false);
        return LoadFromStream(stream);
    }

    /// <summary>
    /// Null leaves the assembly to the runtime, which knows those of this context. They must not be kept here: the runtime holds a context that is to be unloaded
    /// until all its assemblies are gone, and a field of it that leads to one of them would keep both for ever.
    /// </summary>
    protected override Assembly? Load(AssemblyName assemblyName) => known.GetValueOrDefault(assemblyName.Name ?? "");
}
