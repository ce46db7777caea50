using System.Buffers.Binary;
using System.Security.Cryptography;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Scripting.Caching;

/// <summary>
/// A compiled unit as bytes: the assembly, then the warnings of the compiler and the analyzers, then their lengths and a hash over all of
/// it. Tools that open
/// assemblies do not mind what follows one.
/// </summary>
internal static class CacheEntry
{
    private const int LengthsSize = 2 * sizeof(int);
    private const int TrailerSize = LengthsSize + SHA256.HashSizeInBytes;

    public static byte[] Write(CompiledUnit unit)
    {
        var image = unit.Image ?? throw new ArgumentException("Only what was compiled can be kept.", nameof(unit));
        using var stream = new MemoryStream();
        stream.Write(image);
        WriteDiagnostics(stream, unit.Diagnostics);
        Span<byte> lengths = stackalloc byte[LengthsSize];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, image.Length);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[sizeof(int)..], (int)stream.Length - image.Length);
        stream.Write(lengths);
        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when these are any other bytes.</summary>
    public static CompiledUnit? Read(byte[] bytes)
    {
        if (bytes.Length < TrailerSize) return null;
        var hashed = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
        if (!SHA256.HashData(hashed).AsSpan().SequenceEqual(bytes.AsSpan(hashed.Length))) return null;
        var lengths = hashed[^LengthsSize..];
        var imageLength = BinaryPrimitives.ReadInt32LittleEndian(lengths);
        var diagnosticsLength = BinaryPrimitives.ReadInt32LittleEndian(lengths[sizeof(int)..]);
        var diagnostics = ReadDiagnostics(new(bytes, imageLength, diagnosticsLength, writable: false));
        return new(bytes[..imageLength], diagnostics);
    }

    private static void WriteDiagnostics(MemoryStream stream, IReadOnlyList<Diagnostic> diagnostics)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(diagnostics.Count);
        foreach (var diagnostic in diagnostics)
        {
            writer.Write(diagnostic.Code);
            writer.Write((int)diagnostic.Severity);
            writer.Write(diagnostic.Message);
            writer.Write(diagnostic.Location.File);
            writer.Write(diagnostic.Location.Line);
            writer.Write(diagnostic.Location.Column);
        }
    }

    private static Diagnostic[] ReadDiagnostics(MemoryStream stream)
    {
        using var reader = new BinaryReader(stream);
        var diagnostics = new Diagnostic[reader.ReadInt32()];
        for (var i = 0; i < diagnostics.Length; i++)
        {
            diagnostics[i] = new(
                reader.ReadString(),
                (Severity)reader.ReadInt32(),
                reader.ReadString(),
                new(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32()));
        }

        return diagnostics;
    }
}
