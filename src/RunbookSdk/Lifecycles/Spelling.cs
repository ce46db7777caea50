using System.Globalization;
using System.Text.Json;

namespace RunbookSdk.Lifecycles;

internal static class Spelling
{
    /// <summary>A state or trigger in texts and pictures: enums in snake_case, as Statuspage spells them, others as they are.</summary>
    public static string Of<T>(T value) where T : notnull => value switch
    {
        Enum name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string List<T>(IEnumerable<T> values) where T : notnull => string.Join(", ", values.Select(Of));
}
