using System.Globalization;

namespace SuperOffice2019.Generator;

/// <summary>Time as Oslo's clocks show it in September 2019, two hours ahead of UTC all month.</summary>
internal static class Oslo
{
    public const int MinutesPerDay = 24 * 60;

    /// <summary>From the first minute of 1 September to the last one of 20 September.</summary>
    public const int Minutes = 20 * MinutesPerDay;

    /// <summary>1 September, 00:00.</summary>
    public static readonly DateTime Start = new(2019, 8, 31, 22, 0, 0, DateTimeKind.Utc);

    /// <summary>A time of September, in minutes since <see cref="Start"/>.</summary>
    public static int At(int day, int hour, int minute = 0) => ((day - 1) * MinutesPerDay) + (hour * 60) + minute;

    /// <summary>RFC 3339 in UTC.</summary>
    public static string Utc(int second) =>
        Start.AddSeconds(second).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static int MinuteOfDay(int minute) => minute % MinutesPerDay;

    /// <summary>1 September 2019 was a Sunday.</summary>
    public static bool IsWeekend(int minute) => (minute / MinutesPerDay % 7) is 0 or 6;
}

/// <summary>Minutes from one until before another.</summary>
internal readonly record struct Span(int From, int Until)
{
    public bool Contains(int minute) => minute >= From && minute < Until;
}
