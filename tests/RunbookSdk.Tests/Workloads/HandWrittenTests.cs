using RunbookSdk.Benchmarks.Workloads;

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
