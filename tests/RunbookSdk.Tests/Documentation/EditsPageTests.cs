using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Documentation;

/// <summary>The code that docs/lifecycles.md shows for a person's edit.</summary>
public sealed class EditsPageTests
{
    [Fact]
    public void A_person_takes_hold_of_a_component_and_hands_it_back()
    {
        var (now, seen) = (Desk.Noon, new List<string>());
        var session = new RunbookSession(RuleSet.Create(new Book(Suspends)), now);
        session.Observe(new Component("online1", "WebTools"));
        session.Observe(new ClusterLoad("online1", 97));
        session.Evaluate(now);
        void Show(string text) => seen.Add(text);
        ComponentStatus WebTools() => session.Snapshot.Facts<Component>().Single().Status;
        Show($"{WebTools()}");

        // snippet: edit
        var edit = new ComponentEdit(
            "online1", "WebTools", ComponentStatus.Operational, By: "ann", Because: "the load was a test of ours", At: now);
        session.Observe(edit);
        foreach (var problem in session.Evaluate(now).Problems) Show(problem.Message); // the lifecycle refused it
        Show($"{WebTools()}"); // Operational, though a rule asks to suspend it

        var later = now.AddHours(1);
        session.Observe(new Observation(edit, later, IsRetraction: true)); // handed back
        session.Evaluate(later);
        Show($"{WebTools()}"); // Suspended, as the actions in force say
        // end-snippet

        Assert.Equal(["Suspended", "Operational", "Suspended"], seen);
    }

    private static void Suspends(Book book) => book.Rule("suspend-webtools",
        from load in Facts<ClusterLoad>()
        join tools in Facts<Component>() on load.Cluster equals tools.Cluster
        where load.Percent > 95
        select Runbook.Suspend(tools, $"{load.Percent}%")).Mode(Mode.Act);
}
