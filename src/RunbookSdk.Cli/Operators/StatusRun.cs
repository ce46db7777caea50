using System.Text.Json;
using RunbookSdk.Cli.Eval;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Operators;

/// <summary>One run of <c>runbook status</c>.</summary>
internal sealed class StatusRun(CommandConsole console, string path)
{
    /// <summary>Reads the state and prints how it stands.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(string? zoneName, bool showsAll, bool isJson, bool usesCache) => Guarded.RunAsync(console, () =>
    {
        var problems = new List<Diagnostic>();
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, zoneName, Instant.FindZone, problems, TimeZoneInfo.Utc);
        if (problems.Count > 0) throw new RunbookException(problems);
        var journal = SqliteJournal.Open(path, new() { IsReadOnly = true });
        using var state = OpenedState.Of(journal, path, console, usesCache);
        var status = state.Status;
        if (QuietRun.LastOf(path) is { } quiet && quiet > status.At) status = status with { At = quiet };
        var faults = LastFaults(journal, status);
        if (isJson) StatusJson.Write(console.Output, status, faults);
        else new StatusText(console, path, new TimeText(zone), console.Time.GetUtcNow(), showsAll).Write(status, faults);
        return Task.FromResult(ExitCode.Fine);
    });

    /// <summary>What the last fault was of each rule that is set aside; the journal remembers it.</summary>
    private static Dictionary<string, RecordedFault> LastFaults(SqliteJournal journal, SessionStatus status)
    {
        var faults = new Dictionary<string, RecordedFault>(StringComparer.Ordinal);
        if (status.QuarantinedRules.Count == 0) return faults;
        foreach (var record in journal.Read().SelectMany(e => e.Records))
        {
            if (record.Kind != JournalRecordKind.Fault || !status.QuarantinedRules.Contains(record.Name)) continue;
            using var data = JsonDocument.Parse(record.Data);
            faults[record.Name] = new(
                record.At, data.RootElement.GetProperty("message").GetString() ?? "", data.RootElement.GetProperty("place").GetString() ?? "");
        }

        return faults;
    }
}

/// <summary>A fault of a rule as the journal has it.</summary>
/// <param name="At">When.</param>
/// <param name="Message">What was thrown.</param>
/// <param name="Place">Where in the runbook.</param>
internal sealed record RecordedFault(DateTimeOffset At, string Message, string Place);
