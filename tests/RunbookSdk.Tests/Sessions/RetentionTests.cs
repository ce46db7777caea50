using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Sessions;

/// <summary>Facts with a key that are known for a time only.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void A_fact_is_forgotten_at_the_instant_at_which_its_retention_ends()
    {
        var desk = new Desk(Tell);

        desk.At(0, new Seen("a", 1));
        var before = desk.At(9.99);
        var then = desk.At(10);

        Assert.Equal((0, 1), (before.MatchesEnded, then.MatchesEnded));
        Assert.Empty(desk.Session.Snapshot.Facts<Seen>());
    }

    [Fact]
    public void Every_observation_counts_also_one_that_repeats_the_value()
    {
        var desk = new Desk(Tell);

        desk.At(0, new Seen("a", 1));
        desk.At(8, new Seen("a", 1));
        var still = desk.At(17.99);
        var then = desk.At(18);

        Assert.Equal((0, 1), (still.MatchesEnded, then.MatchesEnded));
    }

    [Fact]
    public void Its_end_counts_from_when_it_was_observed_and_not_from_when_it_was_told()
    {
        var desk = new Desk(Tell);

        desk.At(6, new Observation(new Seen("a", 1), Desk.Minute(0)));

        Assert.Equal(0, desk.At(9.99).MatchesEnded);
        Assert.Equal(1, desk.At(10).MatchesEnded);
    }

    [Fact]
    public void What_is_past_its_retention_when_it_arrives_is_late()
    {
        var desk = new Desk(Tell);

        var late = desk.At(10, new Observation(new Seen("a", 1), Desk.Minute(0)));

        Assert.Equal((1, 0), (late.Late, late.MatchesBegun));
    }

    [Fact]
    public void What_a_rule_derives_stays_known_while_its_match_stands_and_then_what_was_observed_counts()
    {
        var desk = new Desk(book => book.Rule("derive", from cause in Facts<On>() select new Seen(cause.Name, 2)));

        desk.At(0, new Seen("a", 1), new Seen("b", 1), new On("a"), new On("b"));
        desk.At(5, Desk.Gone(new On("b"), 5));
        Assert.Equal([new("a", 2), new("b", 1)], desk.Session.Snapshot.Facts<Seen>());
        desk.At(30);
        Assert.Equal([new Seen("a", 2)], desk.Session.Snapshot.Facts<Seen>());
        desk.At(31, Desk.Gone(new On("a"), 31));

        Assert.Empty(desk.Session.Snapshot.Facts<Seen>());
    }

    [Fact]
    public void A_refused_evaluation_changes_no_retention()
    {
        var desk = new Desk(book =>
        {
            Tell(book);
            book.Rule("endless", from step in Facts<Step>() select Runbook.Assert(new Step(step.Name, step.Number + 1), "")).Mode(Mode.Act).AgainOnChange();
        });
        desk.At(0, new Seen("a", 1), new Seen("b", 1));

        Assert.Throws<RunbookException>(() => desk.At(5, new Seen("a", 2), Desk.Gone(new Seen("b", 1), 5), new Seen("c", 1), new Step("s", 0)));
        desk.At(9.99);
        Assert.Equal([new("a", 1), new("b", 1)], desk.Session.Snapshot.Facts<Seen>());
        desk.At(10);

        Assert.Empty(desk.Session.Snapshot.Facts<Seen>());
        Assert.Equal((0, 0), (desk.Session.Retained.Expiring, desk.Session.Retained.WaysBack));
    }

    [Fact]
    public void Facts_that_come_and_go_leave_nothing()
    {
        var desk = new Desk(Tell);

        for (var i = 0; i < 2000; i++) desk.At(i, new Seen($"s{i}", i), Desk.Gone(new Seen($"s{i - 1}", 0), i));

        Assert.Equal(1, desk.Session.Retained.Expiring);
    }

    private static void Tell(Book book) =>
        book.Rule("tell", from seen in Facts<Seen>() select Runbook.Page(seen.Name, $"{seen.Number}")).Mode(Mode.Act);

    [Retention("00:10:00")]
    private sealed record Seen([Key] string Name, int Number);

    private sealed record On([Key] string Name);

    private sealed record Step([Key] string Name, int Number);
}
