using RunbookSdk.Cli.Operators;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Reports;

/// <summary>One run of <c>runbook report</c>.</summary>
internal sealed class ReportRun(CommandConsole console, string path)
{
    /// <summary>Reads the journal and prints the report.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public Task<int> RunAsync(string? incident, string? fromText, string? untilText, string? zoneName, bool isJson) => Guarded.RunAsync(console, () =>
    {
        var problems = new List<Diagnostic>();
        var from = OptionText.Read<DateTimeOffset?>("--from", CommandCodes.NotAnInstant, fromText, t => Instant.Parse(t), problems, null);
        var until = OptionText.Read<DateTimeOffset?>("--until", CommandCodes.NotAnInstant, untilText, t => Instant.Parse(t), problems, null);
        var zone = OptionText.Read("--zone", CommandCodes.NoSuchZone, zoneName, Instant.FindZone, problems, TimeZoneInfo.Utc);
        if (from > until) problems.Add(new(CommandCodes.Conflict, Severity.Error, "The end is before the beginning: --until must be after --from.", SourceLocation.None));
        if (problems.Count > 0) throw new RunbookException(problems);
        using var journal = SqliteJournal.Open(path, new() { IsReadOnly = true });
        if (journal.Count == 0) throw CommandCodes.Refuse(CommandCodes.EmptyState, "The state holds nothing yet, so there is nothing to report.", new(path, 0));
        var report = JournalReport.Of(journal.Read(), from, until);
        if (incident is not null) report = report.About(Find(report, incident));
        else CheckTime(journal, report, until, new TimeText(zone));
        if (isJson) ReportJson.Write(console.Output, report);
        else new ReportMarkdown(console.Output, report, zone).Write();
        return Task.FromResult(ExitCode.Fine);
    });

    /// <summary>A report of a time of which nothing is known would read as if all had been well then.</summary>
    private static void CheckTime(SqliteJournal journal, JournalReport report, DateTimeOffset? until, TimeText times)
    {
        var begins = journal.Read().FirstOrDefault()?.Instant ?? report.From; // of a journal that was compacted to its end nothing is left to read
        if (report.From > report.Until || until < begins)
            throw CommandCodes.Refuse(CommandCodes.Conflict, $"Nothing of that time is in the journal, which {(until < begins ? $"begins at {times.At(begins)}" : $"ends at {times.At(report.Until)}")}.");
    }

    private static ReportedIncident Find(JournalReport report, string name)
    {
        var exact = report.Incidents.Where(i => i.Id.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var found = exact.Count > 0 ? exact : [.. report.Incidents.Where(i => i.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        if (found is [var one]) return one;
        var known = string.Concat((found.Count > 0 ? found : report.Incidents).Select(i => $"\n  {i.Id}: {i.Title}"));
        throw CommandCodes.Refuse(CommandCodes.NoSuchIncident, found.Count > 0
            ? $"'{name}' can mean several incidents:{known}"
            : known.Length > 0 ? $"There is no incident '{name}' in that time. There are:{known}" : $"There is no incident '{name}' in that time, nor any other.");
    }
}
