using System.Globalization;

namespace RunbookSdk.Tests.Oracle;

/// <summary>The small world's time: everything happens at whole minutes, or the least moment after one (<c>Now > instant</c>).</summary>
internal static class OracleTime
{
    public static readonly DateTimeOffset Start = new(2019, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Minute(int minute) => Start.AddMinutes(minute);

    /// <summary>Every instant in between at which anything could happen; both ends excluded.</summary>
    public static IEnumerable<DateTimeOffset> Between(DateTimeOffset from, DateTimeOffset to)
    {
        for (var minute = from.AddTicks(-(from - Start).Ticks % TimeSpan.TicksPerMinute); minute < to; minute = minute.AddMinutes(1))
        {
            if (minute > from) yield return minute;
            if (minute.AddTicks(1) > from && minute.AddTicks(1) < to) yield return minute.AddTicks(1);
        }
    }

    /// <summary>Minutes since the start; a least moment later is marked with a plus.</summary>
    public static string Text(DateTimeOffset instant)
    {
        var (minutes, rest) = Math.DivRem((instant - Start).Ticks, TimeSpan.TicksPerMinute);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes}{(rest == 0 ? "" : rest == 1 ? "+" : $"+{rest}")}");
    }
}
