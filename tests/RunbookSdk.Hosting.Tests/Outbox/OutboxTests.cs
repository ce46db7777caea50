using RunbookSdk.Journal;
using RunbookSdk.Sqlite;
using static RunbookSdk.Hosting.Tests.Samples;

namespace RunbookSdk.Hosting.Tests.Outbox;

/// <summary>What every outbox does; each kind runs all of it.</summary>
public abstract class OutboxTests
{
    protected abstract IOutbox Outbox { get; }

    [Fact]
    public void It_knows_nothing_before_the_first_entry()
    {
        Assert.Null(Outbox.Taken);
        Assert.Empty(Outbox.Read());
    }

    [Fact]
    public void Deliveries_keep_the_order_in_which_they_were_taken()
    {
        Outbox.Take(3, [Delivery("a"), Delivery("b", handler: "pager")]);
        Outbox.Take(7, [Delivery("c")]);

        Assert.Equal(7, Outbox.Taken);
        Assert.Equal(["a", "b", "c"], Keys(Outbox.Read()));
        Assert.Equal(Outbox.Read().Select(d => d.Number).Order(), Outbox.Read().Select(d => d.Number));
    }

    [Fact]
    public void What_is_taken_comes_back_with_every_value()
    {
        var delivery = Delivery("a", kind: DeliveryKind.Release) with { Entry = 42 };

        var added = Assert.Single(Outbox.Take(42, [delivery]));

        Assert.Equal(delivery with { Number = added.Number }, added);
        Assert.Equal(added, Outbox.Find(added.Number));
        Assert.Equal([added], Outbox.Read(DeliveryState.Pending));
        Assert.Equal((1, 1, 0), (Outbox.Count(), Outbox.Count(DeliveryState.Pending), Outbox.Count(DeliveryState.Dead, DeliveryState.Attempted)));
    }

    [Fact]
    public void The_same_decision_for_the_same_handler_is_taken_once()
    {
        Outbox.Take(1, [Delivery("a")]);

        Assert.Empty(Outbox.Take(1, [Delivery("a")]));
        Assert.Single(Outbox.Take(1, [Delivery("a"), Delivery("a", handler: "pager")]));
        Assert.Equal(2, Outbox.Read().Count);
    }

    [Fact]
    public void How_a_delivery_stands_can_change_and_nothing_else()
    {
        var taken = Outbox.Take(1, [Delivery("a")])[0];
        var changed = taken with { State = DeliveryState.Dead, Attempts = 3, Said = "no", ChangedAt = Noon, IsTold = true };

        Outbox.Save(changed with { Handler = "other", Arguments = "", IdempotencyKey = "z" });

        Assert.Equal(changed, Outbox.Find(taken.Number));
        Assert.Empty(Outbox.Read(DeliveryState.Pending, DeliveryState.Attempted));
    }

    [Fact]
    public void A_delivery_that_is_not_there_is_not_made_by_saving_it()
    {
        Outbox.Save(Delivery("a") with { Number = 9 });

        Assert.Null(Outbox.Find(9));
    }

    [Theory]
    [InlineData("switch", "component/online1/webtools", "suspend", true)]
    [InlineData("pager", "component/online1/webtools", "suspend", false)]
    [InlineData("switch", "component/online2/webtools", "suspend", false)]
    [InlineData("switch", "component/online1/webtools", "degrade", false)]
    public void A_later_decision_about_the_same_follows(string handler, string target, string action, bool follows)
    {
        var first = Outbox.Take(1, [Delivery("a")])[0];
        Assert.False(Outbox.IsFollowed(first));

        var second = Outbox.Take(2, [Delivery("b", handler, target, DeliveryKind.Release, action)])[0];

        Assert.Equal(follows, Outbox.IsFollowed(first));
        Assert.False(Outbox.IsFollowed(second));
    }

    [Fact]
    public void What_is_done_and_told_is_forgotten_after_its_time_and_nothing_else()
    {
        var all = Outbox.Take(1, [.. "abcdef".Select(k => Delivery($"{k}", target: $"component/c/{k}"))]);
        Settle(all[0], DeliveryState.Succeeded, Noon);
        Settle(all[1], DeliveryState.Discarded, Noon);
        Settle(all[2], DeliveryState.Succeeded, Noon.AddTicks(1));
        Settle(all[3], DeliveryState.Dead, Noon);
        Outbox.Save(all[4] with { State = DeliveryState.Succeeded, ChangedAt = Noon });

        Assert.Equal(2, Outbox.Forget(Noon.AddTicks(1)));

        Assert.Equal(["c", "d", "e", "f"], Keys(Outbox.Read()));
    }

    [Fact]
    public void What_follows_a_dead_letter_is_not_forgotten_before_it()
    {
        var all = Outbox.Take(1, [Delivery("dead"), Delivery("later", kind: DeliveryKind.Release)]);
        Settle(all[0], DeliveryState.Dead, Noon);
        Settle(all[1], DeliveryState.Succeeded, Noon);

        Assert.Equal(0, Outbox.Forget(Noon.AddDays(1)));
        Settle(all[0], DeliveryState.Discarded, Noon);
        Assert.Equal(2, Outbox.Forget(Noon.AddDays(1)));
    }

    [Fact]
    public void The_deliveries_of_one_decision_are_found_by_its_key()
    {
        Outbox.Take(1, [Delivery("a"), Delivery("b"), Delivery("a", handler: "pager")]);

        Assert.Equal(["switch", "pager"], Outbox.Find("a").Select(d => d.Handler));
        Assert.Empty(Outbox.Find("z"));
    }

    [Fact]
    public void Only_what_still_stands_as_it_was_told_counts_as_told()
    {
        var all = Outbox.Take(1, [Delivery("a"), Delivery("b"), Delivery("c")]).Select(d => d with { State = DeliveryState.Dead, Attempts = 2 }).ToList();
        Outbox.Save(all[0]);
        Outbox.Save(all[1] with { State = DeliveryState.Pending });
        Outbox.Save(all[2] with { Attempts = 3 });

        Outbox.MarkTold(all);

        Assert.Equal([true, false, false], Outbox.Read().Select(d => d.IsTold));
    }

    [Fact]
    public void Numbers_are_never_given_twice()
    {
        var first = Outbox.Take(1, [Delivery("a")])[0];
        Settle(first, DeliveryState.Succeeded, Noon);
        Outbox.Forget(Noon.AddDays(1));

        Assert.True(Outbox.Take(2, [Delivery("b")])[0].Number > first.Number);
    }

    protected static IEnumerable<string> Keys(IEnumerable<Delivery> deliveries) => deliveries.Select(d => d.IdempotencyKey);

    private void Settle(Delivery delivery, DeliveryState state, DateTimeOffset at) =>
        Outbox.Save(delivery with { State = state, ChangedAt = at, IsTold = true });
}

public sealed class MemoryOutboxTests : OutboxTests
{
    protected override IOutbox Outbox { get; } = new MemoryOutbox();
}

public sealed class SqliteOutboxTests : OutboxTests, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("runbook-outbox").FullName;
    private SqliteJournal journal;
    private SqliteOutbox outbox;

    public SqliteOutboxTests()
    {
        journal = SqliteJournal.Open(Path.Combine(folder, "state.db"));
        outbox = SqliteOutbox.Open(journal);
    }

    protected override IOutbox Outbox => outbox;

    [Fact]
    public void The_next_process_finds_all_of_it()
    {
        var taken = outbox.Take(5, [Delivery("a"), Delivery("b")]);
        var changed = taken[0] with { State = DeliveryState.Attempted, Attempts = 2, Said = "timed out", ChangedAt = Noon };
        outbox.Save(changed);

        Reopen();

        Assert.Equal(5, outbox.Taken);
        Assert.Equal([changed, taken[1]], outbox.Read(DeliveryState.Pending, DeliveryState.Attempted));
    }

    [Fact]
    public async Task Journal_and_outbox_are_written_at_the_same_time()
    {
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 100; i++) journal.Append(Noon, [new(JournalRecordKind.Clock, "", "", Noon, "{}")]);
        });
        for (var i = 0; i < 100; i++) outbox.Take(i, [Delivery($"{i}")]);
        await writing;

        Assert.Equal((100, 100), (journal.Read().Count(), outbox.Read().Count));
    }

    [Fact]
    public void A_journal_that_is_only_read_has_no_outbox()
    {
        using var reader = SqliteJournal.Open(Path.Combine(folder, "state.db"), new() { IsReadOnly = true });

        Assert.Throws<ArgumentException>(() => SqliteOutbox.Open(reader));
    }

    public void Dispose()
    {
        outbox.Dispose();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Reopen()
    {
        outbox.Dispose();
        journal.Dispose();
        journal = SqliteJournal.Open(Path.Combine(folder, "state.db"));
        outbox = SqliteOutbox.Open(journal);
    }
}
