using RunbookSdk.Components;
using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Facts;

public sealed class CloudEventAllocationTests
{
    private const int Times = 1000;

    [Fact]
    public void Reading_a_repeated_event_allocates_the_record_and_nothing_else()
    {
        var line =
            """{"specversion":"1.0","id":"17","source":"/monitor/online1","type":"com.example.ClusterLoad","time":"2019-09-11T08:46:00+02:00","data":{"cluster":"online1","percent":87.5}}"""u8;
        var reader = new CloudEventReader(DomainFacts.CatalogWith());
        var accepted = new List<Observation>(1);
        var rejected = new List<RejectedFact>();
        reader.Read(line, "f", 1, accepted, rejected);
        var record = RecordSize();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            accepted.Clear();
            reader.Read(line, "f", 1, accepted, rejected);
        }

        var spent = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Empty(rejected);
        Assert.Equal(record * Times, spent);
    }

    [Fact]
    public void Going_through_lines_allocates_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("some line of a file\n", 100_000));
        var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        GoThrough(new LineReader(stream));
        stream.Position = 0;
        var lines = new LineReader(stream);

        var before = GC.GetAllocatedBytesForCurrentThread();
        GoThrough(lines);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100_000, lines.LineNumber);
    }

    private static void GoThrough(LineReader lines)
    {
        while (lines.MoveNext())
        {
        }
    }

    private static long RecordSize()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var load = new ClusterLoad("online1", 87.5);
        var size = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(load);
        return size;
    }
}
