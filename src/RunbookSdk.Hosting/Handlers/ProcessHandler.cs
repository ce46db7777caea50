using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RunbookSdk.Actions;

namespace RunbookSdk.Hosting.Handlers;

/// <summary>Starts a program for each attempt. Safe to use from any thread.</summary>
internal sealed class ProcessHandler<TAction>(ProcessCommand<TAction> command) : IStandingActionHandler<TAction>
    where TAction : RunbookAction
{
    /// <summary>How much of what a program prints is kept: its end.</summary>
    private const int LongestSaying = 1000;

    /// <summary>How long the rest of the output is waited for once a program has ended: what it has left running may hold that open for ever.</summary>
    private static readonly TimeSpan UntilOutputIsLeft = TimeSpan.FromSeconds(1);

    /// <summary>How long a program that was killed is waited for; one that waits for a disk does not end.</summary>
    private static readonly TimeSpan UntilKilledIsLeft = TimeSpan.FromSeconds(5);

    public Task<HandlerResult> HandleAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken) => RunAsync(delivery, cancellationToken);

    public Task<HandlerResult> ReleaseAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken) => command.Releases
        ? RunAsync(delivery, cancellationToken)
        : Task.FromResult(HandlerResult.Done("there is nothing to undo"));

    private async Task<HandlerResult> RunAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartOf(delivery), EnableRaisingEvents = true };
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return HandlerResult.GivenUp($"{command.FileName} cannot be started: {exception.Message}");
        }

        using var leaves = new CancellationTokenSource();
        var output = new OutputTail(LongestSaying);
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput, leaves.Token), output.ReadAsync(process.StandardError, leaves.Token));
        try
        {
            await TellAsync(process, delivery.Decision.CloudEvent, cancellationToken).ConfigureAwait(false);
            await exited.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await Task.WhenAny(exited.Task, Task.Delay(UntilKilledIsLeft, TimeProvider.System, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
        finally
        {
            leaves.CancelAfter(UntilOutputIsLeft);
            await reading.ConfigureAwait(false);
        }

        return Of(process.ExitCode, output.Text);
    }

    private ProcessStartInfo StartOf(ActionDelivery<TAction> delivery)
    {
        var start = new ProcessStartInfo(command.FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (var argument in command.Arguments(delivery)) start.ArgumentList.Add(argument);
        var environment = start.Environment;
        environment["RUNBOOK_IDEMPOTENCY_KEY"] = delivery.IdempotencyKey;
        environment["RUNBOOK_KIND"] = delivery.Kind.ToString().ToLowerInvariant();
        environment["RUNBOOK_ACTION"] = delivery.Action.Name;
        environment["RUNBOOK_TARGET"] = delivery.Decision.Target;
        environment["RUNBOOK_RULE"] = delivery.Decision.Rule;
        environment["RUNBOOK_BECAUSE"] = delivery.Decision.Because;
        environment["RUNBOOK_ATTEMPT"] = delivery.Attempt.ToString(CultureInfo.InvariantCulture);
        return start;
    }

    /// <summary>A program need not read what it is told; one that has closed its input, or has ended, is not asked why.</summary>
    private static async Task TellAsync(Process process, string text, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            return;
        }
    }

    private HandlerResult Of(int exitCode, string said)
    {
        if (exitCode == 0) return HandlerResult.Done(said);
        var words = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(command.FileName)} ended with {exitCode}: {said}").TrimEnd(' ', ':');
        return command.FinalExitCodes.Contains(exitCode) ? HandlerResult.GivenUp(words) : HandlerResult.Failed(words);
    }
}
