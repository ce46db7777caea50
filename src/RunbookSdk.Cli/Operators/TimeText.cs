using System.Globalization;

namespace RunbookSdk.Cli.Operators;

/// <summary>Instants and times as people in a hurry read them.</summary>
/// <param name="zone">The zone that instants are shown in.</param>
internal sealed class TimeText(TimeZoneInfo zone)
{
    /// <summary><c>2019-09-11 08:46:00 +02:00</c>.</summary>
    public string At(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Name of the zone.</summary>
    public string Zone => zone.Id;

    /// <summary>
    /// The instant by the zone's clocks, without the date when it is today's, and how far it is: <c>08:46 (14 min ago)</c>,
    /// <c>2019-09-12 08:46 (in 23 h 46 min)</c>.
    /// </summary>
    public string From(DateTimeOffset now, DateTimeOffset instant)
    {
        var (here, today) = (TimeZoneInfo.ConvertTime(instant, zone), TimeZoneInfo.ConvertTime(now, zone).Date);
        var clock = here.ToString(here.Date == today ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return instant <= now ? $"{clock} ({Of(now - instant)} ago)" : $"{clock} (in {Of(instant - now)})";
    }

    /// <summary>The two largest units of a time: <c>2 d 4 h</c>, <c>14 min</c>, <c>30 s</c>.</summary>
    public static string Of(TimeSpan time)
    {
        var (days, hours, minutes) = ((int)time.TotalDays, time.Hours, time.Minutes);
        return FormattableString.Invariant(time switch
        {
            { TotalDays: >= 1 } => hours > 0 ? $"{days} d {hours} h" : (FormattableString)$"{days} d",
            { TotalHours: >= 1 } => minutes > 0 ? $"{hours} h {minutes} min" : (FormattableString)$"{hours} h",
            { TotalMinutes: >= 1 } => $"{minutes} min",
            _ => (FormattableString)$"{time.TotalSeconds:0} s",
        });
    }
}
