using System.Globalization;

namespace RunbookSdk.Facts;

/// <summary>Reads instants as people write them; one without a zone is refused, for it means another instant elsewhere.</summary>
public static class Instant
{
    private static readonly string[] LocalFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    /// <summary>Reads <c>2019-09-19 Europe/Oslo</c>, <c>2019-09-18 11:24 UTC</c> or RFC 3339 (<c>2019-09-18T11:24:00+02:00</c>).</summary>
    /// <param name="text">A date, a time unless it is midnight, and an offset or the IANA name of a zone.</param>
    /// <exception cref="FormatException">No date, no zone, or a time that the zone skips or has twice on that day.</exception>
    public static DateTimeOffset Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParseWithOffset(text, out var instant)) return instant;
        if (TryParseLocal(text, out _)) throw new FormatException($"'{text}' has no zone; write '{text} Europe/Oslo' or '{text} UTC'.");
        var space = text.LastIndexOf(' ');
        return space > 0 && TryParseLocal(text[..space], out var local)
            ? At(local, FindZone(text[(space + 1)..]), text)
            : throw new FormatException($"'{text}' is not a date; write '2019-09-19 Europe/Oslo' or '2019-09-18 11:24 Europe/Oslo'.");
    }

    /// <summary>Reads RFC 3339 with an offset; false for anything else.</summary>
    internal static bool TryParseWithOffset(string text, out DateTimeOffset instant)
    {
        instant = default;
        return HasOffset(text) && DateTimeOffset.TryParseExact(
            text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    /// <summary>Reads a date and a time without an offset; false for anything else.</summary>
    internal static bool TryParseLocal(string text, out DateTime local) => DateTime.TryParseExact(
        text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);

    /// <summary>The instant at which a zone's clocks show a time.</summary>
    internal static DateTimeOffset At(DateTime local, TimeZoneInfo zone, string text)
    {
        if (zone.IsInvalidTime(local)) throw new FormatException($"'{text}' does not exist: {zone.Id} skips that hour.");
        if (zone.IsAmbiguousTime(local))
            throw new FormatException($"'{text}' is two instants: {zone.Id} has that hour twice; write the offset, as in +02:00.");
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    /// <summary>Finds a zone by its IANA name.</summary>
    /// <exception cref="FormatException">There is no such zone.</exception>
    internal static TimeZoneInfo FindZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new FormatException($"'{name}' is not a zone; write an IANA name such as Europe/Oslo, or UTC.");

    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 16 && text[^6] is '+' or '-' && text[^3] == ':');
}
