using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class SnapshotTests
{
    private static readonly SessionOptions Keeping = new() { KeepsSnapshots = true, FaultsUntilQuarantine = 1 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_snapshot_shows_facts_matches_actions_proposals_and_what_is_set_aside(bool keeps)
    {
        var desk = new Desk(Everything, new SessionOptions { KeepsSnapshots = keeps, FaultsUntilQuarantine = 1 });
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));
        desk.At(1, new ClusterLoad("c2", 0), new ClusterLoad("c1", 91));

        var snapshot = desk.Session.Snapshot;

        Assert.Equal((Desk.Minute(1), desk.Session.NextDue), (snapshot.Now, snapshot.NextDue));
        Assert.Equal([new ClusterLoad("c1", 91), new ClusterLoad("c2", 0)], snapshot.Facts<ClusterLoad>());
        Assert.Equal([Desk.Minute(1), Desk.Minute(1)], snapshot.Facts(typeof(ClusterLoad)).Select(f => f.ObservedAt));
        Assert.Contains(typeof(Component), snapshot.FactTypes);
        var match = Assert.Single(snapshot.Matches("suspend"));
        Assert.Equal((Desk.Noon, (object)new ClusterLoad("c1", 91)), (match.BeganAt, match.Facts[0].Value));
        Assert.All(["group", "silent-group"], rule =>
            Assert.Equal(2, ((IReadOnlyDictionary<string, object?>)Assert.Single(snapshot.Matches(rule)).Facts[0].Value)["count"]));
        var inForce = Assert.Single(snapshot.InForce);
        Assert.Equal(("suspend", Desk.Noon, Desk.Minute(60)), (inForce.Rule, inForce.Since, inForce.LeaseUntil));
        var proposal = Assert.Single(snapshot.Proposals);
        Assert.Equal(("ask", Desk.Noon, Desk.Minute(60 * 24), 1), (proposal.Rule, proposal.ProposedAt, proposal.DeniedAt, proposal.Needed));
        Assert.Equal(["faulty"], snapshot.QuarantinedRules);
        Assert.Equal(["ask", "group", "silent-group", "suspend"], snapshot.Matches().Select(m => m.Rule).Distinct());
    }

    [Fact]
    public void A_snapshot_stays_what_it_was()
    {
        var desk = new Desk(Everything, Keeping);
        desk.At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));
        var before = desk.Session.Snapshot;

        desk.At(1, Desk.Gone(new ClusterLoad("c1", 0), 1));

        Assert.Equal([new ClusterLoad("c1", 90)], before.Facts<ClusterLoad>());
        Assert.Equal(new ClusterLoad("c1", 90), before.Matches("suspend").Single().Facts[0].Value);
        var after = desk.Session.Snapshot;
        Assert.Empty(after.Facts<ClusterLoad>());
        Assert.Empty(after.Matches());
        Assert.Empty(after.InForce);
        Assert.Empty(after.Proposals);
    }

    [Fact]
    public void What_was_refused_is_never_shown()
    {
        var desk = new Desk(
            book => book.Rule("endless", from load in Facts<ClusterLoad>() where load.Percent > 95 && !Facts<Hot>().Any() select new Hot("x")), Keeping);
        desk.At(0, new ClusterLoad("c1", 90));
        var before = desk.Session.Snapshot;

        Assert.Throws<RunbookException>(() => desk.At(1, new ClusterLoad("c1", 99), new ClusterLoad("c2", 1)));

        Assert.Equal(before.Facts<ClusterLoad>(), desk.Session.Snapshot.Facts<ClusterLoad>());
        Assert.Empty(desk.Session.Snapshot.Matches());
        Assert.Empty(desk.Session.Snapshot.Facts<Hot>());
    }

    [Fact]
    public void A_preview_is_not_shown_and_a_swap_is()
    {
        var desk = new Desk(_ => { }, Keeping);
        desk.At(0, new ClusterLoad("c1", 90));
        var rules = RuleSet.Create(new Book(book => book.Rule("hot", from load in Facts<ClusterLoad>() select new Hot(load.Cluster))));
        var before = desk.Session.Snapshot;

        desk.Session.Preview(rules);
        Assert.Same(before, desk.Session.Snapshot);
        desk.Session.Swap(rules);

        Assert.Equal([new Hot("c1")], desk.Session.Snapshot.Facts<Hot>());
        Assert.Single(desk.Session.Snapshot.Matches("hot"));
    }

    [Fact]
    public async Task Readers_on_other_threads_see_whole_evaluations_only()
    {
        var desk = new Desk(
            book => book.Rule("pair", from load in Facts<ClusterLoad>()
                                      join site in Facts<RequestRate>() on load.Cluster equals site.Cluster
                                      where load.Percent == site.PerSecond
                                      select new Pair(load.Cluster, load.Percent)), Keeping);
        desk.At(0, new ClusterLoad("c1", 0), new RequestRate("c1", "x", 0));
        var stopped = false;
        using var started = new CountdownEvent(3);

        // Threads of their own: on a busy machine those of the pool may not come before the writer is done.
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            var (seen, last) = (0, -1d);
            started.Signal();
            while (!Volatile.Read(ref stopped) || seen < 2)
            {
                var snapshot = desk.Session.Snapshot;
                var percent = snapshot.Facts<ClusterLoad>().Single().Percent;
                Assert.Equal(percent, snapshot.Facts<RequestRate>().Single().PerSecond);
                Assert.Equal(new Pair("c1", percent), snapshot.Facts<Pair>().Single());
                var match = Assert.Single(snapshot.Matches("pair"));
                Assert.Equal(new ClusterLoad("c1", percent), match.Facts[0].Value);
                Assert.Equal(Desk.Noon.AddSeconds(percent), snapshot.Now);
                Assert.True(percent >= last);
                (last, seen) = (percent, seen + 1);
            }

            return seen;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();

        started.Wait();
        for (var i = 1; i <= 20_000; i++) desk.At(Desk.Noon.AddSeconds(i), new ClusterLoad("c1", i), new RequestRate("c1", "x", i));
        Volatile.Write(ref stopped, true);

        Assert.All(await Task.WhenAll(readers), seen => Assert.True(seen > 1));
    }

    /// <summary>Found by the simulation: what repeats a value changes the time of the group, and nothing else.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_group_shows_when_one_of_its_facts_was_last_observed(bool keepsSnapshots)
    {
        var desk = new Desk(Everything, new SessionOptions { KeepsSnapshots = keepsSnapshots });

        desk.At(0, new ClusterLoad("c1", 90));
        desk.At(5, new ClusterLoad("c1", 90));

        Assert.Equal(Desk.Minute(5), Assert.Single(desk.Session.Snapshot.Matches("silent-group")).Facts[0].ObservedAt);
    }

    private static void Everything(Book book)
    {
        book.Rule("suspend", from load in Facts<ClusterLoad>()
                             join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                             select Runbook.Suspend(tools, "")).Mode(Mode.Act).Lease(Hours(1));
        book.Rule("ask", from load in Facts<ClusterLoad>() where load.Percent > 50 select Runbook.Page("x", "")).Mode(Mode.Act).RequireApproval();
        book.Rule("group", from load in Facts<ClusterLoad>()
                           group load by load.Cluster.Length into g
                           select Runbook.Page($"{g.Key}", $"{g.Count()}"));
        book.Rule("silent-group", from load in Facts<ClusterLoad>() group load by load.Cluster.Length into g select Runbook.Page($"{g.Key}", ""));
        book.Rule("faulty", from load in Facts<ClusterLoad>() where 1 / (int)load.Percent > 5 select Runbook.Page("x", ""));
    }

    private sealed record Hot([Key] string Name);

    private sealed record Pair([Key] string Name, double Value);
}
