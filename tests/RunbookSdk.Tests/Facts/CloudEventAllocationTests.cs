using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Tests.TestDoubles;

namespace RunbookSdk.Tests.Facts;

public sealed class CloudEventAllocationTests
{
    private const int Times = 1000;

    [Fact]
    public void Reading_a_repeated_event_allocates_the_record_and_nothing_else()
    {
        var line =
            """{"specversion":"1.0","id":"17","source":"/monitor/online1","type":"com.example.ClusterLoad","time":"2019-09-11T08:46:00+02:00","data":{"cluster":"online1","percent":87.5}}"""u8.ToArray();
        var reader = new CloudEventReader(DomainFacts.CatalogWith());
        var accepted = new List<Observation>(1);
        var rejected = new List<RejectedFact>();

        var spent = Allocation.Of(Times, () =>
        {
            accepted.Clear();
            reader.Read(line, "f", 1, accepted, rejected);
        });

        Assert.Empty(rejected);
        Assert.Equal(Allocation.Of(Times, () => GC.KeepAlive(new ClusterLoad("online1", 87.5))), spent);
    }

    [Fact]
    public void Going_through_lines_allocates_nothing()
    {
        var text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("some line of a file\n", 100_000)));
        var readers = new Queue<LineReader>(Enumerable.Range(0, Allocation.Passes).Select(_ => new LineReader(new MemoryStream(text))));
        var last = readers.Last();

        var spent = Allocation.Of(1, () => GoThrough(readers.Dequeue()));

        Assert.Equal(0, spent);
        Assert.Equal(100_000, last.LineNumber);
    }

    private static void GoThrough(LineReader lines)
    {
        while (lines.MoveNext())
        {
        }
    }
}
