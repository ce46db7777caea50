using System.CommandLine;
using RunbookSdk.Cli.Operators;

namespace RunbookSdk.Cli.Deliveries;

/// <summary><c>runbook deliveries</c>: its words on the command line.</summary>
internal static class DeliveryCommand
{
    private const string Listing =
        """
        Says what handlers still have to carry out, and what they have given up (dead letters), with the commands that settle these. It only
        reads, and works while another run or a host has the state.

        Examples:
          runbook deliveries list --state state.db
          runbook deliveries list --state state.db --all --format json | jq 'select(.handler == "switch")'

        Exit code: 0 nothing was given up; 1 something was, and a person has to look; 2 it could not be read.
        """;

    private const string Retrying =
        """
        Has dead letters tried again, with the same keys and all attempts: by the next run of 'runbook eval --handlers'. What a later decision
        has overtaken is not: a suspension that is tried again after its release would be wrong. In a running host, its own Retry does it.

        Examples:
          runbook deliveries retry 12 --state state.db
          runbook deliveries retry all --state state.db

        Exit code: 0 all of them wait again; 1 one is left as it was, and it is said why; 2 it could not run; 75 another run or a host has the state.
        """;

    private const string Discarding =
        """
        Lets dead letters be: they are not carried out, and runs tell of them no more. 'runbook status' shows for a week that they were not done.

        Example:
          runbook deliveries discard 12 --state state.db --because "done by hand"

        Exit code: 0 done; 1 one is left as it was, and it is said why; 2 it could not run; 75 another run or a host has the state.
        """;

    public static Command Create(CommandConsole console) => new("deliveries", "Looks after what handlers have to carry out, and what they have given up.")
    {
        CreateList(console),
        CreateRetry(console),
        CreateDiscard(console),
    };

    private static Command CreateList(CommandConsole console)
    {
        var state = ActOptions.StateOption();
        var all = new Option<bool>("--all") { Description = "Show also what was done and what was discarded, as far as it is remembered." };
        var zone = ActOptions.ZoneOption();
        var format = ActOptions.FormatOption("text: for people; json: one object a line.");
        var command = new Command("list", Listing) { state, all, zone, format };
        command.SetAction((parsed, _) => new DeliveryRun(console, parsed.GetRequiredValue(state))
            .ListAsync(parsed.GetValue(all), parsed.GetValue(zone), parsed.GetValue(format) == "json"));
        return command;
    }

    private static Command CreateRetry(CommandConsole console)
    {
        var (numbers, state, wait) = (Numbers(), ActOptions.StateOption(), Wait());
        var command = new Command("retry", Retrying) { numbers, state, wait };
        command.SetAction((parsed, cancellation) => new DeliveryRun(console, parsed.GetRequiredValue(state))
            .RetryAsync(parsed.GetRequiredValue(numbers), parsed.GetValue(wait), cancellation));
        return command;
    }

    private static Command CreateDiscard(CommandConsole console)
    {
        var (numbers, state, wait) = (Numbers(), ActOptions.StateOption(), Wait());
        var because = new Option<string>("--because") { Description = "Why; others have to know.", HelpName = "TEXT", Required = true };
        var by = ActOptions.Text("--by", "NAME", "Who says so. Default: the name of the user that runs the command.");
        var command = new Command("discard", Discarding) { numbers, because, by, state, wait };
        command.SetAction((parsed, cancellation) => new DeliveryRun(console, parsed.GetRequiredValue(state))
            .DiscardAsync(parsed.GetRequiredValue(numbers), parsed.GetValue(by) ?? console.User, parsed.GetRequiredValue(because), parsed.GetValue(wait), cancellation));
        return command;
    }

    private static Argument<string[]> Numbers() => new("NUMBER")
    {
        Description = "The numbers that 'runbook deliveries list' shows, or all.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static Option<string?> Wait() =>
        ActOptions.Text("--wait", "TIME", "How long to wait for another run that has the state, such as 30s. Default: 10s.");
}
