using System.CommandLine;
using System.CommandLine.Invocation;
using RunbookSdk.Actions;
using RunbookSdk.Cli.Check;
using RunbookSdk.Cli.Deliveries;
using RunbookSdk.Cli.Eval;
using RunbookSdk.Cli.Explain;
using RunbookSdk.Cli.FactRecords;
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
        var root = new RootCommand("Outage runbooks as code: facts in, decisions out. Begin with: runbook replay --help");
        // An editor checks whenever a file is saved; to make the words of all verbs takes longer than to see that a file has not changed.
        if (arguments is [CheckCommand.Name, ..]) root.Add(CheckCommand.Create(console));
        else AddAll(root, console);
        if (arguments is [['[', ..], ..]) KnownNames.AddTo(root); // a shell asks; in the help of a command they would be in the way
        var parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction) return Refuse(parsed, console);
        if (parsed.CommandResult.Command is RootCommand)
            foreach (var command in root.Subcommands) command.Description = Short(command.Description ?? "");
        try
        {
            var exitCode = await InvokeAsync(parsed, console).ConfigureAwait(false);
            await console.Output.FlushAsync().ConfigureAwait(false);
            await console.Error.FlushAsync().ConfigureAwait(false);
            return exitCode;
        }
        catch (OutputLostException exception)
        {
            await console.Error.WriteLineAsync($"error {CommandCodes.OutputLost}: What the command prints cannot be written: {exception.Message}.").ConfigureAwait(false);
            return ExitCode.CouldNotRun;
        }
    }

    private static void AddAll(RootCommand root, CommandConsole console)
    {
        root.Add(ReplayCommand.Create(console));
        root.Add(EvalCommand.Create(console));
        root.Add(StatusCommand.Create(console));
        root.Add(AnswerCommand.Create(console, Verdict.Approve));
        root.Add(AnswerCommand.Create(console, Verdict.Deny));
        root.Add(HoldCommand.CreatePause(console));
        root.Add(HoldCommand.CreateResume(console));
        root.Add(HoldCommand.CreateSilence(console));
        root.Add(ExplainCommand.Create(console));
        root.Add(ReportCommand.Create(console));
        root.Add(QueryCommand.Create(console));
        root.Add(CheckCommand.Create(console));
        root.Add(TestCommand.Create(console));
        root.Add(NewCommand.Create(console));
        root.Add(FactsCommand.Create(console));
        root.Add(GraphCommand.Create(console));
        root.Add(JournalCommand.Create(console));
        root.Add(DeliveryCommand.Create(console));
        root.Add(ShellCommand.Create(console));
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
        catch (Exception exception) when (exception is not (OutOfMemoryException or OutputLostException))
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
