using RunbookSdk.Diagnostics;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Instances;

public sealed class LifecycleSwapTests
{
    [Fact]
    public void Swap_of_rules_that_say_the_same_leaves_instances_and_their_times_alone()
    {
        var desk = Drained();

        var evaluation = desk.Swap(Drain.Define);

        Assert.Equal((0, 0), (evaluation.MatchesBegun, evaluation.MatchesEnded));
        Assert.Equal(("draining", Desk.Noon), Stands(desk));
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
    }

    [Fact]
    public void Newer_version_moves_instances_as_its_migration_says_and_counts_from_when_they_came()
    {
        var desk = Drained();

        desk.Swap(book => Second(book, l => l.MigrateFrom(1, m => m.Move("draining", "emptying"))));

        Assert.Equal(("emptying", Desk.Noon), Stands(desk));
        Assert.Equal(Desk.Minute(45), desk.Session.NextDue);
        desk.At(60);
        Assert.Equal(("late", Desk.Minute(45)), Stands(desk));
        Assert.Equal("45 tell-late page team/operations Decided", desk.Told.Last());
    }

    [Fact]
    public void New_rules_never_see_a_state_of_the_old_lifecycle()
    {
        var desk = Drained();

        desk.Swap(book =>
        {
            Second(book, l => l.MigrateFrom(1, m => m.Move("draining", "emptying")));
            book.Rule("old-state", from i in Facts<LifecycleStatus>() where i.State == "draining" select Runbook.Page("nobody", "x")).Mode(Mode.Act);
            book.Rule("new-state", from i in Facts<LifecycleStatus>() where i.State == "emptying" select Runbook.Page("somebody", "x")).Mode(Mode.Act);
        });

        Assert.DoesNotContain(desk.Decisions, d => d.Rule == "old-state");
        Assert.Equal("10 new-state page team/somebody Decided", desk.Told.Last());
    }

    [Fact]
    public void Old_rules_see_no_state_of_the_new_lifecycle()
    {
        var desk = new Desk(book =>
        {
            Drain.Define(book);
            book.Rule("new-state", from i in Facts<LifecycleStatus>() where i.State == "emptying" select Runbook.Page("somebody", "x")).Mode(Mode.Act);
        });
        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));

        desk.Swap(book => Second(book, l => l.MigrateFrom(1, m => m.Move("draining", "emptying"))));

        Assert.DoesNotContain(desk.Decisions, d => d.Rule == "new-state");
    }

    [Fact]
    public void Instances_that_cannot_go_on_keep_the_rules_out_and_everything_stays_as_it_was()
    {
        var desk = Drained();
        desk.At(11, new Connection("n2", 1), new Node("n2", "drain"));
        var rules = desk.Session.Rules;

        var refused = Assert.Throws<RunbookException>(() => desk.Swap(book => Second(book, l => l)));

        Assert.Equal(
        [
            "drain n1 keeps these rules out: drain of version 1 in draining cannot go on: version 2 says nothing of version 1; add MigrateFrom(1)",
            "drain n2 keeps these rules out: drain of version 1 in draining cannot go on: version 2 says nothing of version 1; add MigrateFrom(1)",
        ], refused.Diagnostics.Select(d => d.Message));
        Assert.All(refused.Diagnostics, d => Assert.Equal("RBK5060", d.Code));
        Assert.Same(rules, desk.Session.Rules);
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
        desk.At(30);
        Assert.Equal("stuck", desk.Session.Snapshot.Facts<LifecycleStatus>().First().State);
    }

    [Fact]
    public void Preview_of_a_migration_changes_nothing()
    {
        var desk = Drained();

        var preview = desk.Session.Preview(RuleSet.Create(new Book(book =>
        {
            Second(book, l => l.MigrateFrom(1, m => m.Move("draining", "emptying")));
            book.Rule("new-state", from i in Facts<LifecycleStatus>() where i.State == "emptying" select Runbook.Page("somebody", "x")).Mode(Mode.Act);
        })));

        Assert.Contains(preview.Evaluation.Decisions, d => d.Rule == "new-state");
        Assert.Equal(("draining", Desk.Noon), Stands(desk));
        Assert.Equal(Desk.Minute(30), desk.Session.NextDue);
    }

    [Fact]
    public void Instances_of_a_lifecycle_that_is_gone_are_forgotten()
    {
        var desk = Drained();

        desk.Swap(book => book.Rule("other", from n in Facts<Node>() where n.Asked == "x" select Runbook.Page("x", "x")));

        Assert.Empty(desk.Session.Snapshot.Facts<LifecycleStatus>());
        Assert.Null(desk.Session.NextDue);
    }

    [Fact]
    public void Hash_of_a_rule_set_says_what_its_lifecycles_say()
    {
        RuleSet Set(Func<LifecycleBuilder<string, string>, LifecycleBuilder<string, string>> also, TimeSpan? keep = null) => RuleSet.Create(new Book(
            book => book.DefineLifecycle("job", l => also(l.Initial("a").State("a", s => s.On("go").GoTo("b")).Final("b")), keepEnded: keep)));

        Assert.Equal(Set(l => l).Hash, Set(l => l).Hash);
        Assert.NotEqual(Set(l => l).Hash, Set(l => l, Minutes(5)).Hash);
        Assert.NotEqual(Set(l => l).Hash, Set(l => l.ExclusiveGuards()).Hash);
        Assert.Equal(RuleSet.Create(new Book(Drain.Define)).Hash, RuleSet.Create(new Book(Drain.Define)).Hash);
    }

    /// <summary>One instance at minute 0, and minute 10 now.</summary>
    private static Desk Drained()
    {
        var desk = new Desk(Drain.Define);
        desk.At(0, new Connection("n1", 1), new Node("n1", "drain"));
        desk.At(10);
        return desk;
    }

    private static void Second(Book book, Func<LifecycleBuilder<string, string>, LifecycleBuilder<string, string>> also)
    {
        var drain = book.DefineLifecycle(
            "drain",
            l => also(l)
                .Initial("emptying")
                .State("emptying", s => s.After(TimeSpan.FromMinutes(45)).GoTo("late"))
                .Final("late"),
            version: 2);
        book.Rule("tell-late", from i in Runbook.InstancesOf(drain) where i.State == "late" select Runbook.Page("operations", "x")).Mode(Mode.Act);
    }

    private static (string State, DateTimeOffset Since) Stands(Desk desk)
    {
        var status = Assert.Single(desk.Session.Snapshot.Facts<LifecycleStatus>());
        return (status.State, status.Since);
    }
}
