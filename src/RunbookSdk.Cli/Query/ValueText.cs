using System.Collections;
using System.Globalization;
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

    /// <summary>True for a value that is one thing: it has no columns.</summary>
    public static bool IsScalar(object value) => value is string or bool or Enum or IFormattable or Target or ProductVersion or SourceLocation or RunbookAction or Evidence;

    /// <summary>The value in words; a name of C# for a word of an enumeration, so that it can be put into the next query.</summary>
    public string Of(object? value) => OneLine(value switch
    {
        null => Nothing,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset instant => Instant(instant),
        RunbookAction action => $"{action.Name} {action.Target}",
        Evidence evidence => $"{evidence.Type}({evidence.Key})",
        Enum word => word.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ when IsPair(value) => $"{Of(Member(value, "Key"))}={Of(Member(value, "Value"))}",
        _ => value.ToString() ?? Nothing,
    });

    private string Instant(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture);

    private static bool IsPair(object value) => value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static object? Member(object value, string name) => value.GetType().GetProperty(name)!.GetValue(value);

    /// <summary>A line is a row, for people and for programs that read lines.</summary>
    private static string OneLine(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n', '\t') < 0 ? text : text.ReplaceLineEndings("\\n").Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}
