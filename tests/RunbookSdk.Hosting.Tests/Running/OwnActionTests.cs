using RunbookSdk.Actions;
using RunbookSdk.Components;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>Actions whose records runbooks declare themselves, handed to handlers that take a base of them.</summary>
public sealed class OwnActionTests : HostTest
{
    private const string Throttling =
        """
        public sealed record Throttle(string Cluster, double Share, string Because) : StandingAction("throttle", Target.Of("cluster", Cluster), Because);
        Rule("shed",
            from load in Facts<ClusterLoad>()
            where load.Percent > 85
            select load.Percent > 95 ? (StandingAction)new Throttle(load.Cluster, 0.5, "load") : Suspend(new Component(load.Cluster, "WebTools"), because: "load"))
          .Mode(Act);
        """;

    private readonly ScriptedHandler<StandingAction> handler = new();

    private string Script => Path.Combine(Folder, "shed.csx");

    [Fact]
    public async Task An_action_that_a_rule_asks_for_among_others_comes_to_who_takes_what_stands_as_its_own_record()
    {
        var host = await StartAsync(Throttling);

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 99)), default);
        await UntilDeliveredAsync(host, 1);

        var action = Assert.Single(handler.Calls).Action;
        Assert.Equal(("Throttle", 0.5), (action.GetType().Name, action.GetType().GetProperty("Share")!.GetValue(action)));
    }

    [Fact]
    public async Task What_is_in_force_by_a_rule_that_is_gone_with_its_record_is_released()
    {
        var host = await StartAsync(Throttling);
        await host.ObserveAsync(Seen(new ClusterLoad("online1", 99)), default);
        await UntilDeliveredAsync(host, 1);
        await StopAsync();

        host = await StartAsync("""Rule("page", from load in Facts<ClusterLoad>() where load.Percent > 200 select Page("ops", because: "load")).Mode(Act);""");
        await UntilDeliveredAsync(host, 2);

        Assert.Equal(["do cluster/online1 1", "release cluster/online1 1"], handler.Told);
    }

    [Fact]
    public async Task An_action_of_a_class_of_runbooks_is_known_whatever_its_rules_are_said_to_ask_for()
    {
        var host = await StartAsync(o => o.RuleBooks.Add(new Draining()), b => b.AddHandler<StandingAction>("all", _ => handler, Patient));

        await host.ObserveAsync(Seen(new ClusterLoad("online1", 99)), default);
        await UntilDeliveredAsync(host, 1);

        Assert.Equal(new Drain("online1", "load"), Assert.Single(handler.Calls).Action);
    }

    private async Task<IRunbookHost> StartAsync(string script)
    {
        await File.WriteAllTextAsync(Script, script);
        return await StartAsync(
            o =>
            {
                o.Scripts.Add(Script);
                o.JournalPath = JournalPath;
            },
            b => b.AddHandler<StandingAction>("all", _ => handler, Patient));
    }

    private sealed record Drain(string Cluster, string Because) : StandingAction("drain", Target.Of("cluster", Cluster), Because);

    private sealed class Draining : Runbook
    {
        protected override void Define() =>
            Rule("shed",
                from load in Facts<ClusterLoad>()
                where load.Percent > 85
                select load.Percent > 95 ? (StandingAction)new Drain(load.Cluster, "load") : Suspend(new Component(load.Cluster, "WebTools"), because: "load"))
              .Mode(Act);
    }
}
