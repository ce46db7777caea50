using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class OneShotAndDerivedTests
{
    [Fact]
    public void A_one_shot_action_is_asked_once_a_match_whatever_the_updates()
    {
        var desk = new Desk(book => PageWhenHot(book));

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 91));
        desk.At(2, new ClusterLoad("c1", 92), new ClusterLoad("c1", 93));
        desk.At(3, new ClusterLoad("c1", 10));
        desk.At(4, new ClusterLoad("c1", 95));

        Assert.Equal(["0 hot page team/c1 Decided", "4 hot page team/c1 Decided"], desk.Told);
    }

    [Fact]
    public void AgainOnChange_asks_again_for_each_changed_value_and_for_no_repeated_one()
    {
        var desk = new Desk(book => PageWhenHot(book).AgainOnChange());

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(2, new ClusterLoad("c1", 91));

        Assert.Equal(["0 hot page team/c1 Decided", "2 hot page team/c1 Decided"], desk.Told);
        Assert.Equal(["90", "91"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void AgainOnChange_is_not_asked_by_an_answer_that_changes()
    {
        var desk = new Desk(book => book.Rule("hot",
            from load in Facts<ClusterLoad>()
            where Facts<Alert>().Count() < 3
            select Runbook.Page("sre", "hot")).Mode(Mode.Act).AgainOnChange());

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new Alert("a", "c1", true));

        Assert.Equal(["0 hot page team/sre Decided"], desk.Told);
    }

    [Fact]
    public void A_derived_fact_is_known_while_its_match_stands_and_rules_build_on_it()
    {
        var desk = new Desk(book =>
        {
            Derive(book);
            book.Rule("further", from hot in Facts<Hot>() select new Alert("derived", hot.Cluster, true)).Mode(Mode.Act);
            book.Rule("tell", from alert in Facts<Alert>() select Runbook.Page(alert.Subject, alert.Name)).Mode(Mode.Act);
            book.Rule("calm", from load in Facts<ClusterLoad>() where !Facts<Hot>().Any() select Runbook.Page("calm", "")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 10));

        Assert.Contains("0 tell page team/c1 Decided", desk.Told);
        Assert.Equal("1 calm page team/calm Decided", desk.Told.Last());
    }

    [Fact]
    public void A_fact_with_several_causes_is_known_until_the_last_one_ends()
    {
        var desk = new Desk(DeriveFromAlertsAndTell);

        desk.At(0, new Alert("a", "c1", true, "1"), new Alert("b", "c1", true, "2"));
        desk.At(1, new Alert("b", "c1", false));
        desk.At(2, new Alert("a", "c1", false));

        Assert.Equal(["0 level page team/c1 Decided", "1 level page team/c1 Decided", "2 none page team/c1 Decided"], desk.Told.Skip(1));
        Assert.Equal(["2", "1"], desk.Decisions.Where(d => d.Rule == "level").Select(d => d.Because));
    }

    [Fact]
    public void A_cause_that_says_another_value_changes_the_fact_and_keeps_its_matches()
    {
        var desk = new Desk(book =>
        {
            Derive(book);
            book.Rule("tell", from hot in Facts<Hot>() select Runbook.Page(hot.Cluster, $"{hot.Percent}")).Mode(Mode.Act).AgainOnChange();
        });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 95));

        Assert.Equal(["90", "95"], desk.Decisions.Select(d => d.Because));
        Assert.Equal(Desk.Minute(0), desk.Decisions[1].MatchBegan);
    }

    [Fact]
    public void What_was_observed_of_a_derived_fact_waits_until_no_cause_is_left()
    {
        var desk = new Desk(DeriveAndTellHot);

        desk.At(0, new Hot("c1", 1));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(2, new Hot("c1", 2));
        desk.At(3, new ClusterLoad("c1", 10));
        desk.At(4, Desk.Gone(new Hot("c1", 0), 4));
        desk.At(5, new ClusterLoad("c1", 91));
        desk.At(6, new ClusterLoad("c1", 10));

        Assert.Equal(["0 1", "1 90", "3 2", "5 91"], desk.Decisions.Select(d => $"{(d.Instant - Desk.Noon).TotalMinutes} {d.Because}"));
    }

    [Fact]
    public void What_was_observed_late_of_a_derived_fact_is_ignored_and_counted()
    {
        var desk = new Desk(DeriveAndTellHot);

        desk.At(0, new Hot("c1", 1));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(3, new Hot("c1", 3));
        var late = desk.At(4, new Observation(new Hot("c1", 2), Desk.Minute(2)));
        desk.At(5, new ClusterLoad("c1", 10));

        Assert.Equal(1, late.Late);
        Assert.Equal("3", desk.Decisions[^1].Because);
    }

    [Fact]
    public void What_was_taken_back_while_it_was_derived_is_gone_when_no_cause_is_left()
    {
        var desk = new Desk(DeriveAndTellHot);

        desk.At(0, new Hot("c1", 1));
        desk.At(1, new ClusterLoad("c1", 90));
        desk.At(2, Desk.Gone(new Hot("c1", 0), 2));
        var end = desk.At(3, new ClusterLoad("c1", 10));

        Assert.Equal(["1", "90"], desk.Decisions.Select(d => d.Because));
        Assert.Equal(2, end.MatchesEnded);
    }

    [Fact]
    public void A_derived_event_is_known_as_long_as_its_match()
    {
        var desk = new Desk(book =>
        {
            book.Rule("derive", from load in Facts<ClusterLoad>() where load.Percent > 85 select new Spike(load.Cluster)).Mode(Mode.Act);
            book.Rule("tell", from spike in Facts<Spike>() select Runbook.Page(spike.Cluster, "")).Mode(Mode.Act);
            book.Rule("calm", from load in Facts<ClusterLoad>() where !Facts<Spike>().Any() select Runbook.Page("calm", "")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(300, new ClusterLoad("c1", 91));
        desk.At(301, new ClusterLoad("c1", 10));

        Assert.Equal(["0 tell page team/c1 Decided", "301 calm page team/calm Decided"], desk.Told.Where(t => !t.StartsWith("0 calm", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_asserted_fact_stays_when_its_match_ends_until_one_retracts_it()
    {
        var desk = new Desk(book =>
        {
            book.Rule("write", from load in Facts<ClusterLoad>()
                               where load.Percent > 85
                               select Runbook.Assert(new Hot(load.Cluster, load.Percent))).Mode(Mode.Act);
            book.Rule("erase", from load in Facts<ClusterLoad>()
                               where load.Percent < 10
                               select Runbook.Retract(new Hot(load.Cluster, 0))).Mode(Mode.Act);
            book.Rule("tell", from load in Facts<ClusterLoad>() where Facts<Hot>().Any() select Runbook.Page("hot", "")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c1", 50));
        Assert.Equal(0, desk.At(2, new ClusterLoad("c1", 49)).MatchesEnded);
        var erased = desk.At(3, new ClusterLoad("c1", 5));

        Assert.Equal(
            ["0 write assert fact/hot/c1 Decided", "0 tell page team/hot Decided", "3 erase retract fact/hot/c1 Decided"], desk.Told);
        Assert.Equal(1, erased.MatchesEnded);
    }

    [Fact]
    public void Asserting_a_derived_fact_waits_like_an_observation()
    {
        var desk = new Desk(book =>
        {
            DeriveAndTellHot(book);
            book.Rule("write", from alert in Facts<Alert>()
                               where alert.Firing
                               select Runbook.Assert(new Hot(alert.Subject, 7))).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new Alert("a", "c1", true));
        desk.At(2, new ClusterLoad("c1", 10));

        Assert.Equal(["0 90", "2 7"], Pages(desk));
    }

    [Fact]
    public void A_derived_fact_that_one_retracts_is_known_while_its_match_stands()
    {
        var desk = new Desk(book =>
        {
            DeriveAndTellHot(book);
            book.Rule("erase", from alert in Facts<Alert>()
                               where alert.Firing
                               select Runbook.Retract(new Hot(alert.Subject, 0))).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(1, new Alert("a", "c1", true));
        desk.At(2, new ClusterLoad("c1", 95));
        var end = desk.At(3, new ClusterLoad("c1", 10));

        Assert.Equal(["0 90", "2 95"], Pages(desk));
        Assert.Equal(2, end.MatchesEnded);
    }

    private static IEnumerable<string> Pages(Desk desk) => desk.Decisions.Where(d => d.Action.Name == "page")
        .Select(d => $"{(d.Instant - Desk.Noon).TotalMinutes} {d.Because}");

    private static RuleBuilder PageWhenHot(Book book) => book.Rule("hot",
        from load in Facts<ClusterLoad>() where load.Percent > 85 select Runbook.Page(load.Cluster, $"{load.Percent}")).Mode(Mode.Act);

    private static RuleBuilder Derive(Book book) => book.Rule("derive",
        from load in Facts<ClusterLoad>() where load.Percent > 85 select new Hot(load.Cluster, load.Percent)).Mode(Mode.Act);

    private static void DeriveAndTellHot(Book book)
    {
        Derive(book);
        book.Rule("tell", from hot in Facts<Hot>() select Runbook.Page(hot.Cluster, $"{hot.Percent}")).Mode(Mode.Act).AgainOnChange();
    }

    private static void DeriveFromAlertsAndTell(Book book)
    {
        book.Rule("derive", from alert in Facts<Alert>() where alert.Firing select new Level(alert.Subject, alert.Severity)).Mode(Mode.Act);
        book.Rule("level", from level in Facts<Level>() select Runbook.Page(level.Cluster, level.Text)).Mode(Mode.Act).AgainOnChange();
        book.Rule("none", from alert in Facts<Alert>()
                          where alert.Name == "a"
                          where !Facts<Level>().Any(l => l.Cluster == alert.Subject)
                          select Runbook.Page(alert.Subject, "none")).Mode(Mode.Act);
    }

    private sealed record Hot([Key] string Cluster, double Percent);

    private sealed record Level([Key] string Cluster, string Text);

    private sealed record Spike(string Cluster);
}
