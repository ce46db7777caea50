using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Time;

/// <summary>What lasts, leaves a window or is missing over facts that rules write: as over facts that are observed.</summary>
public sealed class DerivedTimeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_condition_over_a_fact_that_ends_at_the_very_instant_has_not_lasted_however_deep_it_is_derived(int depth)
    {
        var desk = Chain(depth, book => book.Rule("page",
            from s in Facts<Stage>().RaisedWhen(s => s.Number == depth, lasting: Minutes(10)) select Runbook.Page(s.Name, "long")).Mode(Mode.Act));

        desk.At(0, new Stage("a", 0), new Stage("b", 0));
        desk.At(10, Desk.Gone(new Stage("a", 0), 10));
        desk.At(30);

        Assert.Equal(["10 page page team/b Decided"], desk.Told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Time_that_ends_a_derived_fact_at_the_very_instant_has_ended_it_before_it_has_lasted(int depth)
    {
        var desk = new Desk(book =>
        {
            book.Rule("first",
                from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80).ClearedWhen(l => l.Percent < 20, lasting: Minutes(4))
                select new Stage(l.Cluster, 1)).Mode(Mode.Act);
            Steps(book, 1, depth);
            book.Rule("page", from s in Facts<Stage>().RaisedWhen(s => s.Number == depth, lasting: Minutes(10)) select Runbook.Page(s.Name, "long")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("a", 90), new ClusterLoad("b", 90));
        desk.At(6, new ClusterLoad("a", 10));
        desk.At(30);

        Assert.Equal(["10 page page team/b Decided"], desk.Told);
    }

    [Fact]
    public void Lasting_conditions_upon_lasting_conditions_are_settled_from_below()
    {
        var desk = new Desk(book =>
        {
            book.Rule("second", from h in Facts<Hot>().RaisedWhen(h => h.Level > 0, lasting: Minutes(6)) select new Stage(h.Name, 2)).Mode(Mode.Act);
            book.Rule("page", from s in Facts<Stage>().RaisedWhen(s => s.Number == 2, lasting: Minutes(5)) select Runbook.Page(s.Name, "long")).Mode(Mode.Act);
            book.Rule("hot",
                from l in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(1)).ClearedWhen(l => l.Percent < 20, lasting: Minutes(2))
                select new Hot(l.Cluster, l.Percent)).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("a", 90), new ClusterLoad("b", 90));
        desk.At(10, new ClusterLoad("a", 10)); // hot and stage end at 12, when stage would have lasted for 5 minutes
        desk.At(30);

        Assert.Equal(["12 page page team/b Decided"], desk.Told);
    }

    [Fact]
    public void A_component_that_a_rule_lets_go_at_the_very_instant_was_not_suspended_for_so_long()
    {
        var desk = new Desk(book =>
        {
            book.Rule("long", from c in Facts<Component>().RaisedWhen(c => c.Status == ComponentStatus.Suspended, lasting: Minutes(10))
                              select Runbook.Page(c.Cluster, "long")).Mode(Mode.Act);
            book.Rule("suspend", from l in Facts<ClusterLoad>()
                                 join c in Facts<Component>() on l.Cluster equals c.Cluster
                                 where l.Percent > 80
                                 select Runbook.Suspend(c, "busy")).Mode(Mode.Act);
        });

        desk.At(0, new Component("a", "x"), new Component("b", "x"), new ClusterLoad("a", 90), new ClusterLoad("b", 90));
        desk.At(10, new ClusterLoad("a", 10));

        Assert.Equal(["10 suspend release component/a/x Released", "10 long page team/b Decided"], desk.Told.Skip(2));
    }

    [Fact]
    public void A_lease_that_ends_at_the_very_instant_ends_what_would_have_lasted()
    {
        var desk = new Desk(book =>
        {
            book.Rule("long", from c in Facts<Component>().RaisedWhen(c => c.Status == ComponentStatus.Suspended, lasting: Minutes(10))
                              select Runbook.Page(c.Cluster, "long")).Mode(Mode.Act);
            book.Rule("suspend", from l in Facts<ClusterLoad>()
                                 join c in Facts<Component>() on l.Cluster equals c.Cluster
                                 select Runbook.Suspend(c, "busy")).Mode(Mode.Act).Lease(Minutes(10));
        });

        desk.At(0, new Component("a", "x"), new ClusterLoad("a", 90));
        desk.At(30);

        Assert.Equal(["0 suspend suspend component/a/x Decided", "10 suspend release component/a/x Released"], desk.Told);
    }

    [Fact]
    public void A_lease_is_renewed_by_a_derived_fact_that_changes_at_the_very_instant()
    {
        var desk = new Desk(book =>
        {
            book.Rule("hot", from l in Facts<ClusterLoad>() select new Hot(l.Cluster, l.Percent)).Mode(Mode.Act);
            book.Rule("suspend", from h in Facts<Hot>() select Runbook.Suspend(new Component(h.Name, "x"), "hot")).Mode(Mode.Act).Lease(Minutes(10));
        });

        desk.At(0, new ClusterLoad("a", 90));
        desk.At(10, new ClusterLoad("a", 91));

        Assert.Equal([Outcome.Decided, Outcome.Renewed], desk.Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void A_proof_that_a_rule_derives_at_the_very_instant_counts()
    {
        var desk = new Desk(book =>
        {
            book.Rule("calm", from l in Facts<ClusterLoad>() where l.Percent < 50 select new Hot(l.Cluster, l.Percent)).Mode(Mode.Act);
            book.Rule("restart", from a in Facts<Alert>() where a.Firing select Runbook.RunJob("restart", new[] { a.Subject }, "it fires")).Mode(Mode.Act)
                .Verify(Minutes(10), (RunJob j) => Facts<Hot>(), j => Runbook.Page("ops", "it did not help"));
        });

        desk.At(0, new Alert("down", "a", true));
        desk.At(10, new ClusterLoad("a", 10));

        Assert.Equal([Outcome.Decided, Outcome.Verified], desk.Decisions.Select(d => d.Outcome));
    }

    [Fact]
    public void A_derived_fact_that_changes_at_the_very_instant_is_not_missing()
    {
        var desk = new Desk(book =>
        {
            book.Rule("hot", from l in Facts<ClusterLoad>() select new Hot(l.Cluster, l.Percent)).Mode(Mode.Act);
            book.Rule("page", from b in Facts<Stage>() where Missing<Hot>(h => h.Name == b.Name, forAtLeast: Minutes(3)) select Runbook.Page(b.Name, "")).Mode(Mode.Act);
        });

        desk.At(0, new Stage("a", 0), new ClusterLoad("a", 1));
        for (var minute = 3; minute < 30; minute += 3) desk.At(minute, new ClusterLoad("a", minute));
        Assert.Empty(desk.Decisions);
        desk.At(40);

        Assert.Equal(["30 page page team/a Decided"], desk.Told);
    }

    [Fact]
    public void What_the_clock_changes_at_the_very_instant_is_not_raised_for_longer()
    {
        var desk = new Desk(book => book.Rule("page",
            from c in Facts<Component>()
                .RaisedWhen(c => c.Status == ComponentStatus.UnderMaintenance, lasting: Minutes(10)).ClearedWhen(c => c.Status == ComponentStatus.MajorOutage)
            select Runbook.Page(c.Cluster, "")).Mode(Mode.Act));

        desk.At(0, new Component("c1", "x"), new Maintenance("c1", Desk.Noon, Desk.Minute(20)));
        desk.At(5, new Maintenance("c1", Desk.Noon, Desk.Minute(10)));
        desk.At(30);

        Assert.Empty(desk.Decisions);
    }

    [Fact]
    public void A_value_that_is_written_at_the_very_instant_and_once_more_by_a_rule_above_has_lasted_only_when_the_last_one_says_so()
    {
        var desk = new Desk(book =>
        {
            book.Rule("one", from l in Facts<ClusterLoad>() select Runbook.Assert(new Sign(l.Cluster, l.Percent), "")).Mode(Mode.Act).AgainOnChange();
            book.Rule("hot", from l in Facts<ClusterLoad>() where l.Percent > 95 select new Hot(l.Cluster, 1)).Mode(Mode.Act);
            book.Rule("two", from h in Facts<Hot>() where h.Name == "a" select Runbook.Assert(new Sign(h.Name, 50), "")).Mode(Mode.Act);
            book.Rule("page", from s in Facts<Sign>().RaisedWhen(s => s.Level > 80, lasting: Minutes(10)).ClearedWhen(s => s.Level < 20)
                              select Runbook.Page(s.Name, "")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("a", 90), new ClusterLoad("b", 90));
        desk.At(10, new ClusterLoad("a", 96), new ClusterLoad("b", 96));

        Assert.Equal(["10 page page team/b Decided"], desk.Told.Where(t => t.Contains("page", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_rules_write_in_a_circle_comes_to_rest_and_lasts()
    {
        var desk = new Desk(book =>
        {
            book.Rule("stage", from h in Facts<Hot>().RaisedWhen(h => h.Level > 0, lasting: Minutes(5)) select new Stage(h.Name, 1)).Mode(Mode.Act);
            book.Rule("hot", from s in Facts<Stage>() where s.Number == 0 select new Hot(s.Name, 1)).Mode(Mode.Act);
            book.Rule("page", from s in Facts<Stage>().RaisedWhen(s => s.Number == 1, lasting: Minutes(5)) select Runbook.Page(s.Name, "")).Mode(Mode.Act);
        });

        desk.At(0, new Stage("a", 0));
        desk.At(30);

        Assert.All(desk.Decisions, d => Assert.Equal("page", d.Rule));
    }

    [Fact]
    public void Strata_follow_an_exchange_of_rules_and_one_that_was_only_tried()
    {
        static void Observed(Book book) => book.Rule("page",
            from s in Facts<Stage>().RaisedWhen(s => s.Number == 1, lasting: Minutes(10)) select Runbook.Page(s.Name, "long")).Mode(Mode.Act);
        static void Derived(Book book)
        {
            Observed(book);
            Steps(book, 0, 1);
        }

        var desk = new Desk(Observed);
        desk.At(0, new Stage("a", 0), new Stage("b", 0));
        desk.Session.Preview(RuleSet.Create(new Book(Derived)));
        desk.Swap(Derived);
        desk.At(10, Desk.Gone(new Stage("a", 0), 10));

        Assert.Equal(["10 page page team/b Decided"], desk.Told);
    }

    [Fact]
    public void A_window_over_a_derived_fact_has_its_changes_and_not_the_observations_that_it_rests_on()
    {
        var desk = new Desk(book =>
        {
            book.Rule("hot", from l in Facts<ClusterLoad>() select new Hot(l.Cluster, l.Percent)).Mode(Mode.Act);
            book.Rule("derived", from h in Facts<Hot>()
                                 let count = Over(h, Minutes(60)).Count()
                                 let average = Over(h, Minutes(60)).Average(o => o.Level)
                                 select Runbook.Suspend(new Component(h.Name, "derived"), $"{count} {average}")).Mode(Mode.Act);
            book.Rule("observed", from l in Facts<ClusterLoad>()
                                  where Over(l, Minutes(60)).Count() == 5 && Over(l, Minutes(60)).Average(o => o.Percent) == 74
                                  select Runbook.Page("observed", "")).Mode(Mode.Act);
            book.Rule("twice", from h in Facts<Hot>()
                               where Over(h, Minutes(60)).Count() == 3 && Over(h, Minutes(60)).Average(o => o.Level) == 70
                               select Runbook.Page("derived", "")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("a", 50));
        desk.At(1, new ClusterLoad("a", 90));
        desk.At(2, new ClusterLoad("a", 90));
        desk.At(3, new ClusterLoad("a", 70), new ClusterLoad("a", 90)); // both are observed, and nothing of it is left when rules look
        Assert.DoesNotContain(desk.Decisions, d => d.Action is Page);
        desk.At(4, Desk.Gone(new ClusterLoad("a", 0), 4));
        desk.At(5, new ClusterLoad("a", 70)); // it ended, and is true again

        Assert.Contains("5 twice page team/derived Decided", desk.Told);
    }

    [Fact]
    public void A_derived_fact_that_another_cause_takes_over_with_the_same_value_is_not_observed_by_that()
    {
        var desk = new Desk(book =>
        {
            book.Rule("hot", from l in Facts<ClusterLoad>() select new Hot("all", 1)).Mode(Mode.Act);
            book.Rule("page", from h in Facts<Hot>() where Over(h, Minutes(60)).Count() > 1 select Runbook.Page("ops", "")).Mode(Mode.Act);
            book.Rule("lost", from h in Facts<Hot>() where Missing<Hot>(forAtLeast: Minutes(10)) select Runbook.Page("lost", "")).Mode(Mode.Act);
        });

        desk.At(0, new ClusterLoad("a", 1));
        desk.At(1, new ClusterLoad("b", 1));
        desk.At(2, Desk.Gone(new ClusterLoad("a", 0), 2));
        desk.At(3, Desk.Gone(new ClusterLoad("b", 0), 3), new ClusterLoad("c", 1));
        desk.At(20, new ClusterLoad("c", 2));

        Assert.Equal(["10 lost page team/lost Decided"], desk.Told);
    }

    /// <summary>Each stage follows from the one before it: the last has as many rules below it as its number says.</summary>
    private static Desk Chain(int depth, Action<Book> more) => new(book =>
    {
        more(book);
        Steps(book, 0, depth);
    });

    private static void Steps(Book book, int from, int to)
    {
        for (var number = from; number < to; number++) Step(book, number);
    }

    private static void Step(Book book, int number) => book.Rule($"step-{number}",
        from s in Facts<Stage>() where s.Number == number select new Stage(s.Name, number + 1)).Mode(Mode.Act);

    private sealed record Stage([Key] string Name, [Key] int Number);

    private sealed record Hot([Key] string Name, double Level);

    private sealed record Sign([Key] string Name, double Level);
}
