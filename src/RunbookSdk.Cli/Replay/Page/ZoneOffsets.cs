namespace RunbookSdk.Cli.Replay.Page;

/// <summary>How far the clocks of a zone are ahead of UTC within a time, so that a page needs no time zones of its reader's.</summary>
internal static class ZoneOffsets
{
    /// <summary>The offset at the beginning, and each change after it.</summary>
    public static IReadOnlyList<(DateTimeOffset From, TimeSpan Offset)> Of(TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset until)
    {
        var offsets = new List<(DateTimeOffset, TimeSpan)> { (from, zone.GetUtcOffset(from)) };
        for (var day = from; day < until;)
        {
            var next = until - day > TimeSpan.FromDays(1) ? day.AddDays(1) : until;
            if (zone.GetUtcOffset(next) != offsets[^1].Item2) offsets.Add((Change(zone, day, next), zone.GetUtcOffset(next)));
            day = next;
        }

        return offsets;
    }

    /// <summary>The first second with another offset; no zone changes its clocks twice within a day.</summary>
    private static DateTimeOffset Change(TimeZoneInfo zone, DateTimeOffset before, DateTimeOffset after)
    {
        var offset = zone.GetUtcOffset(before);
        before = DateTimeOffset.FromUnixTimeSeconds(before.ToUnixTimeSeconds());
        var seconds = (long)Math.Ceiling((after - before).TotalSeconds);
        while (seconds > 1)
        {
            var half = seconds / 2;
            if (zone.GetUtcOffset(before.AddSeconds(half)) == offset)
            {
                before = before.AddSeconds(half);
                seconds -= half;
            }
            else
            {
                seconds = half;
            }
        }

        return before.AddSeconds(1);
    }
}
