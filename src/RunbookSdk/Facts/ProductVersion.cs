using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using NuGet.Versioning;

namespace RunbookSdk.Facts;

/// <summary>
/// A version of a product, compared by its numbers: 11.10 is later than 11.5. Reads what people write:
/// <c>11.5</c>, <c>v11.5</c>, <c>v 11.5</c> and <c>v.11.5</c> are one version. Immutable and safe to share.
/// </summary>
[JsonConverter(typeof(JsonTextConverter))]
public sealed class ProductVersion : IComparable<ProductVersion>, IEquatable<ProductVersion>
{
    private readonly NuGetVersion version;
    private readonly string text;

    private ProductVersion(NuGetVersion version, string text) => (this.version, this.text) = (version, text);

    /// <summary>Reads a version.</summary>
    /// <param name="text">The version, with or without a leading <c>v</c>.</param>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static ProductVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw new FormatException($"'{text}' is not a version; write numbers with dots, such as 11.5 or v11.5.2.");

    /// <summary>Reads a version; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ProductVersion? version)
    {
        var digits = (text ?? "").Trim();
        if (digits.StartsWith('v') || digits.StartsWith('V')) digits = digits[1..].TrimStart(' ', '.');
        version = NuGetVersion.TryParse(digits, out var parsed) ? new ProductVersion(parsed, digits) : null;
        return version is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(ProductVersion? other) => other is null ? 1 : version.CompareTo(other.version);

    /// <inheritdoc/>
    public bool Equals(ProductVersion? other) => other is not null && version.Equals(other.version);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProductVersion);

    /// <inheritdoc/>
    public override int GetHashCode() => version.GetHashCode();

    /// <summary>The version without a leading <c>v</c>, otherwise as it was written.</summary>
    public override string ToString() => text;

    /// <summary>Same version.</summary>
    public static bool operator ==(ProductVersion? left, ProductVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Another version.</summary>
    public static bool operator !=(ProductVersion? left, ProductVersion? right) => !(left == right);

    /// <summary>Earlier.</summary>
    public static bool operator <(ProductVersion? left, ProductVersion? right) => Compare(left, right) < 0;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(ProductVersion? left, ProductVersion? right) => Compare(left, right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(ProductVersion? left, ProductVersion? right) => Compare(left, right) > 0;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(ProductVersion? left, ProductVersion? right) => Compare(left, right) >= 0;

    private static int Compare(ProductVersion? left, ProductVersion? right) => Comparer<ProductVersion>.Default.Compare(left, right);

    private sealed class JsonTextConverter : JsonConverter<ProductVersion>
    {
        public override ProductVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString();
            return TryParse(text, out var version) ? version : throw new JsonException($"'{text}' is not a version such as 11.5 or v11.5");
        }

        public override void Write(Utf8JsonWriter writer, ProductVersion value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.text);
    }
}
