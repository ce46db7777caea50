using System.CommandLine;
using RunbookSdk.Cli.Operators;

namespace RunbookSdk.Cli.Reports;

/// <summary><c>runbook report</c>: its words on the command line.</summary>
internal static class ReportCommand
{
    private const string Teaching =
        """
        Drafts a postmortem from the journal, in Markdown: a summary, what happened to each incident, what was done and who approved it, what
        was asked for and not done, the components affected and for how long, a timeline, and what is left to follow up. What only people
        know is left open, and marked so.

        It only reads, needs no runbooks, and works while another run has the state. The same journal gives the same text.

        Examples:
          runbook report --state state.db --zone Europe/Oslo > postmortem.md
          runbook report --state state.db --incident network-2019-09-18
          runbook report --state state.db --from "2019-09-03 Europe/Oslo" --until "2019-09-20 Europe/Oslo"
          runbook replay examples/superoffice-2019 --state september.db      then report on what runbooks would have done

        Exit code: 0 the report is printed; 2 it could not be made.
        """;

    public static Command Create(CommandConsole console)
    {
        var state = ActOptions.StateOption();
        var incident = ActOptions.Text("--incident", "ID", "Only this incident: from its opening until it was resolved.");
        var from = ActOptions.Text("--from", "T", "Where the report begins, such as \"2019-09-03 Europe/Oslo\". Default: with the journal.");
        var until = ActOptions.Text("--until", "T", "Where it ends. Default: with the journal.");
        var zone = ActOptions.ZoneOption();
        var format = ActOptions.FormatOption("text: Markdown; json: one object.");
        var command = new Command("report", Teaching) { state, incident, from, until, zone, format };
        command.SetAction((parsed, _) => new ReportRun(console, parsed.GetRequiredValue(state)).RunAsync(
            parsed.GetValue(incident), parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(zone), parsed.GetValue(format) == "json"));
        return command;
    }
}
