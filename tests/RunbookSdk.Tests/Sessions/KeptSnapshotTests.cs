using System.Collections.Immutable;
using System.Text.Json;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>A journal that is opened from a snapshot, or in spite of one.</summary>
public sealed class KeptSnapshotTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public void Session_goes_on_from_the_snapshot_and_what_came_after_it()
    {
        var session = Open(Rules(80));
        At(session, 1, new ClusterLoad("a", 90));
        Assert.Null(session.KeepSnapshot());
        At(session, 2, new ClusterLoad("b", 90));

        var again = Open(Rules(80), out var opened);

        Assert.Empty(opened.Problems);
        Assert.True(session.HasSameState(again));
        Assert.Equal(2, again.Snapshot.Matches("page").Count());
    }

    [Fact]
    public void Snapshot_of_other_rules_is_taken_with_those_and_the_new_ones_are_swapped_in()
    {
        var session = Open(Rules(80));
        At(session, 1, new ClusterLoad("a", 90));
        session.KeepSnapshot();

        var again = Open(Rules(85), out var opened);

        Assert.Equal((1, 1), (opened.MatchesBegun, opened.MatchesEnded));
        Assert.Empty(opened.Problems);
        Assert.Equal(Rules(85).Hash, again.Rules.Hash);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public void Damaged_snapshot_is_passed_over_with_a_warning(int place)
    {
        var session = Open(Rules(80));
        At(session, 1, new ClusterLoad("a", 90));
        session.KeepSnapshot();
        var kept = journal.ReadSnapshots().Single();
        var damaged = kept.State.ToArray();
        damaged[place < 0 ? damaged.Length + place : place] ^= 0x10;
        journal.Keep(kept with { State = damaged });

        var again = Open(Rules(80), out var opened);

        var problem = Assert.Single(opened.Problems);
        Assert.Equal(("RBK5105", Diagnostics.Severity.Warning), (problem.Code, problem.Severity));
        Assert.True(session.HasSameState(again));
    }

    [Fact]
    public void Snapshot_that_was_cut_is_passed_over()
    {
        var session = Open(Rules(80));
        At(session, 1, new ClusterLoad("a", 90));
        session.KeepSnapshot();
        var kept = journal.ReadSnapshots().Single();
        for (var length = 0; length < kept.State.Length; length += 7)
        {
            journal.Keep(kept with { State = kept.State[..length] });
            Assert.True(session.HasSameState(Open(Rules(80), out var opened)));
            Assert.Equal("RBK5105", Assert.Single(opened.Problems).Code);
        }
    }

    [Fact]
    public void What_cannot_be_made_again_is_not_kept_and_nothing_is_lost()
    {
        var session = new RunbookSession(Rules(80), Desk.Noon, new() { Journal = new MemoryJournal() });
        At(session, 1, new Secret("x"));

        var problem = session.KeepSnapshot();

        Assert.Equal("RBK5107", problem?.Code);
        Assert.Contains("nothing says what its 'hidden' was", problem!.Message, StringComparison.Ordinal);
    }

    /// <summary>They need no constructor, so nothing of them was written, and nothing said so.</summary>
    [Theory]
    [InlineData(nameof(Meter), "'reading' was")]
    [InlineData(nameof(JsonElement), "'parent' was")]
    public void Struct_that_hides_what_it_is_is_not_kept(string type, string because)
    {
        using var document = JsonDocument.Parse("[1]");
        object hidden = type == nameof(Meter) ? Meter.Of(5) : document.RootElement.Clone();
        var session = new RunbookSession(Rules(80), Desk.Noon, new() { Journal = new MemoryJournal() });
        At(session, 1, new Holder("x", hidden));

        var problem = session.KeepSnapshot();

        Assert.Equal("RBK5107", problem?.Code);
        Assert.Contains(because, problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Structs_and_immutable_arrays_come_back_as_they_were()
    {
        var session = new RunbookSession(Rules(80), Desk.Noon);
        At(session, 1, new DrainPlan("p", ["a", "b"], default, new Celsius(21), new Span { From = 1, To = 2 }));

        var again = RunbookSession.Restored(session.Rules, new(), session.Saved());

        var plan = Assert.IsType<DrainPlan>(Assert.Single(again.Snapshot.Facts(typeof(DrainPlan))).Value);
        Assert.Equal<IEnumerable<string>>(["a", "b"], [.. plan.Machines]);
        Assert.True(plan.Never.IsDefault);
        Assert.Equal((21, 1, 2), (plan.Warmth.Degrees, plan.Span.From, plan.Span.To));
        Assert.True(session.HasSameState(again));
    }

    [Fact]
    public void Session_without_a_journal_keeps_no_snapshot() =>
        Assert.Throws<InvalidOperationException>(() => new RunbookSession(Rules(80), Desk.Noon).KeepSnapshot());

    [Fact]
    public void Values_of_every_kind_come_back_as_they_were()
    {
        var everything = new Everything(
            "k", double.NaN, float.NegativeInfinity, 1.50m, DateTimeOffset.Parse("2019-09-11T08:00:00.1234567+02:00", null), TimeSpan.FromTicks(7), DayOfWeek.Friday,
            null, 5, [1, 2], new Dictionary<string, object?> { ["b"] = 1, ["a"] = "x" }, new ClusterLoad("c", 1), ProductVersion.Parse("v11.5"), Guid.Empty, ulong.MaxValue)
        {
            Set = 'é',
        };
        var session = new RunbookSession(Rules(80), Desk.Noon);
        At(session, 1, everything);

        var again = RunbookSession.Restored(session.Rules, new(), session.Saved());

        var value = Assert.IsType<Everything>(Assert.Single(again.Snapshot.Facts(typeof(Everything))).Value);
        Assert.Equal(everything with { Numbers = value.Numbers, Named = value.Named }, value);
        Assert.Equal([1, 2], value.Numbers);
        Assert.Equal([("b", 1), ("a", "x")], value.Named.Select(n => (n.Key, n.Value!)));
        Assert.Equal(everything.At.Offset, value.At.Offset);
    }

    private RunbookSession Open(RuleSet rules) => Open(rules, out _);

    private RunbookSession Open(RuleSet rules, out Evaluation opened) => RunbookSession.Open(
        rules, Desk.Noon, new() { Journal = journal }, DomainFacts.CatalogWith([]), _ => new(Rules(80), DomainFacts.CatalogWith([])), out opened);

    private static void At(RunbookSession session, int minute, object fact)
    {
        session.Observe(fact);
        session.Evaluate(Desk.Minute(minute));
    }

    private static RuleSet Rules(double limit) => RuleSet.Create(new Book(book => book.Rule("page",
        from load in Facts<ClusterLoad>() where load.Percent > limit select Runbook.Page(load.Cluster, "high")).Mode(Mode.Act)));

    private sealed record Everything(
        [Key] string Name, double Number, float Small, decimal Exact, DateTimeOffset At, TimeSpan Time, DayOfWeek Day, string? Nothing, int? Maybe,
        IReadOnlyList<int> Numbers, IReadOnlyDictionary<string, object?> Named, object Any, ProductVersion Version, Guid Id, ulong Large)
    {
        public char Set { get; init; }
    }

    private sealed record Holder([Key] string Name, object Value);

    private sealed record DrainPlan([Key] string Id, ImmutableArray<string> Machines, ImmutableArray<int> Never, Celsius Warmth, Span Span);

    /// <summary>Says by its constructor what it is, under another name than its field.</summary>
    private readonly struct Celsius(int degrees)
    {
        private readonly int kelvin = degrees + 273;

        public int Degrees => kelvin - 273;
    }

    private struct Span
    {
        public int From { get; set; }

        public int To { get; set; }
    }

    private readonly struct Meter
    {
        private readonly int reading;

        private Meter(int reading) => this.reading = reading;

        public static Meter Of(int reading) => new(reading);

        public override string ToString() => $"{reading}";
    }

    private sealed class Secret([Key] string hidden)
    {
        public override string ToString() => hidden;
    }
}
