using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Testing.Tests.Scenarios;

public sealed class SeriesNotationTests
{
    /// <summary>The examples of Prometheus' own page on the notation, and the corners of its grammar.</summary>
    [Theory]
    [InlineData("-2+4x3", "-2 2 6 10")]
    [InlineData(" 1-2x4", "1 -1 -3 -5 -7")]
    [InlineData(" 1x4", "1 1 1 1 1")]
    [InlineData(" 1 _x3 stale", "1 _ _ _ stale")]
    [InlineData("10x2 95x1 _ 40", "10 10 10 95 95 _ 40")]
    [InlineData("_x0 5", "5")]
    [InlineData("5x0", "5")]
    [InlineData("0.5 .5 5. 1e3 1e-1x1", "0.5 0.5 5 1000 0.1 0.1")]
    [InlineData("1e3-1e2x2", "1000 900 800")]
    [InlineData("-1-1x1", "-1 -2")]
    [InlineData("2000000000000000 9007199254740993+1x1", "2000000000000000 9007199254740993 9007199254740994")]
    [InlineData("NaN 1 NaNx1", "_ 1 _ _")]
    [InlineData("nan 1 NANx1", "_ 1 _ _")]
    [InlineData("0x3", "0 0 0 0")]
    [InlineData("truex2 false", "true true true false")]
    [InlineData("major_outagex1 operational", "major_outage major_outage operational")]
    [InlineData("stalex1", "stale stale")]
    [InlineData("", "")]
    public void Series_says_what_promtool_says(string series, string steps)
    {
        var problems = new List<Diagnostic>();

        var values = SeriesNotation.Parse(Text(series), problems);

        Assert.Empty(problems);
        Assert.Equal(steps, string.Join(' ', values.Select(v => v.Step switch { SeriesStep.Missing => "_", SeriesStep.Stale => "stale", _ => v.Text })));
    }

    [Theory]
    [InlineData("1 2 10x", 9, "it is no value, no repeated value")]
    [InlineData("1 {{schema:1 sum:2}}x3", 7, "native histograms")]
    [InlineData("true+1x3", 5, "a word neither rises nor falls")]
    [InlineData("1 Inf", 7, "an infinite number")]
    [InlineData("1 -infx3", 7, "an infinite number")]
    [InlineData("1 {{sum:1 count:2}}+{{sum:1 count:1}}x3", 7, "native histograms")]
    [InlineData("1 {{sum:1\n  count:2}}x3", 7, "native histograms")]
    [InlineData("1x99999999999", 5, "a series may have 1,000,000 steps")]
    [InlineData("5+1", 5, "it is no value")]
    public void Item_that_cannot_be_is_reported_at_its_own_place(string series, int column, string why)
    {
        var problems = new List<Diagnostic>();

        SeriesNotation.Parse(Text(series), problems);

        var problem = Assert.Single(problems);
        Assert.Equal(("RBK7010", 3, column), (problem.Code, problem.Location.Line, problem.Location.Column));
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Item_of_a_series_over_several_lines_is_reported_where_the_series_begins()
    {
        var problems = new List<Diagnostic>();

        SeriesNotation.Parse(Text("1x3 2y3") with { IsFolded = true }, problems);

        Assert.Equal((3, 5), (problems[0].Location.Line, problems[0].Location.Column));
    }

    [Fact]
    public void Everything_wrong_in_a_series_is_reported_at_once()
    {
        var problems = new List<Diagnostic>();

        var values = SeriesNotation.Parse(Text("?? 1x2 !!"), problems);

        Assert.Equal(["'??'", "'!!'"], problems.Select(p => p.Message[..4]));
        Assert.Equal(3, values.Count);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    public void Time_is_read_and_written_back(string text, double seconds)
    {
        Assert.True(ScenarioTime.TryParse(text, out var time));
        Assert.Equal(seconds, time.TotalSeconds);
        Assert.True(ScenarioTime.TryParse(ScenarioTime.Write(time), out var again));
        Assert.Equal(time, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10 m")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("08:25")]
    [InlineData("5m1h")]
    [InlineData("999999d")]
    public void What_is_no_time_is_refused(string text) => Assert.False(ScenarioTime.TryParse(text, out _));

    private static YamlText Text(string text) => new(text, IsQuoted: false, new("x.scenario.yaml", 3, 5));
}
