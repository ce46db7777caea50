using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>Writes facts as scenarios do, so that what is printed can be put into one: <c>{ cluster: online1, status: partial_outage }</c>.</summary>
internal static partial class FactNotation
{
    /// <summary>A fact with all its members.</summary>
    public static string Write(object fact)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) new FactJson().Write(writer, fact);
        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return Write(document.RootElement);
    }

    /// <summary>Some members with their values, in the order in which they were given.</summary>
    public static string Write(IReadOnlyDictionary<string, object?> values) => Braced(values.Select(v => $"{v.Key}: {(v.Value is null ? "null" : Write(v.Value))}"));

    private static string Write(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Braced(value.EnumerateObject().Select(p => $"{Text(p.Name)}: {Write(p.Value)}")),
        JsonValueKind.Array => $"[{string.Join(", ", value.EnumerateArray().Select(Write))}]",
        JsonValueKind.String => Text(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Braced(IEnumerable<string> members)
    {
        var text = string.Join(", ", members);
        return text.Length == 0 ? "{}" : $"{{ {text} }}";
    }

    /// <summary>A text that YAML would read as something else stands in quotes.</summary>
    private static string Text(string text)
    {
        if (PlainPattern().IsMatch(text) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text is not ("true" or "false" or "null")) return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029') quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_](?:[A-Za-z0-9_./+-]|[: ](?=[A-Za-z0-9_./+-]))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainPattern();
}
