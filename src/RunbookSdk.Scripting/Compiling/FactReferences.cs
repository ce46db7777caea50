using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>
/// Makes the records of several scripts usable in one text. Each script is a class of the same name, of which C# can import one only; the compiler is
/// shown each class under a name of its own, and what it makes of that name is set right in the assembly that it emits. Names have one length, so
/// they are changed where they stand.
/// </summary>
internal sealed class FactReferences
{
    private readonly List<byte[]> shown = [];

    /// <param name="assemblies">Assemblies of scripts.</param>
    public FactReferences(IReadOnlyList<Assembly> assemblies)
    {
        for (var i = 0; i < assemblies.Count; i++) shown.Add(Show(assemblies[i], NameOf(i)));
        Classes = [.. Enumerable.Range(0, assemblies.Count).Select(NameOf)];
        References = [.. shown.Select(Reference)];
    }

    /// <summary>The classes of the scripts, as the compiler knows them.</summary>
    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<MetadataReference> References { get; }

    /// <summary>A text of the compiler without the names that nobody else knows.</summary>
    public string Clean(string message) => Classes.Aggregate(message, (text, name) => text.Replace(name + ".", "", StringComparison.Ordinal));

    /// <summary>Sets the names right in an assembly that was emitted.</summary>
    public void SetRight(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image, writable: false));
        var reader = file.GetMetadataReader();
        var heap = file.PEHeaders.MetadataStartOffset + reader.GetHeapMetadataOffset(HeapIndex.String);
        foreach (var name in reader.TypeReferences.Select(t => reader.GetTypeReference(t).Name).Where(n => Classes.Contains(reader.GetString(n))))
            Write(image, heap + reader.GetHeapOffset(name), CompiledUnit.ClassName);
    }

    /// <summary>The name of the class, but for its first two letters.</summary>
    private static string NameOf(int index) =>
        $"{(char)('a' + (index % 26))}{(char)('a' + (index / 26))}{CompiledUnit.ClassName[2..]}";

    private static unsafe byte[] Show(Assembly assembly, string name)
    {
        var metadata = RawMetadata.Of(assembly);
        var copy = GC.AllocateUninitializedArray<byte>(metadata.Length, pinned: true);
        new ReadOnlySpan<byte>((void*)metadata.Start, metadata.Length).CopyTo(copy);
        var reader = Reader(copy);
        var type = reader.TypeDefinitions.Select(reader.GetTypeDefinition).First(t => reader.GetString(t.Name) == CompiledUnit.ClassName);
        Write(copy, reader.GetHeapMetadataOffset(HeapIndex.String) + reader.GetHeapOffset(type.Name), name);
        return copy;
    }

    private static unsafe MetadataReader Reader(byte[] metadata)
    {
        fixed (byte* start = metadata) return new(start, metadata.Length);
    }

    private static unsafe PortableExecutableReference Reference(byte[] metadata)
    {
        fixed (byte* start = metadata) return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)start, metadata.Length)).GetReference();
    }

    private static void Write(byte[] bytes, int offset, string name) => Encoding.ASCII.GetBytes(name, bytes.AsSpan(offset));
}
