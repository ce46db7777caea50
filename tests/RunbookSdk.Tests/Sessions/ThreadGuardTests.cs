using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class ThreadGuardTests
{
    private static readonly RuleSet Empty = RuleSet.Create(new Book(_ => { }));
    private static readonly AsyncLocal<Func<bool>?> Inside = new();

    [Fact]
    public void A_second_thread_that_evaluates_is_refused() =>
        AssertRefused(session => session.Evaluate(Desk.Minute(1)));

    [Fact]
    public void A_second_thread_that_observes_is_refused() =>
        AssertRefused(session => session.Observe(new ClusterLoad("c2", 1)));

    [Fact]
    public void A_second_thread_that_swaps_is_refused() => AssertRefused(session => session.Swap(Empty));

    [Fact]
    public void A_second_thread_that_previews_is_refused() => AssertRefused(session => session.Preview(Empty));

    [Fact]
    public void A_second_thread_that_asks_for_a_snapshot_that_is_not_kept_is_refused() => AssertRefused(session => session.Snapshot.ToString());

    [Fact]
    public void A_second_thread_that_asks_what_is_due_is_refused() => AssertRefused(session => session.NextDue.ToString());

    [Fact]
    public void Threads_that_enter_at_once_are_refused_or_heard_whole()
    {
        var session = new RunbookSession(
            RuleSet.Create(new Book(book => book.Rule("count", from probe in Facts<Probe>() select Runbook.Page(probe.Subject, "")).Mode(Mode.Act))), Desk.Noon);
        var (heard, refused) = (0, 0);

        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            try
            {
                session.Observe(new Probe("oslo", $"s{i}", true));
                Interlocked.Increment(ref heard);
                if (i % 100 == 0) session.Evaluate(Desk.Noon);
                if (i % 500 == 0) session.Swap(Empty);
            }
            catch (InvalidOperationException exception) when (exception.Message.StartsWith("A session is for one thread", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref refused);
            }
        });
        session.Evaluate(Desk.Noon);

        Assert.Equal(heard, session.Snapshot.Facts<Probe>().Count());
        Assert.InRange(refused, 0, 20_000);
    }

    [Fact]
    public void A_rule_that_enters_its_own_session_has_a_fault()
    {
        var desk = new Desk(CallInside);
        desk.HasTwins = false;
        Inside.Value = () => desk.Session.Evaluate(Desk.Noon).Decisions.Count >= 0;

        var fault = Assert.Single(desk.At(0, new ClusterLoad("c1", 1)).Faults);

        Assert.StartsWith("InvalidOperationException: A session is for one thread at a time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_can_be_entered_again_after_a_refusal()
    {
        AssertRefused(session => session.Evaluate(Desk.Minute(1)));
    }

    [Fact]
    public void Sessions_of_one_rule_set_work_on_threads_of_their_own()
    {
        var rules = RuleSet.Create(new Book(book => book.Rule("tell",
            from load in Facts<ClusterLoad>() where load.Percent > 50 select Runbook.Page(load.Cluster, $"{load.Percent}")).Mode(Mode.Act)));

        var told = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => TellAll(rules)).ToList();

        Assert.All(told, t => Assert.Equal(told[0], t));
    }

    private static string TellAll(RuleSet rules)
    {
        var desk = new Desk(rules);
        desk.HasTwins = false;
        for (var i = 0; i < 1000; i++) desk.At(i, new ClusterLoad($"c{i % 7}", i * 37 % 100));
        return string.Join('\n', desk.Told);
    }

    private static void AssertRefused(Action<RunbookSession> enter)
    {
        var desk = new Desk(CallInside);
        desk.HasTwins = false;
        Exception? refused = null;
        Inside.Value = () =>
        {
            var second = new Thread(() => refused = Record.Exception(() => enter(desk.Session)));
            second.Start();
            second.Join();
            return true;
        };

        desk.At(0, new ClusterLoad("c1", 1));
        Assert.IsType<InvalidOperationException>(refused);
        Inside.Value = () => true;
        desk.At(2, new ClusterLoad("c1", 2), new ClusterLoad("c3", 3));

        Assert.Equal(["0 inside page team/c1 Decided", "2 inside page team/c3 Decided"], desk.Told);
    }

    private static void CallInside(Book book) => book.Rule("inside",
        from load in Facts<ClusterLoad>() where Ask(load) select Runbook.Page(load.Cluster, "")).Mode(Mode.Act);

    private static bool Ask(ClusterLoad load) => load.Percent > 0 && Inside.Value!();
}
