using System.Text.Json;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Tests.Documentation;

/// <summary>The lifecycle that docs/lifecycles.md shows, and what the page says of it.</summary>
public sealed partial class OwnLifecyclePageTests
{
    private static readonly DateTimeOffset Now = new(2019, 9, 18, 12, 0, 0, TimeSpan.Zero);

    private static readonly Trigger<JobSignal, Sums> Copied = new(JobSignal.Copied);

    private readonly List<string> log = [];
    private readonly List<string> told = [];

    private enum JobState
    {
        Queued,
        Running,
        Copying,
        Copied,
        Done,
        Abandoned,
    }

    private enum JobSignal
    {
        Take,
        Stop,
        Copied,
    }

    [Fact]
    public void The_lifecycle_goes_through_its_sub_states_to_its_end()
    {
        var job = Define();
        var instance = job.Begin(TimeProvider.System);

        instance.Fire(JobSignal.Take);
        Assert.Equal(JobState.Copying, instance.State);
        instance.Fire(Copied, new Sums(Agree: false));
        Assert.Equal(JobState.Copying, instance.State);
        instance.Fire(Copied, new Sums(Agree: true));

        Assert.Equal(JobState.Done, instance.State);
        Assert.True(job.HasEnded(instance.Snapshot));
        Assert.Equal(["open", "close", "open", "close"], log);
    }

    [Fact]
    public void The_lifecycle_is_left_by_time_and_by_the_outer_line()
    {
        var job = Define();
        var begun = job.Start(Now).After;

        Assert.Equal(JobState.Abandoned, job.Settle(begun, Now.AddHours(3)).After.State);
        Assert.Equal(Now.AddHours(2), job.Settle(begun, Now.AddHours(3)).After.Since);
        var running = job.Fire(begun, JobSignal.Take, Now).After;
        Assert.Equal(JobState.Queued, job.Fire(running, JobSignal.Stop, Now).After.State);
        Assert.Equal("a job in abandoned does not take take; queue it again", job.Fire(begun, JobSignal.Take, Now.AddHours(3)).Reason);
    }

    [Fact]
    public void Firing_is_pure()
    {
        var (job, now) = (Define(), Now);

        // snippet: fire-lifecycle
        var begun = job.Start(now).After;
        var taken = job.Fire(begun, JobSignal.Take, now);
        foreach (var step in taken.Steps)
        {
            foreach (var action in step.Actions) Tell($"{step.From} to {step.To}: {action.Description}");
        }

        var next = job.NextDue(begun); // two hours later it is abandoned: let Settle know the time then
        var refused = job.Fire(begun, JobSignal.Stop, now).Reason; // a job in queued does not take stop; it takes take
        // end-snippet

        Assert.Equal(["Queued to Copying: open the files"], told);
        Assert.Equal(Now.AddHours(2), next);
        Assert.Equal("a job in queued does not take stop; it takes take", refused);
        Assert.Empty(log);
    }

    [Fact]
    public void An_instance_is_fired_in_place()
    {
        var job = Define();

        // snippet: lifecycle-instance
        var instance = job.Begin(TimeProvider.System, new() { Mode = FiringMode.Serial });
        instance.Fire(JobSignal.Take); // throws TriggerRefusedException when it cannot
        var answer = instance.TryFire(Copied, new Sums(Agree: true)); // a refusal is an answer
        if (!instance.CanFire(JobSignal.Stop, out var reason)) Tell(reason);
        foreach (var line in instance.Permitted) Tell($"{line.Trigger} leads to {line.To}");
        // end-snippet

        Assert.False(answer.IsRefused);
        Assert.Equal(["a job in done does not take stop; it ends there"], told);
    }

    [Fact]
    public void An_instance_is_stored_and_read_by_a_newer_version()
    {
        var job = Define();
        var taken = job.Fire(job.Start(Now).After, JobSignal.Take, Now);
        var newerJob = Lifecycle.Define<string, JobSignal>("job", version: 2)
            .MigrateFrom(1, m => m.Move("copying", "fetching").Refuse("running", "finish it first"))
            .Initial("fetching")
            .State("fetching", s => s.Permit(JobSignal.Copied, "done"))
            .Final("done")
            .Build();

        // snippet: store-lifecycle
        var text = JsonSerializer.Serialize(job.Save(taken.After)); // states as texts, with version and hash of the definition
        var restored = newerJob.Restore(JsonSerializer.Deserialize<SavedSnapshot>(text)!);
        if (restored.IsRefused) Tell(restored.Reason); // says what to declare; nothing is guessed
        // end-snippet

        Assert.Empty(told);
        Assert.Equal(("fetching", Now), (restored.Snapshot.State, restored.Snapshot.Since));
        var queued = newerJob.Restore(job.Save(job.Start(Now).After));
        Assert.Equal("job of version 1 in queued cannot go on: version 2 has no such state; move queued in MigrateFrom(1)", queued.Reason);
    }

    private Lifecycle<JobState, JobSignal> Define()
    {
        // snippet: define-lifecycle
        var job = Lifecycle.Define<JobState, JobSignal>("job")
            .Initial(JobState.Queued)
            .State(JobState.Queued, s => s
                .On(JobSignal.Take).GoTo(JobState.Running)
                .After(TimeSpan.FromHours(2)).GoTo(JobState.Abandoned))
            .State(JobState.Running, s => s
                .Initial(JobState.Copying)
                .On(JobSignal.Stop).Do("say who stopped it", turn => log.Add($"stopped in {turn.From}")).GoTo(JobState.Queued)
                .Automatically().GoTo(JobState.Done)) // when a final sub-state is reached
            .State(JobState.Copying, s => s
                .Within(JobState.Running)
                .OnEntry("open the files", turn => log.Add("open"))
                .OnExit("close the files", turn => log.Add("close"))
                .On(Copied).If("the sums agree", sums => sums.Agree).GoTo(JobState.Copied)
                .On(Copied).Reenter()) // the first line whose guard holds is taken
            .Final(JobState.Copied, s => s.Within(JobState.Running))
            .Final(JobState.Done)
            .Final(JobState.Abandoned, s => s.Refuse(JobSignal.Take, "queue it again"))
            .Build();
        // end-snippet

        return job;
    }

    private void Tell(string line) => told.Add(line);

    private sealed record Sums(bool Agree);
}
