using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;

namespace RunbookSdk.Tests.Documentation;

/// <summary>The code that docs/swapping.md shows.</summary>
public sealed class SwappingPageTests
{
    [Fact]
    public void Rules_are_exchanged_after_a_look()
    {
        var session = new RunbookSession(RuleSet.Create(new Book(book => Define(book, 90))), Desk.Noon);
        session.Observe(new Component("online1", "WebTools"));
        session.Observe(new ClusterLoad("online1", 85));
        session.Evaluate(Desk.Noon);
        var (shown, carriedOut) = (new List<string>(), new List<string>());
        void Show(string text) => shown.Add(text);
        void CarryOut(Evaluation evaluation) => carriedOut.AddRange(evaluation.Decisions.Select(Desk.Line));

        var rules = RuleSet.Create(new Book(book => Define(book, 80)));
        // snippet: swap
        var preview = session.Preview(rules);
        foreach (var match in preview.Ended) Show($"{match.Rule} would let go of {match.Facts[0].Key}");
        foreach (var match in preview.Begun) Show($"{match.Rule} would match {match.Facts[0].Key}");
        foreach (var decision in preview.Evaluation.Decisions) Show($"{decision.ActionName} {decision.Target}");

        CarryOut(session.Swap(rules));
        // end-snippet

        Assert.Equal(["suspend-webtools would match online1", "suspend component/online1/webtools"], shown);
        Assert.Equal(["0 suspend-webtools suspend component/online1/webtools Decided"], carriedOut);
    }

    [Fact]
    public async Task A_snapshot_is_read_by_another_thread()
    {
        var rules = RuleSet.Create(new Book(book => Define(book, 80)));
        var start = Desk.Noon;
        // snippet: snapshot
        var session = new RunbookSession(rules, start, new SessionOptions { KeepsSnapshots = true });

        IEnumerable<string> InForce()
        {
            var snapshot = session.Snapshot;
            return snapshot.InForce.Select(a => $"{a.Action.Name} {a.Action.Target} since {a.Since:HH:mm}, by {a.Rule}");
        }

        // end-snippet
        session.Observe(new Component("online1", "WebTools"));
        session.Observe(new ClusterLoad("online1", 85));
        session.Evaluate(Desk.Noon);

        Assert.Equal(["suspend component/online1/webtools since 12:00, by suspend-webtools"], await Task.Run(InForce));
    }

    private static void Define(Book book, double high) => book.Rule("suspend-webtools",
        from load in RuleBook.Facts<ClusterLoad>()
        join tools in RuleBook.Facts<Component>() on load.Cluster equals tools.Cluster
        where load.Percent > high
        select Runbook.Suspend(tools, "")).Mode(Mode.Act);
}
