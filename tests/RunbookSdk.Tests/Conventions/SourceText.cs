namespace RunbookSdk.Tests.Conventions;

/// <summary>
/// C# source with the inside of comments, strings and character literals replaced by blanks, line by line as before, so that braces
/// and words that are left are code. Knows plain, verbatim, interpolated and raw strings; not what <c>#if</c> leaves out.
/// </summary>
internal sealed class SourceText
{
    private readonly string source;
    private readonly char[] code;
    private int at;

    private SourceText(string source) => (this.source, code) = (source, source.ToCharArray());

    public static string CodeOf(string source)
    {
        var text = new SourceText(source.ReplaceLineEndings("\n"));
        text.ReadCode(holeBraces: 0);
        return new string(text.code);
    }

    /// <summary>Reads code to the end, or to the closing braces of an interpolation hole.</summary>
    private void ReadCode(int holeBraces)
    {
        var depth = 0;
        while (at < source.Length)
        {
            if (Starts("//")) BlankUntil("\n", keepEnd: true);
            else if (Starts("/*")) BlankUntil("*/", keepEnd: false);
            else if (source[at] == '#' && IsFirstOnLine()) BlankUntil("\n", keepEnd: true);
            else if (source[at] == '\'') ReadQuoted('\'');
            else if (IsStringStart(out var dollars, out var isVerbatim)) ReadString(dollars, isVerbatim);
            else if (holeBraces > 0 && depth == 0 && source[at] == '}') return;
            else
            {
                depth += source[at] == '{' ? 1 : source[at] == '}' ? -1 : 0;
                at++;
            }
        }
    }

    private bool IsStringStart(out int dollars, out bool isVerbatim)
    {
        (dollars, isVerbatim) = (0, false);
        var end = at;
        for (; end < source.Length && source[end] is '$' or '@'; end++)
        {
            dollars += source[end] == '$' ? 1 : 0;
            isVerbatim |= source[end] == '@';
        }

        return end < source.Length && source[end] == '"';
    }

    private void ReadString(int dollars, bool isVerbatim)
    {
        while (source[at] != '"') at++;
        var quotes = CountAt('"');
        if (quotes >= 3) ReadText(new string('"', quotes), dollars, isVerbatim: false, isRaw: true);
        else ReadText("\"", dollars, isVerbatim, isRaw: false);
    }

    private void ReadText(string end, int dollars, bool isVerbatim, bool isRaw)
    {
        at += end.Length;
        while (at < source.Length)
        {
            if (isVerbatim && Starts("\"\"")) Blank(2);
            else if (Starts(end))
            {
                at += end.Length;
                return;
            }
            else if (!isRaw && !isVerbatim && source[at] == '\\') Blank(2);
            else if (dollars > 0 && !isRaw && Starts("{{")) Blank(2);
            else if (dollars > 0 && source[at] == '{' && CountAt('{') >= dollars) ReadHole(dollars);
            else Blank(1);
        }
    }

    /// <summary>The braces around a hole are blanked too: they are no blocks.</summary>
    private void ReadHole(int dollars)
    {
        Blank(CountAt('{'));
        ReadCode(dollars);
        Blank(dollars);
    }

    private void ReadQuoted(char quote)
    {
        at++;
        while (at < source.Length && source[at] != quote) Blank(source[at] == '\\' ? 2 : 1);
        at++;
    }

    private bool Starts(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private int CountAt(char wanted)
    {
        var end = at;
        while (end < source.Length && source[end] == wanted) end++;
        return end - at;
    }

    private bool IsFirstOnLine() => source.AsSpan(0, at)[(source.AsSpan(0, at).LastIndexOf('\n') + 1)..].IsWhiteSpace();

    private void BlankUntil(string end, bool keepEnd)
    {
        var found = source.IndexOf(end, at + 2 > source.Length ? at : at + end.Length - 1, StringComparison.Ordinal);
        var stop = found < 0 ? source.Length : keepEnd ? found : found + end.Length;
        Blank(stop - at);
    }

    private void Blank(int count)
    {
        for (; count > 0 && at < source.Length; count--, at++)
            if (code[at] != '\n') code[at] = ' ';
    }
}
