using System.Globalization;

namespace RunbookSdk.Analyzers.Model;

/// <summary>What a text given to <c>Date("...")</c> is. The zones of a machine are not asked: only loading knows them.</summary>
internal enum InstantText
{
    Instant,
    WithoutZone,
    NoDate,
}

/// <summary>Reads such texts as <c>Date</c> does; a test holds both equal.</summary>
internal static class InstantTexts
{
    private static readonly string[] LocalFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    public static InstantText Read(string text)
    {
        if (HasOffset(text)) return InstantText.Instant;
        if (IsLocal(text)) return InstantText.WithoutZone;
        var space = text.LastIndexOf(' ');
        return space > 0 && IsLocal(text.Substring(0, space)) ? InstantText.Instant : InstantText.NoDate;
    }

    /// <summary>
    /// The seconds that the clocks of a zone show, and which zone that is; null for what is no instant. Instants of one zone are in the order of their
    /// clocks, for <c>Date</c> takes no hour that a zone has twice; those of two zones are not compared.
    /// </summary>
    public static (double Clock, string Zone)? ClockOf(string text)
    {
        if (HasOffset(text)) return (Seconds(DateTimeOffset.ParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None).UtcDateTime), "UTC");
        var space = text.LastIndexOf(' ');
        return space > 0 && DateTime.TryParseExact(text.Substring(0, space), LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? (Seconds(local), text.Substring(space + 1))
            : null;
    }

    private static double Seconds(DateTime clock) => clock.Ticks / (double)TimeSpan.TicksPerSecond;

    private static bool HasOffset(string text) =>
        (text.EndsWith("Z", StringComparison.Ordinal) || (text.Length > 16 && text[text.Length - 6] is '+' or '-' && text[text.Length - 3] == ':'))
        && DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsLocal(string text) =>
        DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
