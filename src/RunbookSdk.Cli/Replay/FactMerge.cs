using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Replay;

/// <summary>
/// Goes through several files at once in the order of their observed times; each is roughly in order itself. Of one instant, the facts
/// of the file that was named first come first.
/// </summary>
internal sealed class FactMerge : IDisposable
{
    private readonly List<FactFile> files = [];
    private readonly PriorityQueue<FactFile, (long Ticks, int Order)> heads = new();
    private readonly long length;
    private (FactFile File, int Order)? last;

    public FactMerge(IEnumerable<FactFile> opened)
    {
        foreach (var file in opened)
        {
            files.Add(file);
            length += file.Length;
            Advance(file, files.Count - 1);
        }
    }

    /// <summary>The fact that was reached.</summary>
    public Observation Current { get; private set; }

    /// <summary>How much has been read, 0 to 1; null when nobody knows.</summary>
    public double? Progress => length == 0 ? null : files.Sum(f => (double)f.Position) / length;

    /// <summary>Goes to the next fact; false at the end of all files.</summary>
    public bool MoveNext()
    {
        // A file is read on only when its fact is done with, so that a pipe is not waited for before what came is looked at.
        if (last is var (file, order)) Advance(file, order);
        last = null;
        if (!heads.TryDequeue(out var next, out var place)) return false;
        Current = next.Current;
        last = (next, place.Order);
        return true;
    }

    public void Dispose() => files.ForEach(f => f.Dispose());

    private void Advance(FactFile file, int order)
    {
        if (file.MoveNext()) heads.Enqueue(file, (file.Current.ObservedAt.UtcTicks, order));
    }
}
