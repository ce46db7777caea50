using System.Reflection;
using System.Reflection.Metadata;

namespace RunbookSdk.Scripting;

/// <summary>The metadata of a loaded assembly, from memory: in a single-file host an assembly has no file.</summary>
internal readonly record struct RawMetadata(nint Start, int Length)
{
    /// <exception cref="ArgumentException">The assembly was made at run time, by reflection.</exception>
    public static unsafe RawMetadata Of(Assembly assembly)
    {
        if (assembly.TryGetRawMetadata(out var start, out var length)) return new((nint)start, length);
        throw new ArgumentException(
            $"{assembly.FullName} cannot be a reference of scripts: it was made at run time and has no metadata.", nameof(assembly));
    }
}
