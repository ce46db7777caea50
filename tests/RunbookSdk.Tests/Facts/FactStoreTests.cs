using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Tests.Sessions;

namespace RunbookSdk.Tests.Facts;

public sealed class FactStoreTests
{
    private readonly UndoLog undo = new();
    private readonly List<ChangeKind> changes = [];
    private readonly FactStore store;

    public FactStoreTests() => store = new FactStore(undo) { Changed = change => changes.Add(change.Kind) };

    [Fact]
    public void A_new_value_with_the_same_key_updates_the_same_fact()
    {
        store.Take(new ClusterLoad("c1", 1), Desk.Minute(0), false);
        var first = store.Find(new ClusterLoad("c1", 0));
        store.Take(new ClusterLoad("c1", 2), Desk.Minute(1), false);

        Assert.Same(first, store.Find(new ClusterLoad("c1", 0)));
        Assert.Equal(new ClusterLoad("c1", 2), first!.Value);
        Assert.Equal([ChangeKind.Added, ChangeKind.Updated], changes);
    }

    [Fact]
    public void An_equal_value_keeps_the_object_that_was_known_and_its_instant_moves()
    {
        var known = new ClusterLoad("c1", 1);
        store.Take(known, Desk.Minute(0), false);
        store.Take(new ClusterLoad("c1", 1), Desk.Minute(1), false);

        var fact = store.Find(known)!;
        Assert.Same(known, fact.Value);
        Assert.Equal(Desk.Minute(1), fact.ObservedAt);
        Assert.Equal([ChangeKind.Added, ChangeKind.Repeated], changes);
    }

    [Fact]
    public void An_observation_older_than_a_retraction_is_late_and_one_of_its_instant_is_not()
    {
        store.Take(new ClusterLoad("c1", 1), Desk.Minute(5), false);
        store.Take(new ClusterLoad("c1", 0), Desk.Minute(7), true);

        Assert.Equal(Taken.Late, store.Take(new ClusterLoad("c1", 2), Desk.Minute(6), false));
        Assert.Null(store.Find(new ClusterLoad("c1", 0)));
        Assert.Equal(Taken.Taken, store.Take(new ClusterLoad("c1", 3), Desk.Minute(7), false));
        Assert.Equal(new ClusterLoad("c1", 3), store.Find(new ClusterLoad("c1", 0))!.Value);
    }

    [Fact]
    public void A_retraction_that_arrives_before_what_it_retracts_keeps_it_out()
    {
        store.Take(new ClusterLoad("c1", 0), Desk.Minute(7), true);

        Assert.Equal(Taken.Late, store.Take(new ClusterLoad("c1", 1), Desk.Minute(5), false));
        Assert.Equal(Taken.Taken, store.Take(new ClusterLoad("c2", 1), Desk.Minute(5), false));
    }

    [Fact]
    public void A_retraction_that_is_taken_back_keeps_nothing_out()
    {
        store.Take(new ClusterLoad("c1", 0), Desk.Minute(7), true);
        undo.Undo();

        Assert.Equal(Taken.Taken, store.Take(new ClusterLoad("c1", 1), Desk.Minute(5), false));
    }

    [Fact]
    public void A_retraction_is_forgotten_when_another_is_more_than_a_day_later()
    {
        store.Take(new ClusterLoad("c1", 0), Desk.Minute(0), true);
        store.Take(new ClusterLoad("c2", 0), Desk.Minute((24 * 60) + 1), true);

        Assert.Equal(Taken.Taken, store.Take(new ClusterLoad("c1", 1), Desk.Minute(-1), false));
        Assert.Equal(Taken.Late, store.Take(new ClusterLoad("c2", 1), Desk.Minute(-1), false));
    }

    [Fact]
    public void An_older_observation_changes_nothing()
    {
        store.Take(new ClusterLoad("c1", 1), Desk.Minute(2), false);

        Assert.Equal(Taken.Late, store.Take(new ClusterLoad("c1", 9), Desk.Minute(1), false));
        Assert.Equal(Taken.Late, store.Take(new ClusterLoad("c1", 9), Desk.Minute(1), true));

        Assert.Equal(new ClusterLoad("c1", 1), store.Find(new ClusterLoad("c1", 0))!.Value);
        Assert.Equal([ChangeKind.Added], changes);
    }

    [Fact]
    public void A_fact_taken_back_and_known_again_in_one_round_is_the_same_and_in_another_round_a_new_one()
    {
        var first = store.Write(new ClusterLoad("c1", 1), Desk.Minute(0));
        store.Remove(first);
        Assert.Same(first, store.Write(new ClusterLoad("c1", 2), Desk.Minute(1)));
        store.Remove(first);
        store.EndRound();
        var second = store.Write(new ClusterLoad("c1", 3), Desk.Minute(2));

        Assert.NotSame(first, second);
        Assert.False(first.IsKnown);
        Assert.True(second.Sequence > first.Sequence);
    }

    [Fact]
    public void Equal_events_are_facts_apart()
    {
        var (first, second) = (store.Write(new Blip("a"), Desk.Minute(0)), store.Write(new Blip("a"), Desk.Minute(0)));

        Assert.NotSame(first, second);
        Assert.Null(store.Find(new Blip("a")));
    }

    [Fact]
    public void Facts_of_two_types_with_one_key_are_facts_apart()
    {
        store.Write(new ClusterLoad("c1", 1), Desk.Minute(0));

        Assert.Null(store.Find(new Cluster("c1", 1)));
    }

    [Fact]
    public void Undo_brings_every_fact_back_as_it_was()
    {
        var (kept, gone) = (store.Write(new ClusterLoad("kept", 1), Desk.Minute(0)), store.Write(new ClusterLoad("gone", 1), Desk.Minute(0)));
        undo.Commit();

        store.Take(new ClusterLoad("kept", 2), Desk.Minute(1), false);
        store.Take(new ClusterLoad("kept", 3), Desk.Minute(2), false);
        store.Remove(gone);
        store.Write(new ClusterLoad("gone", 7), Desk.Minute(2));
        store.Remove(gone);
        store.Write(new ClusterLoad("new", 1), Desk.Minute(2));
        undo.Undo();

        Assert.Equal((new ClusterLoad("kept", 1), Desk.Minute(0)), (kept.Value, kept.ObservedAt));
        Assert.Same(gone, store.Find(new ClusterLoad("gone", 0)));
        Assert.Equal((new ClusterLoad("gone", 1), true), (gone.Value, gone.IsKnown));
        Assert.Null(store.Find(new ClusterLoad("new", 0)));
    }

    private sealed record Blip(string Name);
}
