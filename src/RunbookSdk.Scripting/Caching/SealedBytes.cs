using System.Security.Cryptography;

namespace RunbookSdk.Scripting.Caching;

/// <summary>Bytes with a hash behind them, so that what was cut off or changed on the disk is not taken for whole.</summary>
internal static class SealedBytes
{
    public static byte[] Seal(MemoryStream stream)
    {
        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>How many bytes stand before the hash; -1 when these are not bytes that were sealed.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        return length >= 0 && SHA256.HashData(bytes[..length]).AsSpan().SequenceEqual(bytes[length..]) ? length : -1;
    }
}
