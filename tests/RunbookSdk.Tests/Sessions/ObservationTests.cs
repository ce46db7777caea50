using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Incidents;
using RunbookSdk.Instances;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class ObservationTests
{
    [Fact]
    public void An_equal_value_fires_nothing()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(0, new ClusterLoad("c1", 90));
        var again = desk.At(1, new ClusterLoad("c1", 90));

        Assert.Single(desk.Decisions);
        Assert.Equal((0, 0, 0), (again.MatchesBegun, again.MatchesEnded, again.Late));
    }

    [Fact]
    public void A_late_observation_is_ignored_and_counted()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(5, new ClusterLoad("c1", 90));
        var late = desk.At(6, new Observation(new ClusterLoad("c1", 10), Desk.Minute(4)));

        Assert.Equal(1, late.Late);
        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void An_observation_of_the_same_instant_is_not_late()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(5, new ClusterLoad("c1", 90));
        var same = desk.At(6, new Observation(new ClusterLoad("c1", 10), Desk.Minute(5)));

        Assert.Equal(0, same.Late);
        Assert.Equal(["90", "10"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void A_late_observation_counts_for_its_own_key_only()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(5, new ClusterLoad("c1", 90));
        var other = desk.At(6, new Observation(new ClusterLoad("c2", 10), Desk.Minute(4)));

        Assert.Equal(0, other.Late);
        Assert.Equal(2, desk.Decisions.Count);
    }

    [Fact]
    public void A_late_retraction_is_ignored()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(5, new ClusterLoad("c1", 90));
        var late = desk.At(6, Desk.Gone(new ClusterLoad("c1", 0), 4));

        Assert.Equal((1, 0), (late.Late, late.MatchesEnded));
    }

    [Fact]
    public void A_delivery_that_comes_twice_counts_once()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(0, new Observation(new ClusterLoad("c1", 1), Desk.Minute(0), 7));
        var twice = desk.At(1, new Observation(new ClusterLoad("c1", 2), Desk.Minute(1), 7), new Observation(new ClusterLoad("c1", 3), Desk.Minute(1), 7));

        Assert.Equal(2, twice.Duplicates);
        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void A_delivery_is_forgotten_when_its_memory_ends_and_not_a_tick_before()
    {
        var desk = new Desk(PageOnEachLoad, new SessionOptions { DeliveryMemory = Minutes(30) });

        desk.At(0, new Observation(new ClusterLoad("c1", 1), default, 7));
        Assert.Equal(1, desk.At(Desk.Minute(30).AddTicks(-1), new Observation(new ClusterLoad("c1", 2), default, 7)).Duplicates);
        Assert.Equal(0, desk.At(Desk.Minute(30), new Observation(new ClusterLoad("c1", 3), default, 7)).Duplicates);

        Assert.Equal(["1", "3"], desk.Decisions.Select(d => d.Because));
    }

    [Fact]
    public void Observation_that_is_evaluated_at_once_comes_after_those_that_wait()
    {
        var desk = new Desk(PageOnEachLoad);
        desk.Session.Observe(new Observation(new ClusterLoad("c1", 1), Desk.Minute(1)));

        var both = desk.Session.Evaluate(Desk.Minute(2), new Observation(new ClusterLoad("c1", 2), Desk.Minute(2)));
        var late = desk.Session.Evaluate(Desk.Minute(0), new Observation(new ClusterLoad("c1", 3), Desk.Minute(1)));
        var next = desk.Session.Evaluate(Desk.Minute(3), new Observation(new ClusterLoad("c1", 4), default));

        Assert.Equal(["2"], both.Decisions.Select(d => d.Because));
        Assert.Equal((1, 0), (late.Late, late.Decisions.Count));
        Assert.Equal(["4"], next.Decisions.Select(d => d.Because));
        Assert.Equal(Desk.Minute(3), next.Decisions[0].Facts[0].ObservedAt);
        Assert.Empty(desk.Session.Evaluate(Desk.Minute(4)).Decisions);
    }

    [Fact]
    public void Observation_that_is_refused_at_once_does_not_wait()
    {
        var desk = new Desk(PageOnEachLoad);

        Assert.Throws<ArgumentException>(() => desk.Session.Evaluate(
            Desk.Minute(1), new Observation(new LifecycleStatus("l", "1", "s", "s", Desk.Noon, false), default)));
        Assert.Throws<ArgumentNullException>(() => desk.Session.Evaluate(Desk.Minute(1), default));
        Assert.Empty(desk.Session.Evaluate(Desk.Minute(2)).Decisions);
    }

    [Fact]
    public void A_retraction_ends_the_matches_of_its_fact()
    {
        var desk = new Desk(PageOnEachLoad);

        desk.At(0, new ClusterLoad("c1", 90));
        Assert.Equal(1, desk.At(1, Desk.Gone(new ClusterLoad("c1", 0), 1)).MatchesEnded);
        Assert.Equal(0, desk.At(2, Desk.Gone(new ClusterLoad("c1", 0), 2)).MatchesEnded);
    }

    [Fact]
    public void A_fact_that_is_taken_back_and_comes_again_in_one_batch_keeps_its_match()
    {
        var desk = new Desk(book => book.Rule("seen", from load in Facts<ClusterLoad>() select Runbook.Page("sre", "")).Mode(Mode.Act));

        desk.At(0, new ClusterLoad("c1", 90));
        var batch = desk.At(1, Desk.Gone(new ClusterLoad("c1", 0), 1), new ClusterLoad("c1", 91));

        Assert.Equal((0, 0), (batch.MatchesBegun, batch.MatchesEnded));
        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void A_fact_that_comes_and_is_taken_back_in_one_batch_was_never_a_match()
    {
        var desk = new Desk(PageOnEachLoad);

        var batch = desk.At(0, new ClusterLoad("c1", 90), Desk.Gone(new ClusterLoad("c1", 0), 0));

        Assert.Equal((0, 0), (batch.MatchesBegun, batch.MatchesEnded));
        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void An_event_is_known_until_the_instant_its_retention_ends()
    {
        var desk = new Desk(book => book.Rule("seen", from blip in Facts<Blip>() select Runbook.Page("sre", "")).Mode(Mode.Act));

        desk.At(0, new Blip("a"), new Blip("a"));
        Assert.Equal(Desk.Minute(5), desk.Session.NextDue);
        Assert.Equal(0, desk.At(Desk.Minute(5).AddTicks(-1)).MatchesEnded);
        Assert.Equal(2, desk.At(5).MatchesEnded);
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void An_event_that_comes_after_its_retention_is_late()
    {
        var desk = new Desk(book => book.Rule("seen", from blip in Facts<Blip>() select Runbook.Page("sre", "")).Mode(Mode.Act));

        Assert.Equal(1, desk.At(10, new Observation(new Blip("a"), Desk.Minute(5))).Late);
        Assert.Equal(0, desk.At(10, new Observation(new Blip("a"), Desk.Minute(5).AddTicks(1))).Late);
        Assert.Single(desk.Decisions);
    }

    [Fact]
    public void Where_a_component_stands_is_not_for_an_observation_to_say_after_the_first()
    {
        var desk = new Desk(book =>
        {
            book.Rule("degrade", from load in Facts<ClusterLoad>()
                                 where load.Percent > 85
                                 from tools in Facts<Component>()
                                 select Runbook.Degrade(tools, ComponentStatus.MajorOutage, "hot")).Mode(Mode.Act);
            book.Rule("status", from tools in Facts<Component>() select Runbook.Page("sre", $"{tools.Status}")).Mode(Mode.Act).AgainOnChange();
        });

        desk.At(0, new Component("c1", "WebTools"));
        desk.At(0.5, new ClusterLoad("c1", 90));
        desk.At(1, new Component("c1", "WebTools", ComponentStatus.Operational));
        desk.At(2, new Component("c1", "WebTools", ComponentStatus.PartialOutage, Desk.Minute(2)));

        Assert.Equal(["Operational", "MajorOutage"], desk.Decisions.Where(d => d.Rule == "status").Select(d => d.Because));
    }

    [Fact]
    public void What_is_known_of_an_incident_is_not_for_an_observation_to_say_after_the_first()
    {
        var desk = new Desk(book => book.Rule("status",
            from incident in Facts<Incident>() select Runbook.Page(incident.Title, $"{incident.Status}")).Mode(Mode.Act).AgainOnChange());
        var incident = new Incident("i", "net", Impact.Minor, IncidentStatus.Monitoring, Desk.Noon, Desk.Noon, Desk.Noon);

        desk.At(0, incident);
        desk.At(1, incident with { Status = IncidentStatus.Resolved, Title = "other" });

        Assert.Equal(["0 status page team/net Decided"], desk.Told);
    }

    [Fact]
    public void Nor_is_it_for_an_assert()
    {
        var desk = new Desk(book =>
        {
            book.Rule("write", from alert in Facts<Alert>()
                               where alert.Firing
                               select Runbook.Assert(new Component("c1", "WebTools", ComponentStatus.MajorOutage, null), "")).Mode(Mode.Act);
            book.Rule("status", from tools in Facts<Component>() select Runbook.Page("sre", $"{tools.Status}")).Mode(Mode.Act).AgainOnChange();
        });

        desk.At(0, new Component("c1", "WebTools"));
        desk.At(1, new Alert("a", "c1", true));

        Assert.Equal(["Operational"], desk.Decisions.Where(d => d.Rule == "status").Select(d => d.Because));
    }

    [Fact]
    public void A_fact_without_an_instant_was_seen_at_the_evaluation()
    {
        var desk = new Desk(PageOnEachLoad);
        desk.Session.Observe(new ClusterLoad("c1", 90));

        var decision = Assert.Single(desk.Session.Evaluate(Desk.Minute(3)).Decisions);

        Assert.Equal(Desk.Minute(3), decision.Facts[0].ObservedAt);
    }

    [Fact]
    public void Nothing_can_be_observed_that_is_no_fact()
    {
        var desk = new Desk(PageOnEachLoad);

        Assert.Throws<ArgumentNullException>(() => desk.Session.Observe(null!));
        Assert.Throws<ArgumentNullException>(() => desk.Session.Observe(new Observation(null!, Desk.Noon)));
    }

    private static void PageOnEachLoad(Book book) => book.Rule("seen",
        from load in Facts<ClusterLoad>() select Runbook.Page(load.Cluster, $"{load.Percent}")).Mode(Mode.Act).AgainOnChange();

    [Retention("00:05:00")]
    private sealed record Blip(string Name);
}
