using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Cli.Journals;

/// <summary>One run of a verb of <c>runbook journal</c>.</summary>
internal sealed class JournalRun(CommandConsole console, string file)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Does again what the journal says.</summary>
    public Task<int> VerifyAsync(IReadOnlyList<string> paths, bool usesCache) => GuardedAsync(journal =>
    {
        using var runbooks = console.Runbooks.Load(paths, usesCache);
        foreach (var problem in runbooks.Diagnostics) console.Error.WriteLine(problem);
        if (runbooks.Rules is not { } rules) return ExitCode.CouldNotRun;
        using var earlier = new EarlierRunbooks(console.Runbooks, usesCache);
        var verified = RunbookSession.Verify(rules, new SessionOptions { Journal = journal }, DomainFacts.CatalogWith(runbooks.FactTypes), earlier.Find);
        var from = verified.After == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $", from the snapshot after entry {verified.After:N0} on; facts up to entry {journal.DroppedUpTo:N0} were dropped");
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{journal.Count:N0} entries; all {verified.Decisions:N0} decisions follow from what was given{from}"));
        return ExitCode.Fine;
    });

    /// <summary>Writes what the journal holds.</summary>
    public Task<int> ExportAsync(string only, CancellationToken cancellation) => GuardedAsync(journal =>
    {
        foreach (var entry in journal.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var record in entry.Records)
            {
                if (only == "all") console.Output.WriteLine(Line(entry, record));
                else if (record.Kind == (only == "facts" ? JournalRecordKind.Fact : JournalRecordKind.Decision)) console.Output.WriteLine(record.Data);
            }
        }

        return ExitCode.Fine;
    });

    private static string Line(JournalEntry entry, JournalRecord record)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            writer.WriteStartObject();
            writer.WriteNumber("entry", entry.Number);
            writer.WriteString("instant", entry.Instant);
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(record.Kind.ToString()));
            if (record.Name.Length > 0) writer.WriteString("name", record.Name);
            if (record.Key.Length > 0) writer.WriteString("key", record.Key);
            writer.WritePropertyName("data");
            writer.WriteRawValue(record.Data);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private async Task<int> GuardedAsync(Func<SqliteJournal, int> act)
    {
        try
        {
            using var journal = SqliteJournal.Open(file, new() { IsReadOnly = true });
            return act(journal);
        }
        catch (RunbookException exception)
        {
            foreach (var problem in exception.Diagnostics) await console.Error.WriteLineAsync(problem.ToString()).ConfigureAwait(false);
        }
        catch (JournalException exception)
        {
            await console.Error.WriteLineAsync(exception.Diagnostic.ToString()).ConfigureAwait(false);
        }

        return ExitCode.CouldNotRun;
    }
}
