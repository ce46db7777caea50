using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RunbookSdk.Facts;

/// <summary>The identity of a delivery: a hash of a CloudEvent's source and id, the same on every machine and for ever.</summary>
internal static class DeliveryHash
{
    private const int OnStack = 512;

    // 0xFF stands in no UTF-8 text, so no two pairs of source and id run together to the same bytes.
    private const byte Separator = 0xFF;

    public static UInt128 Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        var length = source.Length + 1 + id.Length;
        var rented = length > OnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = (rented ?? stackalloc byte[OnStack])[..length];
        source.CopyTo(text);
        text[source.Length] = Separator;
        id.CopyTo(text[(source.Length + 1)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
