using RunbookSdk.Cli.Replay.Page;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>The clocks of a zone, as a page is told of them.</summary>
public sealed class ZoneOffsetsTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    [Fact]
    public void Change_of_the_clocks_is_found_to_the_second()
    {
        var from = new DateTimeOffset(2019, 9, 1, 0, 0, 0, TimeSpan.FromHours(2));

        Assert.Equal(
            [(from, TimeSpan.FromHours(2)), (Utc(2019, 10, 27, 1), TimeSpan.FromHours(1)), (Utc(2020, 3, 29, 1), TimeSpan.FromHours(2))],
            ZoneOffsets.Of(Oslo, from, new DateTimeOffset(2020, 5, 1, 12, 34, 56, 789, TimeSpan.Zero)));
    }

    [Fact]
    public void Change_between_two_odd_instants_is_found_to_the_second() => Assert.Equal(
        Utc(2019, 10, 27, 1),
        ZoneOffsets.Of(Oslo, Utc(2019, 10, 27, 0).AddMilliseconds(1), Utc(2019, 10, 27, 2).AddMilliseconds(7))[1].From);

    [Fact]
    public void Zone_that_never_changes_has_one_offset() =>
        Assert.Single(ZoneOffsets.Of(TimeZoneInfo.Utc, Utc(2019, 1, 1, 0), Utc(2029, 1, 1, 0)));

    private static DateTimeOffset Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
