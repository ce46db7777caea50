using System.Globalization;

namespace RunbookSdk.Lifecycles;

/// <summary>Lengths of time as people say them.</summary>
internal static class TimeWords
{
    /// <summary>Writes <c>6 days</c>, <c>1 hour 30 minutes</c>, <c>0.5 seconds</c>: nothing is rounded.</summary>
    public static string Of(TimeSpan time)
    {
        var parts = new List<string>(4);
        Add(time.Days, "day");
        Add(time.Hours, "hour");
        Add(time.Minutes, "minute");
        Add((decimal)(time.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond, "second");
        return parts.Count == 0 ? "0 seconds" : string.Join(' ', parts);

        void Add(decimal count, string unit)
        {
            if (count != 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:0.#######} {unit}{(count == 1 ? "" : "s")}"));
        }
    }
}
