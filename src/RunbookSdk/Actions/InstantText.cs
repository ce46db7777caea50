using System.Globalization;

namespace RunbookSdk.Actions;

/// <summary>How reasons write an instant: in UTC, to the second.</summary>
internal static class InstantText
{
    public static string Of(DateTimeOffset instant) =>
        string.Create(CultureInfo.InvariantCulture, $"{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");

    /// <summary>A time span in hours, or in minutes when it is shorter than an hour.</summary>
    public static string Of(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.##} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.##} minutes");
}
