using Cronos;
using RunbookSdk.Facts;

namespace RunbookSdk.Actions;

/// <summary>When a window is open: a function of what it says, of the instant, and of what is known of zones.</summary>
internal static class WindowTimes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>What is wrong with a window; null when it can be kept.</summary>
    public static string? Problem(MaintenanceWindow window, DateTimeOffset now)
    {
        if (window.Lasting <= TimeSpan.Zero || window.Lasting > Longest)
            return $"it lasts {window.Lasting:c}; write a positive time up to 7 days, such as 02:00:00";
        if (window.Expires <= now || window.Expires <= window.At)
            return $"it expires at {InstantText.Of(window.Expires)}, which is over; say until when it counts";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.Zone, out _))
            return $"'{window.Zone}' is not a zone; write an IANA name such as Europe/Oslo, or UTC";
        if (string.IsNullOrWhiteSpace(window.By)) return "nobody answers for it; say who does";
        return CronExpression.TryParse(window.Schedule, CronFormat.Standard, out _)
            ? null
            : $"'{window.Schedule}' is not a schedule; write minute, hour, day of month, month and day of week, such as 0 2 * * SUN";
    }

    /// <summary>Since when a window is open at an instant, and until when at least; null when it is closed.</summary>
    public static (DateTimeOffset Opens, DateTimeOffset Closes)? OpenAt(MaintenanceWindow window, DateTimeOffset now)
    {
        if (now < window.At || now >= window.Expires) return null;
        return Next(window, now - window.Lasting) is { } opens && opens <= now ? (opens, Least(opens + window.Lasting, window.Expires)) : null;
    }

    /// <summary>When a window that is closed opens next; null when it does not before it expires.</summary>
    public static DateTimeOffset? OpensNext(MaintenanceWindow window, DateTimeOffset now)
    {
        if (now < window.At && OpenAt(window, window.At) is not null) return window.At;
        return Next(window, now < window.At ? window.At : now) is { } opens && opens < window.Expires ? opens : null;
    }

    /// <summary>The next instant at which it opens, may close, or expires.</summary>
    public static DateTimeOffset NextTurn(MaintenanceWindow window, DateTimeOffset now)
    {
        if (OpenAt(window, now) is { } open) return open.Closes;
        return OpensNext(window, now) ?? window.Expires;
    }

    private static DateTimeOffset? Next(MaintenanceWindow window, DateTimeOffset after) =>
        CronExpression.Parse(window.Schedule, CronFormat.Standard).GetNextOccurrence(after, Instant.FindZone(window.Zone))?.ToUniversalTime();

    private static DateTimeOffset Least(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
