using System.CommandLine;

namespace RunbookSdk.Cli.Journals;

/// <summary><c>runbook journal</c>: its words on the command line.</summary>
internal static class JournalCommand
{
    private const string Verify =
        """
        Gives a session again what the journal says it was given, and compares what it decides with what the journal says it decided.

        Example:
          runbook journal verify state.db --runbooks runbooks

        Exit code: 0 every decision follows; 2 one does not, or the journal cannot be read.
        """;

    private const string Export =
        """
        Writes what a journal holds to standard output, one JSON object a line, in order.

        Examples:
          runbook journal export state.db | jq 'select(.kind == "decision")'
          runbook journal export state.db --only facts > facts.jsonl     facts as CloudEvents, for runbook replay
        """;

    private const string Compact =
        """
        Drops old facts and gives their room back to the disk. A snapshot of the state is kept and read back first, so that the next run goes
        on as if nothing had happened.

        Kept for ever: decisions with their evidence, what the gate said, matches, states and transitions, faults, the texts of the
        rules, what people said (approvals, edits, pauses, silences, remedies, postmortems) and what came of actions. 'runbook journal
        verify' compares what comes after the snapshot from then on.

        Example:
          runbook journal compact state.db --keep 30d

        Exit code: 0 done; 2 the journal cannot be opened, or the state cannot be kept, and nothing was dropped; 75 another run has it.
        """;

    public static Command Create(CommandConsole console) => new("journal", "Looks after the journal that a state file holds.")
    {
        CreateVerify(console),
        CreateExport(console),
        CreateCompact(console),
    };

    private static Command CreateVerify(CommandConsole console)
    {
        var file = new Argument<string>("DB") { Description = "The state file." };
        var runbooks = new Option<string[]>("--runbooks") { Description = "A .csx file or a folder of them; can be given several times.", HelpName = "P", Required = true };
        var noCache = new Option<bool>("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };
        var command = new Command("verify", Verify) { file, runbooks, noCache };
        command.SetAction((parsed, _) => new JournalRun(console, parsed.GetRequiredValue(file))
            .VerifyAsync(parsed.GetRequiredValue(runbooks), !parsed.GetValue(noCache)));
        return command;
    }

    private static Command CreateCompact(CommandConsole console)
    {
        var file = new Argument<string>("DB") { Description = "The state file." };
        var keep = new Option<string>("--keep")
        {
            Description = "Facts of how much time, counted back from the last run, are kept; such as 12h or 30d.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "30d",
        };
        var noCache = new Option<bool>("--no-cache") { Description = "Compile scripts anew instead of taking them from the cache." };
        var command = new Command("compact", Compact) { file, keep, noCache };
        command.SetAction((parsed, cancellation) => new CompactRun(console, parsed.GetRequiredValue(file))
            .RunAsync(parsed.GetRequiredValue(keep), !parsed.GetValue(noCache), cancellation));
        return command;
    }

    private static Command CreateExport(CommandConsole console)
    {
        var file = new Argument<string>("DB") { Description = "The state file." };
        var only = new Option<string>("--only") { Description = "facts: what was observed; decisions: what was decided; all: everything.", DefaultValueFactory = _ => "all" };
        only.AcceptOnlyFromAmong("all", "facts", "decisions");
        var command = new Command("export", Export) { file, only };
        command.SetAction((parsed, cancellation) => new JournalRun(console, parsed.GetRequiredValue(file))
            .ExportAsync(parsed.GetRequiredValue(only), cancellation));
        return command;
    }
}
