using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RunbookSdk.Hosting.Webhooks;

/// <summary>
/// Signs and verifies webhooks as Standard Webhooks 1.0 says (https://www.standardwebhooks.com): HMAC-SHA256 over
/// <c>id.timestamp.body</c>. Immutable and safe to share.
/// </summary>
public sealed class WebhookSignature
{
    /// <summary>Name of the header with the identity of the message, which is the same for every attempt.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>Name of the header with the time of the attempt, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>Name of the header with the signatures, <c>v1,BASE64</c>, with a space between them.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private readonly byte[][] keys;

    /// <summary>Makes a signature.</summary>
    /// <param name="secrets">The secrets, in Base64, with or without <c>whsec_</c> before it; 24 to 64 bytes each.</param>
    /// <exception cref="ArgumentException">One of them is none; its number is told, never the secret.</exception>
    public WebhookSignature(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        keys = [.. secrets.Select(Read)];
    }

    /// <summary>The value of the header of signatures: one for each secret.</summary>
    /// <param name="id">Identity of the message, as in its header.</param>
    /// <param name="timestamp">When it is sent; whole seconds count.</param>
    /// <param name="body">The body, as it is sent.</param>
    public string Sign(string id, DateTimeOffset timestamp, string body) =>
        string.Join(' ', keys.Select(k => Version + Convert.ToBase64String(Hash(k, id, timestamp.ToUnixTimeSeconds(), body))));

    /// <summary>For receivers: true when a message was signed with one of the secrets, and not long ago.</summary>
    /// <param name="id">The identity in its header.</param>
    /// <param name="timestamp">The time in its header.</param>
    /// <param name="signatures">The signatures in its header.</param>
    /// <param name="body">The body, as it came.</param>
    /// <param name="now">The time now.</param>
    /// <param name="tolerance">How far the clocks may be apart and the message may be old; Standard Webhooks says five minutes.</param>
    public bool IsValid(string id, string timestamp, string signatures, string body, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds) return false;
        return signatures.Split(' ').Any(s => keys.Any(k => IsOf(k, s, id, seconds, body)));
    }

    private static bool IsOf(byte[] key, string signature, string id, long seconds, string body)
    {
        Span<byte> said = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return signature.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[Version.Length..], said, out var length)
            && CryptographicOperations.FixedTimeEquals(said[..length], Hash(key, id, seconds, body));
    }

    private static byte[] Hash(byte[] key, string id, long seconds, string body) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.{body}")));

    private static byte[] Read(string secret, int index)
    {
        var text = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        var key = new byte[64];
        return Convert.TryFromBase64String(text, key, out var length) && length >= 24
            ? key[..length]
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Secret {index + 1} of the webhook is no Base64 of 24 to 64 bytes; make one with: openssl rand -base64 32"));
    }
}
