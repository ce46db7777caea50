using RunbookSdk.Components;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

public sealed class ManySessionsTests
{
    [Fact]
    public void Two_thousand_sessions_on_several_threads_share_a_rule_set_and_decide_as_one_alone_does()
    {
        var alone = Tell(Rules());
        Assert.True(alone.Count(c => c == '\n') > 10);
        var shared = Rules();

        var told = Enumerable.Range(0, 2000).AsParallel().WithDegreeOfParallelism(4).Select(_ => Tell(shared)).ToList();

        Assert.All(told, t => Assert.Equal(alone, t));
    }

    [Fact]
    public void Sessions_of_a_shared_rule_set_are_swapped_apart_from_each_other()
    {
        var (first, second) = (Rules(), Rules(95));
        var sessions = Enumerable.Range(0, 200).Select(i => new Desk(first)).ToList();

        Parallel.For(0, sessions.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            sessions[i].At(0, new Component("c1", "WebTools"), new ClusterLoad("c1", 90));
            if (i % 2 == 0) sessions[i].Session.Swap(second);
            sessions[i].At(1, new ClusterLoad("c1", 91));
        });

        Assert.All(sessions.Select((s, i) => (s, i)), x => Assert.Equal(x.i % 2 == 0 ? 0 : 1, x.s.Session.Snapshot.Matches("suspend").Count()));
    }

    private static string Tell(RuleSet rules)
    {
        var desk = new Desk(rules);
        desk.At(0, new Component("c1", "WebTools"), new Component("c2", "WebTools"));
        for (var i = 1; i <= 20; i++) desk.At(i, new ClusterLoad($"c{i % 3}", i * 37 % 100), new Sample("m", $"c{i % 2}", i));
        return string.Join('\n', desk.Told);
    }

    private static RuleSet Rules(double least = 50) => RuleSet.Create(new Book(book =>
    {
        book.Rule("suspend", from load in Facts<ClusterLoad>()
                             join tools in Facts<Component>() on load.Cluster equals tools.Cluster
                             where load.Percent > least
                             select Runbook.Suspend(tools, $"{load.Percent}")).Mode(Mode.Act);
        book.Rule("raised", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 60, lasting: Minutes(2))
                            select Runbook.Page(load.Cluster, "")).Mode(Mode.Act);
        book.Rule("window", from tools in Facts<Component>()
                            where Facts<Sample>().Where(s => s.Subject == tools.Cluster).Over(Minutes(5)).Average(s => s.Value) > 8
                            select Runbook.Page(tools.Cluster, "window")).Mode(Mode.Act);
        book.Rule("groups", from load in Facts<ClusterLoad>()
                            group load by load.Percent > 50 into g
                            select Runbook.Page($"{g.Key}", $"{g.Count()}")).Mode(Mode.Act).AgainOnChange();
    }));
}
