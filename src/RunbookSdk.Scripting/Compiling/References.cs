using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>What scripts are compiled against.</summary>
internal static class References
{
    private const string ResourceFolder = "reference/";

    /// <summary>Read once: they are the same for every script.</summary>
    private static readonly Lazy<MetadataReference[]> Runtime = new(ReadRuntime);

    /// <summary>Made once for each assembly, so that compilations share what they read of it.</summary>
    private static readonly ConditionalWeakTable<Assembly, PortableExecutableReference> Known = [];

    public static IEnumerable<MetadataReference> Of(IEnumerable<Assembly> assemblies) => Runtime.Value.Concat(assemblies.Select(a => Known.GetValue(a, Of)));

    private static MetadataReference[] ReadRuntime()
    {
        var own = typeof(References).Assembly;
        return [.. own.GetManifestResourceNames()
            .Where(n => n.StartsWith(ResourceFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => MetadataReference.CreateFromStream(own.GetManifestResourceStream(n)!))];
    }

    private static PortableExecutableReference Of(Assembly assembly)
    {
        var metadata = RawMetadata.Of(assembly);
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata(metadata.Start, metadata.Length)).GetReference();
    }
}
