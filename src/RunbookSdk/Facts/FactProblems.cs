using System.Text;
using System.Text.Json;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Facts;

/// <summary>Collects what is wrong with one event by byte offset; places are worked out only when there is something to say.</summary>
internal sealed class FactProblems
{
    private const int LongestQuote = 40;
    private readonly List<(string Code, int Offset, string Message)> items = [];

    public bool IsEmpty => items.Count == 0;

    public void Clear() => items.Clear();

    public void Add(string code, int offset, string message) => items.Add((code, offset, OneLine.Of(message))); // it quotes what came

    /// <summary>The problems in the order of their places.</summary>
    /// <param name="text">The text that the offsets count in.</param>
    /// <param name="file">Its file.</param>
    /// <param name="line">The line of the file at which the text begins.</param>
    public List<Diagnostic> ToDiagnostics(ReadOnlySpan<byte> text, string file, int line)
    {
        var diagnostics = new List<Diagnostic>(items.Count);
        foreach (var (code, offset, message) in items.OrderBy(i => i.Offset))
            diagnostics.Add(new Diagnostic(code, Severity.Error, message, Locate(text, offset, file, line)));
        return diagnostics;
    }

    /// <summary>What stands in a text, short enough for a message.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        var characters = Encoding.UTF8.GetString(text);
        return characters.Length <= LongestQuote ? characters : characters[..LongestQuote] + "...";
    }

    /// <summary>Where the word begins that a JSON reader stumbled over.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> json, JsonException exception)
    {
        var offset = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--) offset += json[offset..].IndexOf((byte)'\n') + 1;
        offset = Math.Min(offset + (int)(exception.BytePositionInLine ?? 0), json.Length);
        if (offset == json.Length) return offset;
        // The parser complains of the first letter that it did not expect; people look for the word that it stands in.
        while (offset > 0 && (char.IsAsciiLetterOrDigit((char)json[offset - 1]) || json[offset - 1] is (byte)'-' or (byte)'.')) offset--;
        return offset;
    }

    /// <summary>The place of an offset in a text.</summary>
    public static SourceLocation Locate(ReadOnlySpan<byte> text, int offset, string file, int line)
    {
        var before = text[..Math.Min(offset, text.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new SourceLocation(file, line + before.Count((byte)'\n'), Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
