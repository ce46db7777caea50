using System.Globalization;

namespace RunbookSdk.Testing.Conformance;

/// <summary>
/// Instants of cases as texts: <c>12:05</c>, <c>12:05:30</c>, <c>12:04:59.9999999</c> on the day of the case, or with another date before
/// it, as in <c>2019-09-12 08:00</c>; in UTC.
/// </summary>
internal static class CaseClock
{
    public const string Never = "never";

    private const string Day = "yyyy-MM-dd";
    private static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.fffffff"];

    /// <summary>The instant at which the clock of every case begins: noon.</summary>
    public static readonly DateTimeOffset Start = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Read(string text)
    {
        var full = text.Contains(' ', StringComparison.Ordinal) ? text : $"{Start.ToString(Day, CultureInfo.InvariantCulture)} {text}";
        return DateTimeOffset.ParseExact(full, [.. Times.Select(t => $"{Day} {t}")], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    public static string Write(DateTimeOffset? instant)
    {
        if (instant is not { } at) return Never;
        var time = at.Ticks % TimeSpan.TicksPerMinute == 0 ? Times[0] : at.Ticks % TimeSpan.TicksPerSecond == 0 ? Times[1] : Times[2];
        return at.UtcDateTime.ToString(at.UtcDateTime.Date == Start.Date ? time : $"{Day} {time}", CultureInfo.InvariantCulture);
    }
}
