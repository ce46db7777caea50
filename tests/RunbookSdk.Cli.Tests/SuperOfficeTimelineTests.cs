using RunbookSdk.Cli.Replay;
using RunbookSdk.Cli.Reports;
using RunbookSdk.Components;
using RunbookSdk.Journal;
using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Cli.Tests;

/// <summary>The whole incident through the real command: runbooks from disk, facts from disk, and what they decide.</summary>
public sealed class SuperOfficeTimelineTests : IClassFixture<SuperOfficeTimelineTests.September>
{
    private const string Timeline = "examples/superoffice-2019/timeline.txt";
    private const string Postmortem = "examples/superoffice-2019/postmortem-draft.md";
    private readonly September september;

    public SuperOfficeTimelineTests(September september) => this.september = september;

    [Fact]
    public async Task The_incident_is_decided_as_its_timeline_says()
    {
        var (exitCode, output, _) = await september.Replayed;

        Assert.Equal(ExitCode.Findings, exitCode); // the damaged lines
        ApprovedFile.Check(Timeline, output[..(output.IndexOf("\n\n", StringComparison.Ordinal) + 1)]);
    }

    [Fact]
    public async Task The_draft_of_its_postmortem_is_what_the_journal_says()
    {
        var (_, _, journal) = await september.Replayed;
        await using var draft = new StringWriter { NewLine = "\n" };

        new ReportMarkdown(draft, JournalReport.Of(journal), TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo")).Write();

        ApprovedFile.Check(Postmortem, draft.ToString());
    }

    [Fact]
    public async Task The_same_history_gives_the_same_bytes()
    {
        string[] firstWeek = ["--format", "json", "--until", "2019-09-07 Europe/Oslo"];
        var (_, first) = await ReplayAsync(SdkSession.Start, firstWeek);
        var (_, second) = await ReplayAsync(SdkSession.Start, firstWeek);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    private static async Task<(int ExitCode, string Output)> ReplayAsync(StartSession start, params string[] options)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var console = new CommandConsole(Stream.Null, output, TextWriter.Null) { StartSession = start };
        string[] arguments = ["replay", Repository.PathOf("examples", "superoffice-2019"), "--no-cache", .. options];
        var exitCode = await RunbookCommand.RunAsync(arguments, console);
        return (exitCode, output.ToString());
    }

    /// <summary>The replay of all of it, once, with a journal.</summary>
    public sealed class September
    {
        internal Task<(int ExitCode, string Output, IEnumerable<JournalEntry> Journal)> Replayed { get; } = ReplayAllAsync();

        private static async Task<(int ExitCode, string Output, IEnumerable<JournalEntry> Journal)> ReplayAllAsync()
        {
            var journal = new SlimJournal();
            var (exitCode, output) = await ReplayAsync((rules, start, options) =>
            {
                options.Journal = journal;
                return SdkSession.Start(rules, start, options);
            });
            return (exitCode, output, journal.Read());
        }
    }

    /// <summary>Half a million facts in memory: of those that monitors send all the time only when they came is kept.</summary>
    private sealed class SlimJournal : IJournal
    {
        private static readonly HashSet<string> Many =
            [nameof(ClusterLoad), nameof(RequestRate), nameof(Sample), nameof(Probe), nameof(Heartbeat), nameof(Site), nameof(Clients.Client)];

        private readonly MemoryJournal kept = new();

        public long Count => kept.Count;

        public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records) => kept.Append(
            instant,
            [
                .. records.Where(r => r.Kind != JournalRecordKind.Match)
                    .Select(r => r.Kind == JournalRecordKind.Fact && Many.Contains(r.Name) ? r with { Data = "{}" } : r),
            ]);

        public IEnumerable<JournalEntry> Read(long after = 0) => kept.Read(after);

        public long DroppedUpTo => kept.DroppedUpTo;

        public IEnumerable<JournalSnapshot> ReadSnapshots() => kept.ReadSnapshots();

        public void Keep(JournalSnapshot snapshot) => kept.Keep(snapshot);
    }
}
