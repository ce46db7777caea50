namespace RunbookSdk.Facts;

/// <summary>
/// The identity of a delivery: a hash of a CloudEvent's source and id, the same on every machine and for ever. FNV-1a with 128 bits
/// (RFC 9923): it guards against chance and not against malice, for who may send facts has no need to make two deliveries collide.
/// </summary>
internal static class DeliveryHash
{
    // 0xFF stands in no UTF-8 text, so no two pairs of source and id run together to the same bytes.
    private const byte Separator = 0xFF;
    private static readonly UInt128 Basis = new(0x6C62_272E_07BB_0142, 0x62B8_2175_6295_C58D);

    public static UInt128 Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id) => Add(Add(Add(Basis, source), [Separator]), id);

    /// <summary>The prime is 2^88 + 0x13B, so the product is a sum of a shift and a small product.</summary>
    private static UInt128 Add(UInt128 hash, ReadOnlySpan<byte> bytes)
    {
        var (high, low) = ((ulong)(hash >> 64), (ulong)hash);
        foreach (var value in bytes)
        {
            low ^= value;
            var carry = Math.BigMul(low, 0x13B, out var product);
            high = (high * 0x13B) + carry + (low << 24);
            low = product;
        }

        return new UInt128(high, low);
    }
}
