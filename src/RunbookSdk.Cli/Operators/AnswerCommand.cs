using System.CommandLine;
using RunbookSdk.Actions;

namespace RunbookSdk.Cli.Operators;

/// <summary><c>runbook approve</c> and <c>runbook deny</c>: their words on the command line.</summary>
internal static class AnswerCommand
{
    private const string Approving =
        """
        Approves what a rule proposed. 'runbook status' shows what waits, by which number, and the command to answer it.

        PROPOSAL is the number, or the id of the rule, or as much of its beginning as no other rule that waits begins with. When a rule
        waits for several targets, --target says which. What waits is decided when enough people have approved; a second approval by the
        same person counts once. It is checked again first: when its reason has ended, or a limit does not permit it any more, it is not done.

        Examples:
          runbook approve 27 --state state.db
          runbook approve fail-over --target site/dc2 --state state.db --by ann
          runbook approve 27 --state state.db --dry-run        what would follow

        Exit code: 0 taken; 1 taken, and something is to be looked at, or it does not count; 2 nothing of that name waits, or it could not
        run; 75 another run has the state, try again later.
        """;

    private const string Denying =
        """
        Refuses what a rule proposed: it is not done, and the rule asks again only when its reason has ended and come back. One person is
        enough. 'runbook status' shows what waits, by which number. For how PROPOSAL and --target are written see 'runbook approve --help'.

        Examples:
          runbook deny 27 --state state.db --because "the second site is being rebuilt"
          runbook deny fail-over --state state.db --because "we wait for the provider"

        Exit code: 0 taken; 1 taken, and something is to be looked at; 2 nothing of that name waits, or it could not run; 75 another run
        has the state, try again later.
        """;

    public static Command Create(CommandConsole console, Verdict verdict)
    {
        var isDenial = verdict == Verdict.Deny;
        var proposal = new Argument<string>("PROPOSAL") { Description = "The number that 'runbook status' shows, or the rule." };
        var target = ActOptions.Text("--target", "T", "Which one, when a rule waits for several; or the beginning of it.");
        var options = new ActOptions(isDenial ? "Why; others have to know." : "Why; for the record.");
        var command = new Command(isDenial ? "deny" : "approve", isDenial ? Denying : Approving) { proposal, target };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => new ActRun(options.Read(parsed), console).RunAsync(
            new Answer(verdict, parsed.GetRequiredValue(proposal), parsed.GetValue(target), parsed.GetRequiredValue<string>("--state")),
            needsReason: isDenial, [], cancellation));
        return command;
    }
}
