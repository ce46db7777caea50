using System.Globalization;
using RunbookSdk.Cli.Journals;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Cli.Tests;

public sealed class PastStateTests : OperatorTest
{
    private const string Script = """
        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 80, lasting: Minutes(5))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            select Suspend(tools, because: "high"))
          .Mode(Act).Lease(Minutes(20));
        Rule("somebody-knocked", from k in Facts<Knock>() select Page("ops", because: k.Door)).Mode(Act);
        [Retention("00:07:00")]
        record Knock(string Door);
        """;

    private readonly List<string> history = [];

    [Fact]
    public async Task State_of_an_instant_is_that_of_a_session_which_lived_until_then()
    {
        const int Seed = 20190911;
        await FillAsync(new Random(Seed), minutes: 60);
        for (var minute = 0.0; minute <= 60; minute += 2.5)
        {
            using var journal = PastState.OfJournal(State, Minute(minute), Console(90), usesCache: true);
            using var replay = Replay(minute);

            Assert.Equal(Minute(minute), journal.Session.Now);
            Assert.True(Text(replay) == Text(journal), $"seed {Seed}, minute {minute}: {Text(replay)} is not {Text(journal)}");
        }
    }

    [Fact]
    public async Task Looking_back_leaves_every_byte_as_it_was()
    {
        await FillAsync(new Random(1), minutes: 30);
        var before = Files();

        using (var past = PastState.OfJournal(State, Minute(11), Console(90), usesCache: true)) Assert.NotEmpty(past.Journal.Read());

        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Looking_back_works_while_a_run_has_the_state()
    {
        await FillAsync(new Random(1), minutes: 30);
        using var run = Sqlite.SqliteJournal.Open(State);

        using var past = PastState.OfJournal(State, Minute(11), Console(90), usesCache: true);

        Assert.Equal(Minute(11), past.Session.Now);
    }

    [Fact]
    public async Task End_is_the_last_evaluation_however_late_is_asked()
    {
        await FillAsync(new Random(1), minutes: 30);

        using var past = PastState.OfJournal(State, Minute(600), Console(90), usesCache: true);

        Assert.Equal(Minute(30), past.Session.Now);
        Assert.Equal(Minute(30), past.Ends);
    }

    [Fact]
    public async Task Before_the_beginning_nothing_is_known()
    {
        await FillAsync(new Random(1), minutes: 30);

        var refused = Assert.Throws<RunbookException>(() => PastState.OfJournal(State, Minute(-1), Console(90), usesCache: true));

        Assert.Contains("RBK0045", refused.Message, StringComparison.Ordinal);
        Assert.Contains("begins at 2019-09-11 12:00:00 +00:00", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_compaction_what_came_before_its_snapshot_is_told_to_be_gone()
    {
        await FillAsync(new Random(1), minutes: 30);
        Assert.Equal(0, await RunbookCommand.RunAsync(["journal", "compact", State, "--keep", "5m"], Console(90)));

        var refused = Assert.Throws<RunbookException>(() => PastState.OfJournal(State, Minute(20), Console(90), usesCache: true));
        using var last = PastState.OfJournal(State, null, Console(90), usesCache: true);

        Assert.Contains("RBK0045", refused.Message, StringComparison.Ordinal);
        Assert.Contains("compact', so it begins at 2019-09-11 12:30:00 +00:00", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Minute(30), last.Session.Now);
    }

    private async Task FillAsync(Random random, int minutes)
    {
        Write(Script);
        await KeepAsync(0, Component(0, "WebTools"));
        for (var minute = 1; minute <= minutes; minute++)
        {
            var facts = new List<string>();
            if (random.Next(3) > 0) facts.Add(Load(minute, 60 + random.Next(4) * 10));
            if (random.Next(6) == 0) facts.Add(Fact("Knock", minute, """{"door":"front"}"""));
            if (facts.Count > 0 || minute == minutes) await KeepAsync(minute, [.. facts]);
        }
    }

    private async Task KeepAsync(double minute, params string[] facts)
    {
        history.AddRange(facts);
        Assert.Equal(0, await EvalAsync(minute, ["--since-last"], facts));
    }

    private PastState Replay(double minute)
    {
        var facts = Path.Combine(Folder, "history.jsonl");
        File.WriteAllLines(facts, history);
        var request = new ReplayRequest(Path.Combine(Folder, "book.csx")) { Facts = [facts], From = "2019-09-11 12:00 UTC" };
        return PastState.OfReplay(request, Minute(minute), Console(90), CancellationToken.None)!;
    }

    private static string Text(PastState past)
    {
        var snapshot = past.Session.Snapshot;
        var facts = past.FactTypes.SelectMany(snapshot.Facts).Select(f => f.ToString());
        var matches = snapshot.Matches().Select(m => $"{m.Rule} {m.BeganAt} {string.Join(' ', m.Facts)}");
        var decisions = past.Decisions.Select(d => d.CloudEvent);
        return string.Join('\n', [
            .. facts, .. matches, .. snapshot.InForce.Select(a => a.ToString()), .. decisions,
            string.Create(CultureInfo.InvariantCulture, $"{snapshot.Facts<Component>().Single()} {past.Session.NextDue}")]);
    }

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(Folder, "state.db*").Order(StringComparer.Ordinal)
        .ToDictionary(f => f, f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))));
}
