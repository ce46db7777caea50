using RunbookSdk.Facts;
using RunbookSdk.Instances;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;
using RunbookSdk.Tests.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Instances;

/// <summary>A node of a cluster; asked for what it is to do.</summary>
public sealed record Node([Key] string Name, string Asked);

/// <summary>Somebody is connected to a node.</summary>
public sealed record Connection([Key] string Node, [Key] int Number);

/// <summary>A lifecycle of a runbook's own: a node is drained, patched, and takes load again.</summary>
internal static class Drain
{
    public static void Define(Book book)
    {
        var drain = book.DefineLifecycle("drain", Lines, keepEnded: Hours(2));
        book.Rule("begin-drain",
            from node in Facts<Node>()
            where node.Asked == "drain"
            select Runbook.Begin(drain, node.Name, "it is to be patched")).Mode(Mode.Act);
        book.Rule("give-up",
            from node in Facts<Node>()
            where node.Asked == "give-up"
            select Runbook.Fire(drain, node.Name, "give-up", "somebody wants it back")).Mode(Mode.Act);
        book.Rule("go-on",
            from node in Facts<Node>()
            where node.Asked == "go-on"
            select Runbook.Fire(drain, node.Name, "go-on", "somebody says so")).Mode(Mode.Act);
        book.Rule("page-stuck",
            from i in Runbook.InstancesOf(drain)
            where i.State == "stuck"
            select Runbook.Page("operations", $"{i.Id} does not drain")).Mode(Mode.Act);
        book.Rule("silence-while-drained",
            from i in Runbook.InstancesOf(drain)
            where i.IsIn("out-of-service")
            select Runbook.Page("monitoring", $"mind {i.Path} of {i.Id}")).Mode(Mode.Act);
    }

    /// <summary>The same with something else said of it.</summary>
    public static void Lines(LifecycleBuilder<string, string> drain) => drain
        .Initial("draining")
        .State("draining", s => s
            .When("nobody is connected", i => !Facts<Connection>().Any(c => c.Node == i.Id)).GoTo("out-of-service")
            .On("give-up").GoTo("serving")
            .After(TimeSpan.FromMinutes(30)).GoTo("stuck"))
        .State("stuck", s => s
            .When("nobody is connected", i => !Facts<Connection>().Any(c => c.Node == i.Id)).GoTo("out-of-service")
            .On("give-up").GoTo("serving"))
        .State("out-of-service", s => s
            .Initial("empty")
            .On("give-up").GoTo("serving"))
        .State("empty", s => s
            .Within("out-of-service")
            .On("go-on").GoTo("patching"))
        .State("patching", s => s
            .Within("out-of-service")
            .After(TimeSpan.FromMinutes(20)).GoTo("serving"))
        .Final("serving");
}
