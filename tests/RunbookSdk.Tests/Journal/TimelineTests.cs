using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Journal;

namespace RunbookSdk.Tests.Journal;

public sealed class TimelineTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    [Fact]
    public void A_line_says_when_which_rule_what_to_what_how_far_and_why() => Assert.Equal(
        "2019-09-11 08:46:00 +02:00  suspend-webtools       suspend          component/online1/webtools                  act/decided       online1 above 85% & rising",
        new Timeline(Oslo, ["suspend-webtools", "a-rule-with-more-name"]).Line(DecisionWriterTests.Example));

    [Fact]
    public void Times_are_shown_in_the_zone_of_the_timeline() =>
        Assert.StartsWith(
            "2019-09-11 06:46:00 +00:00  suspend-webtools  ", new Timeline(TimeZoneInfo.Utc).Line(DecisionWriterTests.Example));

    [Fact]
    public void Details_and_approvers_follow_the_reason_and_line_breaks_do_not_break_the_line()
    {
        var action = new Degrade(new Component("online1", "WebTools"), ComponentStatus.MajorOutage, "x");
        var decision = DecisionWriterTests.Example with { Action = action, Because = "one\ntwo", Approvers = ["ann"], Outcome = Outcome.Released, IsRelease = true };

        var line = new Timeline(Oslo).Line(decision);

        Assert.EndsWith("act/released      one two (status major_outage) [ann]", line);
        Assert.Contains("  release  ", line);
    }
}
