using System.Text;
using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>Makes strings and versions of JSON texts; the ones that repeat are made once. Not thread-safe.</summary>
internal sealed class FactTexts
{
    private readonly Utf8Cache<string> strings = new();
    private readonly Utf8Cache<ProductVersion> versions = new();

    /// <summary>The text at which the reader stands; null when it is no text, or no valid one.</summary>
    public string? ReadString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return null;
        if (reader.ValueIsEscaped) return Unescape(ref reader);
        var bytes = reader.ValueSpan;
        if (!Utf8Cache<string>.Takes(bytes)) return Decode(bytes);
        var known = strings.Find(bytes);
        if (known is not null) return known;
        if (Decode(bytes) is not { } text) return null;
        strings.Put(bytes, text);
        return text;
    }

    /// <summary>The version at which the reader stands; null when it is none.</summary>
    public ProductVersion? ReadVersion(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return null;
        var isCached = !reader.ValueIsEscaped && Utf8Cache<ProductVersion>.Takes(reader.ValueSpan);
        if (isCached && versions.Find(reader.ValueSpan) is { } known) return known;
        if (!ProductVersion.TryParse(ReadString(ref reader), out var version)) return null;
        if (isCached) versions.Put(reader.ValueSpan, version);
        return version;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static string? Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair: JSON can write it, no text contains it.
        }
    }
}
