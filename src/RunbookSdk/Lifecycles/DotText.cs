using System.Text;

namespace RunbookSdk.Lifecycles;

/// <summary>Texts as Graphviz takes them.</summary>
internal static class DotText
{
    private const char Unreadable = '\uFFFD';

    /// <summary>Writes a text so that it can stand in quotes: Graphviz reads backslashes and HTML entities in there.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '&' => escaped.Append("&amp;"),
                '\n' or '\u2028' or '\u2029' or '\u0085' => escaped.Append("\\n"),
                '\r' => i + 1 < text.Length && text[i + 1] == '\n' ? escaped : escaped.Append("\\n"),
                '\t' => escaped.Append(' '),
                var c when char.IsControl(c) => escaped.Append(Unreadable),
                var c when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => escaped.Append(c).Append(text[++i]),
                var c when char.IsSurrogate(c) || c >= '\uFFFE' => escaped.Append(Unreadable),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Writes an escaped text so that it can stand in a field of a record.</summary>
    public static string InRecord(string escaped) => string.Concat(escaped.Select(c => c is '{' or '}' or '|' or '<' or '>' ? $"\\{c}" : $"{c}"));
}
