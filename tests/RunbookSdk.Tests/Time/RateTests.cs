using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Time;

public sealed class RateTests
{
    [Fact]
    public void A_counter_is_followed_through_its_window_and_its_resets()
    {
        var desk = new Desk(book => book.Rule("rate",
            from s in Facts<Sample>()
            let rate = Over(s, Minutes(5)).Rate(x => x.Value)
            where rate > 1
            select Runbook.Suspend(new Component(s.Subject, "x"), $"{rate}")).Mode(Mode.Act));

        desk.At(0, new Sample("errors", "a", 0));
        desk.At(1, new Sample("errors", "a", 60));
        Assert.Empty(desk.Decisions);
        desk.At(2, new Sample("errors", "a", 180));
        desk.At(3, new Sample("errors", "a", 60));
        desk.At(4, new Sample("errors", "a", 60));
        desk.At(30);

        // At 2: 180 in 120 s; at 4: 240 in 240 s is one a second, which is not more; the rest only falls.
        Assert.Equal(["2 rate suspend component/a/x Decided", "4 rate release component/a/x Released"], desk.Told);
        Assert.Equal("1.5", desk.Decisions[0].Because);
    }

    [Fact]
    public void A_sample_that_leaves_the_window_changes_the_rate_at_its_instant()
    {
        var desk = new Desk(book => book.Rule("fast",
            from s in Facts<Sample>() where Over(s, Minutes(5)).Rate(x => x.Value) >= 1 select Runbook.Page(s.Subject, "")).Mode(Mode.Act));

        desk.At(0, new Sample("errors", "a", 0));
        desk.At(3, new Sample("errors", "a", 0));
        desk.At(4, new Sample("errors", "a", 60));
        Assert.Empty(desk.Decisions);
        desk.At(30);

        Assert.Equal(["5 fast page team/a Decided"], desk.Told);
    }

    [Fact]
    public void Rates_of_several_subjects_are_added()
    {
        var desk = new Desk(book => book.Rule("all",
            from c in Facts<Component>()
            let rate = Facts<Sample>().Over(Minutes(5)).Where(s => s.Metric == "errors").Rate(s => s.Value)
            where rate > 0
            select Runbook.Page("x", $"{rate}")).Mode(Mode.Act).AgainOnChange());

        desk.At(0, new Component("c", "x"), new Sample("errors", "a", 100), new Sample("errors", "b", 0), new Sample("load", "a", 0));
        desk.At(1, new Sample("errors", "a", 160), new Sample("errors", "b", 30), new Sample("load", "a", 99));

        Assert.Equal("1.5", Assert.Single(desk.Decisions).Because);
    }

    [Fact]
    public void A_quantile_of_a_window_follows_what_is_in_it()
    {
        var desk = new Desk(book => book.Rule("slow",
            from c in Facts<ClusterLoad>()
            where Over(c, Minutes(10)).Quantile(0.5, l => l.Percent) > 50
            select Runbook.Suspend(new Component(c.Cluster, "x"), "")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("a", 10));
        desk.At(1, new ClusterLoad("a", 90));
        desk.At(2, new ClusterLoad("a", 95));
        desk.At(3, new ClusterLoad("a", 20));
        desk.At(30);

        // Medians: 10, 50, 90, 55, and from the eleventh minute of 95 and 20 only, then of 20.
        Assert.Equal(["2 slow suspend component/a/x Decided", "12 slow release component/a/x Released"], desk.Told);
    }
}
