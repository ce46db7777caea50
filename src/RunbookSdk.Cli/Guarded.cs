using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli;

/// <summary>What goes wrong while a command runs, told to people.</summary>
internal static class Guarded
{
    /// <summary>Runs a command.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(CommandConsole console, Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (RunbookException exception)
        {
            await console.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            foreach (var problem in exception.Diagnostics) await console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
            return ExitCode.CouldNotRun;
        }
        catch (JournalException exception)
        {
            await console.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await console.Error.WriteLineAsync(exception.Diagnostic.ToString()).ConfigureAwait(false);
            return exception.Diagnostic.Code == SqliteProblems.InUse ? ExitCode.TryAgain : ExitCode.CouldNotRun;
        }
    }
}
