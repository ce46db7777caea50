using System.Text.Json;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Lifecycles;

/// <summary>Instances in storage, and what becomes of them in a definition that has changed.</summary>
public sealed class LifecycleStorageTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static Lifecycle<string, string> Old { get; } = Lifecycle.Define<string, string>("job").Initial("new")
        .State("new", s => s.Permit("go", "busy").On("resume").GoToHistory("busy"))
        .State("busy", s => s.Initial("reading").Permit("stop", "new").After(2 * Hour).GoTo("done"))
        .State("reading", s => s.Within("busy").Permit("next", "writing"))
        .State("writing", s => s.Within("busy").Permit("next", "reading"))
        .Final("done").Build();

    [Fact]
    public void Everything_that_matters_comes_back_from_text()
    {
        var writing = Walk("go", "next");
        var stopped = Walk("go", "next", "stop");

        foreach (var snapshot in (Snapshot<string>[])[writing, stopped])
            Assert.Equal(snapshot, Old.Restore(JsonSerializer.Deserialize<SavedSnapshot>(JsonSerializer.Serialize(Old.Save(snapshot)))!).Snapshot);
        Assert.Equal(("job", 1, Old.Id.Hash, "writing"), (Old.Save(writing).Lifecycle, Old.Save(writing).Version, Old.Save(writing).Hash, Old.Save(writing).State));
    }

    [Fact]
    public void A_newer_version_moves_states_and_histories_and_counts_from_when_they_were_entered()
    {
        var newer = Newer(m => m.Move("busy", "working").Move("reading", "fetching").Move("writing", "storing"));

        var working = newer.Restore(Old.Save(Walk("go", "next"))).Snapshot;
        Assert.Equal(("storing", Door.Noon, Door.Noon + Hour), (working.State, working.Since, newer.NextDue(working)));
        var stopped = newer.Restore(Old.Save(Walk("go", "next", "stop"))).Snapshot;
        Assert.Equal("storing", newer.Fire(stopped, "resume", Door.Later).After.State);
    }

    [Theory]
    [InlineData("reading", "reading is gone; begin anew", "job of version 1 in reading cannot go on: reading is gone; begin anew")]
    [InlineData("writing", "other", "job of version 1 in writing cannot go on: version 2 has no such state; move writing in MigrateFrom(1)")]
    public void What_cannot_go_on_is_refused_with_a_reason(string state, string refusal, string expected) =>
        Assert.Equal(expected, Newer(m => m.Refuse("reading", refusal)).Restore(Old.Save(Old.At(state, Door.Noon))).Reason);

    [Fact]
    public void Nothing_is_guessed_of_versions_and_lifecycles_that_nobody_mentions()
    {
        var saved = Old.Save(Walk("go"));

        Assert.Equal<string?[]>(
            [
                "job of version 1 in reading cannot go on: version 3 says nothing of version 1; add MigrateFrom(1)",
                "job of version 7 in reading cannot go on: this definition is version 1 only; read it with version 7",
                "task of version 1 in reading cannot go on: it follows the lifecycle 'task', not 'job'",
                "job of version 1 in lost cannot go on: the definition has no such state any more; give it another version, and MigrateFrom(1) that moves lost",
            ],
            [
                Define(3).Build().Restore(saved).Reason,
                Old.Restore(saved with { Version = 7 }).Reason,
                Old.Restore(saved with { Lifecycle = "task" }).Reason,
                Old.Restore(saved with { State = "lost" }).Reason,
            ]);
    }

    [Fact]
    public void Definitions_that_differ_have_different_hashes_and_do_not_fire_each_others_snapshots()
    {
        var changed = Define(1).Build();

        Assert.NotEqual(Old.Id, changed.Id);
        Assert.True(changed.Fire(Walk("go"), "stop", Door.Later).IsRefused);
        Assert.Throws<ArgumentException>(() => changed.Save(Walk("go")));
        Assert.Throws<ArgumentException>(() => new LifecycleInstance<string, string>(changed, Walk("go"), TimeProvider.System));
    }

    private static Lifecycle<string, string> Newer(Action<MigrationBuilder<string>> migrate) => Define(2).MigrateFrom(1, migrate).Build();

    private static LifecycleBuilder<string, string> Define(int version) => Lifecycle.Define<string, string>("job", version).Initial("new")
        .State("new", s => s.Permit("go", "working").On("resume").GoToHistory("working"))
        .State("working", s => s.Initial("fetching").Permit("stop", "new").After(Hour).GoTo("done"))
        .State("fetching", s => s.Within("working").Permit("next", "storing"))
        .State("storing", s => s.Within("working").Permit("next", "fetching"))
        .Final("done");

    private static Snapshot<string> Walk(params string[] triggers) =>
        triggers.Aggregate(Old.Start(Door.Noon).After, (at, trigger) => Old.Fire(at, trigger, Door.Noon).After);
}
