using System.CommandLine;

namespace RunbookSdk.Cli.FactRecords;

/// <summary><c>runbook facts</c>: its words on the command line.</summary>
internal static class FactsCommand
{
    private const string Teaching =
        """
        Lists the fact records that rules can ask for: those of the SDK, and with --runbooks those that runbooks declare. A star marks the members
        of the key. With NAME it says all of a record: what its members mean, how they are written, and a fact as --facts reads it.

        Examples:
          runbook facts
          runbook facts ClusterLoad Sample
          runbook facts --runbooks runbooks
          runbook facts ClusterLoad --format json | jq -c .example

        Exit code: 0 listed; 2 there is no such record, or the runbooks cannot be loaded.
        """;

    public static Command Create(CommandConsole console)
    {
        var names = new Argument<string[]>("NAME") { Description = "A record. Default: all of them, in short.", Arity = ArgumentArity.ZeroOrMore };
        var runbooks = new Option<string[]>("--runbooks") { Description = "Runbooks whose records are listed too: a .csx file, or a folder of them.", HelpName = "PATH" };
        var format = new Option<string>("--format") { Description = "text: for people; json: one object a line.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var noCache = new Option<bool>("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };
        var command = new Command("facts", Teaching) { names, runbooks, format, noCache };
        command.SetAction(parsed => new FactsRun(console).Run(
            parsed.GetValue(names) ?? [], parsed.GetValue(runbooks) ?? [], parsed.GetRequiredValue(format), !parsed.GetValue(noCache)));
        return command;
    }
}
