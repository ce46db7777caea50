using RunbookSdk.Benchmarks.HandWritten;
using RunbookSdk.Benchmarks.Workloads;
using RunbookSdk.Tests.Lifecycles;

namespace RunbookSdk.Tests.Workloads;

/// <summary>The floors of the benchmarks do the same work: after each update as many matches began or ended as in a session.</summary>
public sealed class HandWrittenTests
{
    public static TheoryData<string> Names => [.. Workloads.Keys];

    private static Dictionary<string, Func<Workload>> Workloads { get; } = new()
    {
        ["join"] = () => new JoinWorkload(150, 4),
        ["dispatch"] = () => new DispatchWorkload(120),
        ["threshold"] = () => new ThresholdWorkload(20),
        ["absence"] = () => new AbsenceWorkload(150),
        ["window"] = () => new WindowWorkload(50),
        ["group"] = () => new GroupWorkload(100),
    };

    [Fact]
    public void Doors_of_the_benchmarks_go_the_same_walk_as_a_switch()
    {
        var (byHand, instant) = (new HandWrittenDoor(Place.Shut, Door.Noon), Door.Noon);
        var (plain, guarded, nested) = (
            DoorWorkload.Plain.Start(instant).After, DoorWorkload.Guarded.Start(instant).After, DoorWorkload.Nested.Start(instant).After);
        foreach (var trigger in DoorWorkload.Walk)
        {
            instant += TimeSpan.FromSeconds(1);
            Assert.True(byHand.TryFire(trigger, instant, out var after));
            Assert.True(byHand.TryFire(trigger, DoorWorkload.Force, instant, out byHand));
            plain = DoorWorkload.Plain.Fire(plain, trigger, instant).After;
            guarded = DoorWorkload.Guarded.Fire(guarded, trigger, DoorWorkload.Force, instant).After;
            nested = DoorWorkload.Nested.Fire(nested, trigger, instant).After;
            Assert.Equal(after, byHand);
            Assert.All([plain, guarded, nested], s => Assert.Equal((byHand.Place, byHand.Since), (s.State, s.Since)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hand_written_code_changes_as_many_matches_as_a_session(string name)
    {
        var workload = Workloads[name]();

        var (ours, handWritten) = (Changes(workload, workload.Ours()), Changes(workload, workload.HandWritten()));

        Assert.Equal(handWritten, ours);
    }

    [Theory]
    [InlineData("join", 4)]
    [InlineData("dispatch", 2)]
    [InlineData("threshold", 2)]
    [InlineData("absence", 8)]
    [InlineData("window", 0)]
    [InlineData("group", 0)]
    public void One_update_in_a_hundred_changes_a_match(string name, int changesInARound)
    {
        var workload = Workloads[name]();
        var subject = workload.Ours();
        Changes(workload, subject);

        Assert.Equal(changesInARound, Changes(workload, subject).Sum());
    }

    private static List<int> Changes(Workload workload, ISubject subject) => [.. workload.Updates.Select(subject.Update)];
}
