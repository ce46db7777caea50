using System.Buffers.Binary;
using System.Text;

namespace RunbookSdk.Scripting.Caching;

/// <summary>
/// A compiled unit as bytes: the assembly, then the warnings of the compiler and the analyzers, then their lengths and a hash over all of
/// it. Tools that open assemblies do not mind what follows one.
/// </summary>
internal static class CacheEntry
{
    private const int LengthsSize = 2 * sizeof(int);

    public static byte[] Write(CompiledUnit unit)
    {
        var image = unit.Image ?? throw new ArgumentException("Only what was compiled can be kept.", nameof(unit));
        using var stream = new MemoryStream();
        stream.Write(image);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) DiagnosticBytes.Write(writer, unit.Diagnostics);
        Span<byte> lengths = stackalloc byte[LengthsSize];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, image.Length);
        BinaryPrimitives.WriteInt32LittleEndian(lengths[sizeof(int)..], (int)stream.Length - image.Length);
        stream.Write(lengths);
        return SealedBytes.Seal(stream);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when these are any other bytes.</summary>
    public static CompiledUnit? Read(byte[] bytes)
    {
        var length = SealedBytes.LengthOf(bytes);
        if (length < LengthsSize) return null;
        var lengths = bytes.AsSpan(length - LengthsSize, LengthsSize);
        var imageLength = BinaryPrimitives.ReadInt32LittleEndian(lengths);
        var diagnosticsLength = BinaryPrimitives.ReadInt32LittleEndian(lengths[sizeof(int)..]);
        using var reader = new BinaryReader(new MemoryStream(bytes, imageLength, diagnosticsLength, writable: false));
        return new(bytes[..imageLength], DiagnosticBytes.Read(reader));
    }
}
