using System.Buffers;

namespace RunbookSdk.Diagnostics;

/// <summary>
/// Texts of facts within a line for people. Who sends facts is not who reads them: what would move a terminal's cursor, set its title, hide what stands
/// there or turn the order of the signs around is shown as a sign that cannot be read.
/// </summary>
internal static class OneLine
{
    private const char Unreadable = '\uFFFD';

    /// <summary>All control characters, line ends, and what turns the direction of writing (UAX #9).</summary>
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2066, 4)).Select(c => (char)c)]);

    /// <summary>The text in one line: a space for each end of a line and each tab.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Unsafe)) return text;
        return string.Concat(text.ReplaceLineEndings(" ").Select(c => c == '\t' ? ' ' : Unsafe.Contains(c) ? Unreadable : c));
    }
}
