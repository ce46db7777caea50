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

    private const string Rules =
        """
        Draws how rules hang together: which facts they read, which they derive, what they ask for, and which lifecycles that moves. Rules
        stand in their files, with their conditions in short; a broken arrow only asks whether there are such facts, or how many.

        Examples:
          runbook graph rules runbooks                                       Mermaid, for Markdown
          runbook graph rules runbooks --rule suspend-webtools               one rule, and what is next to it
          runbook graph rules runbooks --format dot | dot -Tsvg > rules.svg

        Exit code: 0 it is drawn; 2 there is no such rule, or the runbooks cannot be read.
        """;

    public static Command Create(CommandConsole console) => new("graph", "Draws pictures of what runbooks say.") { CreateLifecycle(console), CreateRules(console) };

    private static Command CreateRules(CommandConsole console)
    {
        var path = new Argument<string>("PATH") { Description = "A .csx file or a folder of them." };
        var rule = new Option<string?>("--rule") { Description = "Only this rule, and what is next to it.", HelpName = "ID" };
        var format = Format("mermaid: a flowchart; dot: for Graphviz.", "mermaid", "dot");
        var (output, noCache) = (Output(), NoCache());
        var command = new Command("rules", Rules) { path, rule, format, output, noCache };
        command.SetAction(parsed => new RulesGraphRun(console).Run(
            parsed.GetRequiredValue(path), parsed.GetValue(rule), parsed.GetRequiredValue(format), parsed.GetValue(output), !parsed.GetValue(noCache)));
        return command;
    }

    private static Command CreateLifecycle(CommandConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the lifecycle." };
        var runbooks = new Option<string[]>("--runbooks") { Description = "A .csx file or a folder of them; can be given several times.", HelpName = "P" };
        var format = Format("mermaid: a stateDiagram-v2; dot: for Graphviz; json: all that it says.", "mermaid", "dot", "json");
        var (output, noCache) = (Output(), NoCache());
        var command = new Command("lifecycle", Lifecycle) { name, runbooks, format, output, noCache };
        command.SetAction(parsed => new LifecycleGraph(console).Run(
            parsed.GetRequiredValue(name),
            parsed.GetValue(runbooks) ?? [],
            parsed.GetRequiredValue(format),
            parsed.GetValue(output),
            !parsed.GetValue(noCache)));
        return command;
    }

    private static Option<string> Format(string description, params string[] formats)
    {
        var format = new Option<string>("--format") { Description = description, DefaultValueFactory = _ => formats[0] };
        format.AcceptOnlyFromAmong(formats);
        return format;
    }

    private static Option<string?> Output() => new("--output", "-o") { Description = "Write to this file instead of standard output.", HelpName = "FILE" };

    private static Option<bool> NoCache() => new("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };
}
