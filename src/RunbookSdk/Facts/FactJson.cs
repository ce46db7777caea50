using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RunbookSdk.Facts;

/// <summary>
/// Writes facts as JSON, as they are read: camelCase members, snake_case words, instants in RFC 3339. Not thread-safe. It looks members
/// up by itself, for a serializer would keep the records of a script for ever.
/// </summary>
/// <param name="inUtc">True writes every instant in UTC; false leaves it at its own offset, as a fact is to be read again.</param>
internal sealed class FactJson(bool inUtc = false)
{
    private const int Deepest = 16;
    private readonly Dictionary<Type, (JsonEncodedText Name, PropertyInfo Property)[]> members = [];

    /// <summary>Writes a value of any type that a fact may hold.</summary>
    public void Write(Utf8JsonWriter writer, object? value) => Write(writer, value, depth: 0);

    /// <summary>Writes the key of a fact only, which is what a retraction has to say.</summary>
    public void WriteKey(Utf8JsonWriter writer, FactType type, object fact)
    {
        writer.WriteStartObject();
        foreach (var (name, property) in MembersOf(type.ClrType))
        {
            if (!type.Keys.Any(k => k.Name == property.Name)) continue;
            writer.WritePropertyName(name);
            Write(writer, property.GetValue(fact));
        }

        writer.WriteEndObject();
    }

    /// <summary>An instant in UTC and RFC 3339; fractions of a second only where there are some.</summary>
    public static string Utc(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case double number: WriteFloating(writer, number, double.IsFinite(number)); break;
            case float number: WriteFloating(writer, number, float.IsFinite(number)); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case DateTimeOffset instant: WriteInstant(writer, instant); break;
            case TimeSpan span: writer.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture)); break;
            case Enum word: writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString())); break;
            case sbyte or byte or short or ushort or int or uint or long or ulong: WriteWhole(writer, value); break;
            case ProductVersion version: writer.WriteStringValue(version.ToString()); break;
            case DateTime or DateOnly or TimeOnly: writer.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)); break;
            case ITuple tuple: WriteTuple(writer, tuple, depth); break;
            case IReadOnlyDictionary<string, object?> named: WriteDictionary(writer, named, depth); break;
            case IEnumerable items: WriteItems(writer, items, depth); break;
            case IFormattable formattable: writer.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            default: WriteMembers(writer, value, depth); break;
        }
    }

    private static void WriteFloating<T>(Utf8JsonWriter writer, T number, bool isFinite)
        where T : IFormattable
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (isFinite) writer.WriteRawValue(text, skipInputValidation: true);
        else writer.WriteStringValue(text); // JSON has no such number; what came out is shown all the same.
    }

    private static void WriteWhole(Utf8JsonWriter writer, object number) =>
        writer.WriteRawValue(((IFormattable)number).ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);

    private void WriteInstant(Utf8JsonWriter writer, DateTimeOffset instant)
    {
        if (inUtc || instant.Offset == TimeSpan.Zero) writer.WriteStringValue(Utc(instant));
        else writer.WriteStringValue(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
    }

    private void WriteDictionary(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> named, int depth)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in named.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Write(writer, value, depth + 1);
        }

        writer.WriteEndObject();
    }

    /// <summary>It has fields and no members; the names that its author gave them are not known at run time.</summary>
    private void WriteTuple(Utf8JsonWriter writer, ITuple tuple, int depth)
    {
        writer.WriteStartObject();
        for (var i = 0; i < tuple.Length; i++)
        {
            writer.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $"item{i + 1}"));
            Write(writer, tuple[i], depth + 1);
        }

        writer.WriteEndObject();
    }

    private void WriteItems(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(writer, item, depth + 1);
        writer.WriteEndArray();
    }

    private void WriteMembers(Utf8JsonWriter writer, object value, int depth)
    {
        // Something that holds itself would never end; no fact is that deep.
        if (depth > Deepest)
        {
            writer.WriteStringValue(value.GetType().Name);
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, property) in MembersOf(value.GetType()))
        {
            writer.WritePropertyName(name);
            Write(writer, property.GetValue(value), depth + 1);
        }

        writer.WriteEndObject();
    }

    private (JsonEncodedText Name, PropertyInfo Property)[] MembersOf(Type type)
    {
        if (members.TryGetValue(type, out var known)) return known;
        (JsonEncodedText, PropertyInfo)[] found =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
                .OrderBy(p => p.MetadataToken)
                .Select(p => (JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(p.Name)), p)),
        ];
        members.Add(type, found);
        return found;
    }
}
