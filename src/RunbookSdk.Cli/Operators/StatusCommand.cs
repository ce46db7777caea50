using System.CommandLine;

namespace RunbookSdk.Cli.Operators;

/// <summary><c>runbook status</c>: its words on the command line.</summary>
internal static class StatusCommand
{
    private const string Teaching =
        """
        Says how things stand, for who has just been woken: what is stopped and by whom, what waits for an approval (with the command that
        answers it), what is held back, what is in force (by which rule, since when, why, until when), where incidents and components
        stand, rules that are set aside, budgets that are nearly used up; when the last evaluation was, and what is due next.

        It only reads, and works while another run has the state. It shows what the last evaluation left: what came since is not in it.

        Examples:
          runbook status --state state.db --zone Europe/Oslo
          runbook status --state state.db --all                                   also what works, and what is over
          runbook status --state state.db --format json | jq '.waiting[].number'

        Exit code: 0 the status is printed; 2 it could not be read.
        """;

    public static Command Create(CommandConsole console)
    {
        var state = ActOptions.StateOption();
        var all = new Option<bool>("--all") { Description = "Show everything: also components that work, and incidents that are over." };
        var zone = ActOptions.ZoneOption();
        var format = ActOptions.FormatOption("text: for people; json: one object.");
        var noCache = ActOptions.NoCacheOption();
        var command = new Command("status", Teaching) { state, all, zone, format, noCache };
        command.SetAction((parsed, _) => new StatusRun(console, parsed.GetRequiredValue(state)).RunAsync(
            parsed.GetValue(zone), parsed.GetValue(all), parsed.GetValue(format) == "json", !parsed.GetValue(noCache)));
        return command;
    }
}
