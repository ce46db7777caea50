using System.Text;
using RunbookSdk.Components;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class SampleSeriesTests
{
    private readonly List<RejectedFact> rejected = [];

    [Fact]
    public void Each_line_becomes_a_sample_with_the_name_and_metric_of_the_series()
    {
        var read = Read("timestamp,value\n2014-03-07 03:41:00,45.868\r\n\n\"2014-03-07T04:46:00+01:00\", 47\n", metric: "latency");

        Assert.Empty(rejected);
        Assert.Equal([new Sample("latency", "ec2", 45.868), new Sample("latency", "ec2", 47)], read.Select(o => o.Fact));
        Assert.Equal([At("2014-03-07T03:41:00Z"), At("2014-03-07T03:46:00Z")], read.Select(o => o.ObservedAt));
        Assert.All(read, o => Assert.Null(o.Delivery));
    }

    [Fact]
    public void Times_without_an_offset_are_of_the_zone_that_is_given()
    {
        var read = Read("2019-09-11 08:46:00,1", TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"));

        Assert.Equal(At("2019-09-11T06:46:00Z"), Assert.Single(read).ObservedAt);
    }

    [Theory]
    [InlineData("RBK4016", 1, "2019-09-11 08:46:00")]
    [InlineData("RBK4016", 1, "2019-09-11 08:46:00,1,5")]
    [InlineData("RBK4007", 1, "last tuesday,1")]
    [InlineData("RBK4007", 1, "2019-02-30 08:46:00,1")]
    [InlineData("RBK4017", 21, "2019-09-11 08:46:00,high")]
    [InlineData("RBK4017", 21, "2019-09-11 08:46:00,")]
    [InlineData("RBK4011", 21, "2019-09-11 08:46:00,NaN")]
    [InlineData("RBK4011", 21, "2019-09-11 08:46:00,-Infinity")]
    [InlineData("RBK4018", 1, "2019-03-31 02:30:00,1")]
    [InlineData("RBK4018", 1, "2019-10-27 02:30:00,1")]
    public void A_bad_line_is_set_aside_with_its_code_and_place(string code, int column, string line)
    {
        var read = Read("2019-01-01 00:00,1\n" + line + "\n2019-12-01 00:00,2", TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"));

        Assert.Equal(2, read.Count);
        var fact = Assert.Single(rejected);
        var problem = Assert.Single(fact.Diagnostics);
        Assert.Equal((code, 2, column), (problem.Code, problem.Location.Line, problem.Location.Column));
        Assert.Equal(line, Encoding.UTF8.GetString(fact.Text.Span));
    }

    [Fact]
    public void A_first_line_with_a_time_is_no_header()
    {
        Assert.Empty(Read("2019-09-11 08:46:00,high"));

        Assert.Equal("RBK4017", Assert.Single(rejected).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("1568191560", "2019-09-11T08:46:00Z")]
    [InlineData("1568191560.25", "2019-09-11T08:46:00.25Z")]
    [InlineData("1568191560000", "2019-09-11T08:46:00Z")]
    [InlineData("100000000", "1973-03-03T09:46:40Z")]
    [InlineData("100000000000", "1973-03-03T09:46:40Z")]
    [InlineData("99999999999999", "5138-11-16T09:46:39.999Z")]
    public void Time_may_count_seconds_or_milliseconds_since_1970(string time, string instant)
    {
        Assert.Equal(At(instant), Assert.Single(Read($"{time},1\n", TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"))).ObservedAt);
        Assert.Empty(rejected);
    }

    [Theory]
    [InlineData("99999999")]
    [InlineData("100000000000000")]
    [InlineData("-1568191560")]
    [InlineData("1e9")]
    public void Number_that_is_no_such_count_is_no_time(string time)
    {
        Assert.Empty(Read($"{time},1\n"));
        Assert.Equal("RBK4007", Assert.Single(rejected).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("2019-09-11 08:46:00;95", "columns that are separated by ';'; separate them by a comma")]
    [InlineData("2019-09-11 08:46:00;95,5", "columns that are separated by ';'; separate them by a comma, and write numbers with a point")]
    [InlineData("2019-09-11 08:46:00\t95", "columns that are separated by a tab")]
    [InlineData("2019-09-11 08:46:00,\"95,5\"", "3 columns; if its number has a comma, write a point there.")]
    public void Columns_of_another_language_are_named(string line, string found)
    {
        Assert.Empty(Read(line));
        Assert.Contains(found, Assert.Single(rejected).Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_may_come_after_empty_lines() => Assert.Single(Read("\n \ntimestamp,value\n2019-09-11 08:46:00,1\n"));

    private static DateTimeOffset At(string text) => Instant.Parse(text);

    private List<Observation> Read(string text, TimeZoneInfo? zone = null, string metric = "value") => SampleSeries.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(text)),
        "ec2.csv",
        new CsvSeriesOptions { Subject = "ec2", Metric = metric, Zone = zone ?? TimeZoneInfo.Utc },
        rejected.Add).ToList();
}
