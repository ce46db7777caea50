namespace SuperOffice2019.Generator;

/// <summary>How busy people are.</summary>
internal static class Day
{
    /// <summary>What <see cref="Busy"/> is at most.</summary>
    public const int Peak = 550;

    private static readonly int[] Hourly =
        [170, 165, 160, 160, 165, 180, 220, 310, 430, 520, 550, 530, 500, 530, 530, 470, 380, 310, 280, 260, 240, 220, 200, 180];

    /// <summary>Use of the system on an ordinary day, in tenths of a percent of capacity.</summary>
    public static int Busy(int minute)
    {
        var (hour, within) = Math.DivRem(Oslo.MinuteOfDay(minute), 60);
        var busy = Hourly[hour] + ((Hourly[(hour + 1) % 24] - Hourly[hour]) * within / 60);
        return Oslo.IsWeekend(minute) ? busy * 45 / 100 : busy;
    }
}
