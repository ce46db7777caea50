using System.CommandLine;

namespace RunbookSdk.Cli.Graph;

/// <summary><c>runbook graph</c>: its words on the command line.</summary>
internal static class GraphCommand
{
    private const string Lifecycle =
        """
        Draws a lifecycle: its states, what leads from one to the next, guards and times in words. NAME is incident, component,
        client-policy, maintenance, or one that the runbooks declare with DefineLifecycle.

        Examples:
          runbook graph lifecycle incident                                   Mermaid, for Markdown
          runbook graph lifecycle incident --format dot | dot -Tsvg > incident.svg
          runbook graph lifecycle rolling-restart --runbooks runbooks -o docs/rolling-restart.mmd

        Exit code: 0 it is drawn; 2 there is no such lifecycle, or the runbooks cannot be read.
        """;

    public static Command Create(CommandConsole console) => new("graph", "Draws pictures of what runbooks say.") { CreateLifecycle(console) };

    private static Command CreateLifecycle(CommandConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the lifecycle." };
        var runbooks = new Option<string[]>("--runbooks") { Description = "A .csx file or a folder of them; can be given several times.", HelpName = "P" };
        var format = new Option<string>("--format") { Description = "mermaid: a stateDiagram-v2; dot: for Graphviz; json: all that it says.", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot", "json");
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };
        var noCache = new Option<bool>("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };
        var command = new Command("lifecycle", Lifecycle) { name, runbooks, format, output, noCache };
        command.SetAction(parsed => new LifecycleGraph(console).Run(
            parsed.GetRequiredValue(name),
            parsed.GetValue(runbooks) ?? [],
            parsed.GetRequiredValue(format),
            parsed.GetValue(output),
            !parsed.GetValue(noCache)));
        return command;
    }
}
