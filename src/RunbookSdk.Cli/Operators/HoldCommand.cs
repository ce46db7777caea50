using System.CommandLine;

namespace RunbookSdk.Cli.Operators;

/// <summary><c>runbook pause</c>, <c>resume</c> and <c>silence</c>: their words on the command line.</summary>
internal static class HoldCommand
{
    private const string Scopes =
        """
        SCOPE is one of
          all                            everything
          rule/ID                        what one rule asks for
          component/CLUSTER/NAME         what is asked for one component; so for every target: site/dc2, incident/ID, job/NAME
          component/online1/*            all that begins so
        """;

    private const string Pausing =
        $"""
        Stops what runbooks do. Nothing new within the scope is done, by any rule, until somebody resumes it; it survives restarts. People are
        still paged. What is in force stays in force, and is released when its reason ends. What is asked for meanwhile is held, and asked
        for again on 'runbook resume' if its reason still stands.

        {Scopes}

        Examples:
          runbook pause all --state state.db --because "the monitoring lies"
          runbook pause rule/fail-over-on-network-errors --state state.db --because "the second site is being rebuilt"
          runbook pause component/online1/webtools --state state.db --because "we work on it by hand"

        Exit code: 0 paused; 1 paused, and something is to be looked at; 2 it could not run, and nothing is paused; 75 another run has the
        state, try again.
        """;

    private const string Resuming =
        $"""
        Lets go what 'runbook pause' or 'runbook silence' has stopped. It takes the scope that was stopped; a silence or a window also by its
        name. What is only proposed since an unclean end is let go in the same way: rules decide by themselves again. What was held meanwhile
        and still has its reason is asked for again at once. 'runbook status' shows what is stopped.

        {Scopes}

        Examples:
          runbook resume all --state state.db --because "the monitoring is right again"
          runbook resume rule/fail-over-on-network-errors --state state.db --dry-run       what would be asked for again

        Exit code: 0 resumed; 1 resumed, and something is to be looked at; 2 nothing of that scope is stopped, or it could not run; 75
        another run has the state, try again later.
        """;

    private const string Silencing =
        $"""
        Stops what runbooks do for a time, and wakes nobody within the scope either. It ends by itself; what was held and still has its
        reason is asked for then. 'runbook status' shows every silence and when it ends; 'runbook resume' ends one early.

        {Scopes}

        Examples:
          runbook silence 'component/online1/*' --for 2h --state state.db --because "the cluster is being replaced"
          runbook silence all --from "2019-09-21 22:00 Europe/Oslo" --for 4h --state state.db --because "announced work"

        Exit code: 0 silenced; 1 silenced, and something is to be looked at; 2 it could not run, and nothing is silenced; 75 another run has
        the state, try again later.
        """;

    public static Command CreatePause(CommandConsole console)
    {
        var (scope, options) = (Scope(), new ActOptions("Why; others have to know."));
        var command = Of("pause", Pausing, scope, options);
        command.SetAction((parsed, cancellation) => new ActRun(options.Read(parsed), console).RunAsync(
            new PauseAct(parsed.GetRequiredValue(scope), parsed.GetRequiredValue<string>("--state")), needsReason: true, [], cancellation));
        return command;
    }

    public static Command CreateResume(CommandConsole console)
    {
        var (scope, options) = (Scope(), new ActOptions("Why; for the record."));
        var command = Of("resume", Resuming, scope, options);
        command.SetAction((parsed, cancellation) => new ActRun(options.Read(parsed), console).RunAsync(
            new ResumeAct(parsed.GetRequiredValue(scope)), needsReason: false, [], cancellation));
        return command;
    }

    public static Command CreateSilence(CommandConsole console)
    {
        var (scope, options) = (Scope(), new ActOptions("Why; others have to know."));
        var lasts = new Option<string>("--for") { Description = "For how long, such as 30m, 2h or 3d.", HelpName = "TIME", Required = true };
        var from = ActOptions.Text("--from", "T", "From when, such as \"2019-09-21 22:00 Europe/Oslo\". Default: now.");
        var command = Of("silence", Silencing, scope, options, lasts, from);
        command.SetAction((parsed, cancellation) =>
        {
            var act = SilenceAct.Of(
                parsed.GetRequiredValue(scope), parsed.GetRequiredValue(lasts), parsed.GetValue(from), parsed.GetRequiredValue<string>("--state"), out var problems);
            return new ActRun(options.Read(parsed), console).RunAsync(act, needsReason: true, problems, cancellation);
        });
        return command;
    }

    private static Command Of(string name, string teaching, Argument<string> scope, ActOptions options, params ReadOnlySpan<Option> own)
    {
        var command = new Command(name, teaching) { scope };
        foreach (var option in own) command.Options.Add(option);
        options.AddTo(command);
        return command;
    }

    private static Argument<string> Scope() => new("SCOPE") { Description = "all, rule/ID, or a target such as component/online1/webtools." };
}
