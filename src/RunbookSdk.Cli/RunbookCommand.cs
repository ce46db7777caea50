using System.CommandLine;
using System.CommandLine.Invocation;
using RunbookSdk.Actions;
using RunbookSdk.Cli.Check;
using RunbookSdk.Cli.Deliveries;
using RunbookSdk.Cli.Eval;
using RunbookSdk.Cli.Explain;
using RunbookSdk.Cli.Graph;
using RunbookSdk.Cli.Journals;
using RunbookSdk.Cli.New;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Cli.Query;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Cli.Reports;
using RunbookSdk.Cli.Shells;
using RunbookSdk.Cli.Test;

namespace RunbookSdk.Cli;

/// <summary>The <c>runbook</c> command with all its verbs.</summary>
internal static class RunbookCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CommandConsole console) =>
        QuietRun.TryLeave(arguments, ref console) ? Task.FromResult(ExitCode.Fine) : ParseAndRunAsync(arguments, console with { Arguments = arguments });

    private static async Task<int> ParseAndRunAsync(IReadOnlyList<string> arguments, CommandConsole console)
    {
        var root = new RootCommand("Outage runbooks as code: facts in, decisions out. Begin with: runbook replay --help")
        {
            ReplayCommand.Create(console),
            EvalCommand.Create(console),
            StatusCommand.Create(console),
            AnswerCommand.Create(console, Verdict.Approve),
            AnswerCommand.Create(console, Verdict.Deny),
            HoldCommand.CreatePause(console),
            HoldCommand.CreateResume(console),
            HoldCommand.CreateSilence(console),
            ExplainCommand.Create(console),
            ReportCommand.Create(console),
            QueryCommand.Create(console),
            CheckCommand.Create(console),
            TestCommand.Create(console),
            NewCommand.Create(console),
            GraphCommand.Create(console),
            JournalCommand.Create(console),
            DeliveryCommand.Create(console),
            ShellCommand.Create(console),
        };
        if (arguments is [['[', ..], ..]) KnownNames.AddTo(root); // a shell asks; in the help of a command they would be in the way
        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction) return Refuse(parsed, console);
        if (parsed.CommandResult.Command is RootCommand)
            foreach (var command in root.Subcommands) command.Description = Short(command.Description ?? "");
        var exitCode = await InvokeAsync(parsed, console).ConfigureAwait(false);
        await console.Output.FlushAsync().ConfigureAwait(false);
        await console.Error.FlushAsync().ConfigureAwait(false);
        return exitCode;
    }

    /// <summary>In the list of all commands each has one line; its own help says the rest.</summary>
    private static string Short(string description)
    {
        var end = description.AsSpan().IndexOfAny(".:\n");
        return end < 0 ? description : description[..end];
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, CommandConsole console)
    {
        var configuration = new InvocationConfiguration
        {
            Output = console.Output,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
        };
        // A query hears Ctrl-C itself: at the prompt it stops a question and nothing else.
        if (parsed.CommandResult.Command.Name == QueryCommand.Name) configuration.ProcessTerminationTimeout = null;
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("Stopped before its end; what was written by then is kept.").ConfigureAwait(false);
            return ExitCode.CouldNotRun;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What a user can do wrong has a diagnostic of its own; this is a mistake of ours, and the trace is for the report of it.
            await console.Error.WriteLineAsync($"error RBK5000: Something went wrong in this program: {exception}").ConfigureAwait(false);
            return ExitCode.CouldNotRun;
        }
    }

    private static int Refuse(ParseResult parsed, CommandConsole console)
    {
        foreach (var error in parsed.Errors) console.Error.WriteLine($"error: {error.Message}");
        var verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        console.Error.WriteLine($"'runbook{verb} --help' says what can be given.");
        console.Error.Flush();
        return ExitCode.CouldNotRun;
    }
}
