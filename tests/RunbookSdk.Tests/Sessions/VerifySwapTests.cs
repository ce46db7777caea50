using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What becomes of awaited proofs when rules are exchanged, and what rules say that cannot be.</summary>
public sealed class VerifySwapTests
{
    [Fact]
    public void A_rule_that_says_the_same_goes_on_with_its_deadline()
    {
        var desk = Begun(book => VerifyTests.Verified(VerifyTests.Shed(book)));

        desk.At(5);
        desk.Swap(book => VerifyTests.Verified(VerifyTests.Shed(book)).Describe("other words"));
        desk.At(15);

        Assert.Equal(["15 shed suspend component/c1/webtools Unverified", "15 shed/otherwise/1 run-job job/drain Decided"], desk.Told.Skip(1));
    }

    [Fact]
    public void A_rule_that_is_gone_has_nothing_to_prove()
    {
        var desk = Begun(book => VerifyTests.Verified(VerifyTests.Shed(book)));

        desk.At(5);
        desk.Swap(_ => { });
        desk.At(60);

        Assert.Equal(["5 shed release component/c1/webtools Released"], desk.Told.Skip(1));
        Assert.Equal(0, desk.Session.Retained.Verifications);
    }

    [Fact]
    public void What_stands_is_verified_by_the_rule_of_that_name_from_then_on()
    {
        var desk = Begun(book => VerifyTests.Verified(VerifyTests.Shed(book)));

        desk.At(5);
        desk.Swap(book => VerifyTests.Shed(book).Verify(
            Minutes(99), (Suspend s) => Facts<ClusterLoad>().Where(l => l.Cluster == s.Component.Cluster && l.Percent < 90), s => Runbook.Page("sre", "")));
        Assert.Equal(Desk.Minute(15), desk.Session.NextDue);
        desk.At(6, new ClusterLoad("c1", 89));

        Assert.Equal(["6 shed suspend component/c1/webtools Verified"], desk.Told.Skip(1));
    }

    [Fact]
    public void What_stands_and_has_one_step_less_now_stays_to_be_proved()
    {
        var desk = Begun(book => VerifyTests.Verified(VerifyTests.Shed(book)));
        desk.At(15);

        desk.Swap(book => VerifyTests.Once(VerifyTests.Shed(book)));
        Assert.Null(Assert.Single(desk.Session.Snapshot.Facts<Verification>()).Due);
        desk.At(60);
        desk.At(61, new ClusterLoad("c1", 55));

        Assert.Equal("61 shed suspend component/c1/webtools Verified", desk.Told.Last());
    }

    [Fact]
    public void A_step_that_the_new_rule_has_more_is_asked_for_after_its_time_from_then_on()
    {
        var desk = Begun(book => VerifyTests.Once(VerifyTests.Shed(book)));
        desk.At(15);

        desk.At(30);
        desk.Swap(book => VerifyTests.Verified(VerifyTests.Shed(book)));
        Assert.Equal(Desk.Minute(50), Assert.Single(desk.Session.Snapshot.Facts<Verification>()).Due);
        desk.At(60);

        Assert.Equal(["50 shed suspend component/c1/webtools Unverified", "50 shed/otherwise/2 page team/on-call Decided"], desk.Told.TakeLast(2));
    }

    [Fact]
    public void What_stands_and_is_no_longer_verified_has_nothing_to_prove()
    {
        var desk = Begun(book => VerifyTests.Verified(VerifyTests.Shed(book)));

        desk.Swap(book => VerifyTests.Shed(book));
        desk.At(60);

        Assert.Single(desk.Decisions);
        Assert.Empty(desk.Session.Snapshot.Facts<Verification>());
    }

    [Fact]
    public void What_was_asked_once_by_a_rule_that_says_something_else_now_is_asked_and_verified_anew()
    {
        Action<Book> Restart(int minutes) => book => book.Rule("restart", from alert in Facts<Alert>() select Runbook.RunJob("restart", new[] { alert.Subject }, ""))
            .Mode(Mode.Act)
            .Verify(Minutes(minutes), (RunJob job) => Facts<Probe>().Where(p => p.Subject == job.Arguments[0] && p.Up), job => Runbook.Page("sre", job.Job));
        var desk = new Desk(Restart(15));
        desk.At(0, new Alert("down", "crm", true));

        desk.At(5);
        desk.Swap(Restart(30));
        desk.At(60);

        Assert.Equal(
            ["5 restart run-job job/restart Decided", "35 restart run-job job/restart Unverified", "35 restart/otherwise/1 page team/sre Decided"], desk.Told.Skip(1));
    }

    [Fact]
    public void Trying_a_swap_out_changes_nothing()
    {
        var desk = Begun(book => VerifyTests.Verified(VerifyTests.Shed(book)));
        var kept = desk.Session.Retained;

        desk.Session.Preview(RuleSet.Create(new Book(_ => { })));

        Assert.Equal(kept with { Timers = 0 }, desk.Session.Retained with { Timers = 0 });
        desk.At(15);
        Assert.Equal(3, desk.Decisions.Count);
    }

    [Fact]
    public void A_set_with_other_times_or_another_proof_is_another_set()
    {
        string Hash(int minutes, int percent) => RuleSet.Create(new Book(book => VerifyTests.Shed(book).Verify(
            Minutes(minutes), (Suspend s) => Facts<ClusterLoad>().Where(l => l.Percent < percent), s => Runbook.Page("sre", "")))).Hash;

        Assert.Equal(Hash(5, 60), Hash(5, 60));
        Assert.Equal(4, new[] { Hash(5, 60), Hash(6, 60), Hash(5, 61), RuleSet.Create(new Book(book => VerifyTests.Shed(book))).Hash }.Distinct().Count());
    }

    [Fact]
    public void Every_mistake_is_told_with_its_code()
    {
        RuleSet.TryCreate(
        [
            new Book(book =>
            {
                VerifyTests.Shed(book).Verify(Minutes(5), (RunJob j) => Facts<Probe>(), j => Runbook.Page("x", j.Job));
                VerifyTests.Verified(VerifyTests.Verified(Tell(book, "twice"))).Otherwise(Minutes(5), (Suspend s) => Runbook.Page("x", ""));
                Tell(book, "nothing").Otherwise(Minutes(5), (Page p) => Runbook.Page("x", ""));
                Tell(book, "other").Verify(Minutes(5), (Page p) => Facts<Probe>(), p => Runbook.Page("x", p.Team)).Otherwise(Minutes(5), (Suspend s) => Runbook.Page("x", ""));
            }),
        ], out var problems);

        Assert.Equal(["RBK1040", "RBK1041", "RBK1040", "RBK1042", "RBK1042"], problems.Select(p => p.Code));
        Assert.All(problems, p => Assert.True(p.Location.Line > 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Desk(book => VerifyTests.Shed(book).Verify(default, (Suspend s) => Facts<Probe>(), s => Runbook.Page("x", ""))));
    }

    private static RuleBuilder Tell(Book book, string id) => book.Rule(id, from load in Facts<ClusterLoad>() select Runbook.Page("sre", load.Cluster));

    private static Desk Begun(Action<Book> define)
    {
        var desk = new Desk(define);
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 95));
        return desk;
    }
}
