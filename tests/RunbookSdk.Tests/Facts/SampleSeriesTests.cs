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

    private static DateTimeOffset At(string text) => Instant.Parse(text);

    private List<Observation> Read(string text, TimeZoneInfo? zone = null, string metric = "value") => SampleSeries.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(text)),
        "ec2.csv",
        new CsvSeriesOptions { Subject = "ec2", Metric = metric, Zone = zone ?? TimeZoneInfo.Utc },
        rejected.Add).ToList();
}
