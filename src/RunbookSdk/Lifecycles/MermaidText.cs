using System.Text;
using System.Text.RegularExpressions;

namespace RunbookSdk.Lifecycles;

/// <summary>Texts as Mermaid takes them.</summary>
internal static partial class MermaidText
{
    /// <summary>
    /// Writes what Mermaid would read as punctuation as character codes, which is how it wants them. Its labels are Markdown, in which lists
    /// and headings are refused at the beginning of a text, and words between stars or underscores lose these.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) escaped.Append(c).Append(text[++i]);
            else if (IsUnreadable(c)) escaped.Append('\uFFFD');
            else if (c is '\u0085' or '\u2028' or '\u2029') escaped.Append("#10;");
            else if (IsPunctuation(c) || IsMarkdown(text, i)) escaped.Append($"#{(int)c};");
            else escaped.Append(c);
        }

        // What Mermaid itself writes for character codes while it reads: nothing that can be seen, put between, keeps such a text as it is.
        escaped.Replace("\uFB02°", "\uFB02\u200B°").Replace("¶ß", "¶\u200Bß");

        // It would take the line for a setting of the whole picture.
        return Direction().Replace(escaped.ToString(), m => $"#{(int)m.Value[0]};{m.Value[1..]}");
    }

    private static bool IsPunctuation(char c) =>
        c is '#' or ';' or ':' or '"' or '<' or '>' or '{' or '}' or '[' or ']' or '\\' or '&' or '`' or '*' or '~' or '|' or '$' or '@'
        || char.IsControl(c);

    private static bool IsMarkdown(string text, int place) => text[place] switch
    {
        '_' => place == 0 || place == text.Length - 1 || !char.IsLetterOrDigit(text[place - 1]) || !char.IsLetterOrDigit(text[place + 1]),
        '-' or '+' or '=' => text.AsSpan(0, place).IsWhiteSpace() || text[place - 1] == text[place],
        '.' or ')' => place > 0 && !text.AsSpan(0, place).TrimStart().ContainsAnyExceptInRange('0', '9') || text.AsSpan(0, place).EndsWith("www", StringComparison.OrdinalIgnoreCase),
        '%' => place > 0 && text[place - 1] == '%' || place + 1 < text.Length && text[place + 1] == '%',
        _ => false,
    };

    private static bool IsUnreadable(char c) =>
        char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF'
        || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\u0085'));

    [GeneratedRegex("direction", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Direction();
}
