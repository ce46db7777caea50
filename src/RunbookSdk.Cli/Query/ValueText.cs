using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Query;

/// <summary>A value as it stands in a cell of a table, on one line.</summary>
/// <param name="zone">The zone that instants are shown in.</param>
internal sealed class ValueText(TimeZoneInfo zone)
{
    /// <summary>What stands for no value.</summary>
    public const string Nothing = "-";

    /// <summary>How far into what holds other things.</summary>
    private const int Deepest = 8;

    /// <summary>True for a value that is one thing: it has no columns.</summary>
    public static bool IsScalar(object value) => value is string or bool or Enum or IFormattable or Target or ProductVersion or SourceLocation or RunbookAction or Evidence;

    /// <summary>The value in words; a name of C# for a word of an enumeration, so that it can be put into the next query.</summary>
    public string Of(object? value) => OneLine(Of(value, depth: 0));

    private string Of(object? value, int depth) => value switch
    {
        null => Nothing,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset instant => Instant(instant),
        RunbookAction action => $"{action.Name} {action.Target}",
        Evidence evidence => $"{evidence.Type}({evidence.Key})",
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        Enum word => word.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(i => Of(i, depth + 1)))}]",
        _ when IsPair(value) => $"{Of(Member(value, "Key"), depth + 1)}={Of(Member(value, "Value"), depth + 1)}",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i], depth + 1)))})",
        _ when IsSaidByItsMembers(value.GetType()) && depth < Deepest => OfMembers(value, depth),
        _ => value.ToString() ?? Nothing,
    };

    /// <summary>A record would write its own members in the form of the culture, and its instants in no zone that anybody asked for.</summary>
    private string OfMembers(object value, int depth)
    {
        var (type, members) = (value.GetType(), QueryColumns.AllOf(value).Select(m => $"{m.Name} = {Of(m.Of(value), depth + 1)}"));
        return $"{(type.Name.StartsWith('<') ? "" : type.Name + " ")}{{ {string.Join(", ", members)} }}";
    }

    /// <summary>True for a record that does not say itself how it is written, and for a type without a name.</summary>
    private static bool IsSaidByItsMembers(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.GetMethod(nameof(ToString), Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private string Instant(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture);

    private static bool IsPair(object value) => value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static object? Member(object value, string name) => value.GetType().GetProperty(name)!.GetValue(value);

    /// <summary>A line is a row, for people and for programs that read lines.</summary>
    private static string OneLine(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n', '\t') < 0 ? text : text.ReplaceLineEndings("\\n").Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
