using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RunbookSdk.Facts;

/// <summary>How values of every type are read that a member of a fact record may have. Not thread-safe.</summary>
internal sealed class ValueReaders
{
    private static readonly Dictionary<Type, object> Simple = new()
    {
        [typeof(string)] = new ValueReader<string>("text", ReadText),
        [typeof(bool)] = new ValueReader<bool>("true or false", ReadBoolean),
        [typeof(double)] = Number<double>("a number", NumberStyles.Float),
        [typeof(float)] = Number<float>("a number", NumberStyles.Float),
        [typeof(Half)] = Number<Half>("a number", NumberStyles.Float),
        [typeof(decimal)] = Number<decimal>("a number", NumberStyles.Float),
        [typeof(sbyte)] = Whole<sbyte>(),
        [typeof(byte)] = Whole<byte>(),
        [typeof(short)] = Whole<short>(),
        [typeof(ushort)] = Whole<ushort>(),
        [typeof(int)] = Whole<int>(),
        [typeof(uint)] = Whole<uint>(),
        [typeof(long)] = Whole<long>(),
        [typeof(ulong)] = Whole<ulong>(),
        [typeof(DateTimeOffset)] = new ValueReader<DateTimeOffset>(
            "an instant with an offset, such as 2019-09-11T08:46:00+02:00", ReadInstant),
        [typeof(TimeSpan)] = new ValueReader<TimeSpan>("a time span, such as 00:10:00", ReadTimeSpan),
        [typeof(ProductVersion)] = new ValueReader<ProductVersion>("a version, such as 11.5 or v11.5", ReadVersion),
    };

    // Kept by the instance: the serializer remembers every type that it was asked for, and a script's types must be able to go.
    private readonly JsonSerializerOptions other = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The reader of a type.</summary>
    public ValueReader<T> For<T>()
    {
        if (Simple.TryGetValue(typeof(T), out var simple)) return (ValueReader<T>)simple;
        if (typeof(T).IsEnum) return (ValueReader<T>)Make(nameof(Enumeration), typeof(T));
        if (Nullable.GetUnderlyingType(typeof(T)) is { } inner) return (ValueReader<T>)Make(nameof(Optional), inner);
        return new ValueReader<T>($"a value that can become {typeof(T).Name}", ReadOther);
    }

    /// <summary>Reads RFC 3339; an instant without an offset is told from what is none at all.</summary>
    public static ValueProblem ReadInstant(ref Utf8JsonReader reader, FactTexts texts, out DateTimeOffset value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.String) return ValueProblem.Wrong;
        if (!reader.ValueIsEscaped && HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out value)) return ValueProblem.None;
        if (texts.ReadString(ref reader) is not { } text) return ValueProblem.Wrong;
        if (Instant.TryParseWithOffset(text, out value)) return ValueProblem.None;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && !HasOffset(reader.ValueSpan)
            ? ValueProblem.NoZone
            : ValueProblem.Wrong;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length > 16 && (text[^1] is (byte)'Z' or (byte)'z' || (text[^6] is (byte)'+' or (byte)'-' && text[^3] == (byte)':'));

    private static ValueReader<T> Whole<T>()
        where T : struct, INumberBase<T>, IMinMaxValue<T> =>
        Number<T>(
            string.Create(CultureInfo.InvariantCulture, $"a whole number, {T.MinValue} to {T.MaxValue}"), NumberStyles.AllowLeadingSign);

    private static ValueReader<T> Number<T>(string expected, NumberStyles style)
        where T : struct, INumberBase<T>
    {
        return new ValueReader<T>(expected, Read);

        ValueProblem Read(ref Utf8JsonReader reader, FactTexts texts, out T value)
        {
            value = default;
            if (reader.TokenType == JsonTokenType.String) return IsNotFinite(texts.ReadString(
                ref reader)) ? ValueProblem.NotFinite : ValueProblem.Wrong;
            if (reader.TokenType != JsonTokenType.Number) return ValueProblem.Wrong;
            if (!T.TryParse(reader.ValueSpan, style, CultureInfo.InvariantCulture, out value)) return ValueProblem.Wrong;
            return T.IsFinite(value) ? ValueProblem.None : ValueProblem.NotFinite;
        }
    }

    private static bool IsNotFinite(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsFinite(number);

    private static ValueProblem ReadText(ref Utf8JsonReader reader, FactTexts texts, out string? value) =>
        (value = texts.ReadString(ref reader)) is null ? ValueProblem.Wrong : ValueProblem.None;

    private static ValueProblem ReadVersion(ref Utf8JsonReader reader, FactTexts texts, out ProductVersion? value) =>
        (value = texts.ReadVersion(ref reader)) is null ? ValueProblem.Wrong : ValueProblem.None;

    private static ValueProblem ReadBoolean(ref Utf8JsonReader reader, FactTexts texts, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? ValueProblem.None : ValueProblem.Wrong;
    }

    private static ValueProblem ReadTimeSpan(ref Utf8JsonReader reader, FactTexts texts, out TimeSpan value) =>
        TimeSpan.TryParse(texts.ReadString(ref reader), CultureInfo.InvariantCulture, out value) ? ValueProblem.None : ValueProblem.Wrong;

    private static ValueReader<T> Enumeration<T>()
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().Select(
            v => KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()), v)).ToArray();
        var words = names.ToDictionary(n => n.Key, n => n.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var value in Enum.GetValues<T>()) words.TryAdd(value.ToString(), value);
        return new ValueReader<T>($"one of {string.Join(", ", names.Select(n => n.Key))}", Read);

        ValueProblem Read(ref Utf8JsonReader reader, FactTexts texts, out T value)
        {
            value = default;
            return texts.ReadString(ref reader) is { } word && words.TryGetValue(word, out value) ? ValueProblem.None : ValueProblem.Wrong;
        }
    }

    private ValueReader<T?> Optional<T>()
        where T : struct
    {
        var inner = For<T>();
        return new ValueReader<T?>(inner.Expected, Read);

        ValueProblem Read(ref Utf8JsonReader reader, FactTexts texts, out T? value)
        {
            var problem = inner.Read(ref reader, texts, out var read);
            value = read;
            return problem;
        }
    }

    private ValueProblem ReadOther<T>(ref Utf8JsonReader reader, FactTexts texts, out T? value)
    {
        value = default;
        try
        {
            value = JsonSerializer.Deserialize<T>(ref reader, other);
            return ValueProblem.None;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            return ValueProblem.Wrong;
        }
    }

    private object Make(string method, Type type)
    {
        var generic = typeof(ValueReaders).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)!;
        return generic.MakeGenericMethod(type).Invoke(generic.IsStatic ? null : this, null)!;
    }
}
