using System.Threading.Channels;
using RunbookSdk.Hosting.Dispatching;

namespace RunbookSdk.Hosting.Running;

/// <summary>What waits for the session: facts, which wait outside when there are too many, and what handlers report, which never waits. Safe to use from any thread.</summary>
/// <param name="capacity">How many batches of facts may wait.</param>
internal sealed class Inbox(int capacity)
{
    private readonly Channel<Work> facts = Channel.CreateBounded<Work>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly Channel<DeliveryReport> reports = Channel.CreateUnbounded<DeliveryReport>(new UnboundedChannelOptions { SingleReader = true });

    /// <exception cref="ChannelClosedException">The host stops.</exception>
    public ValueTask AddAsync(Work work, CancellationToken cancellationToken) => facts.Writer.WriteAsync(work, cancellationToken);

    public void Report(DeliveryReport report) => reports.Writer.TryWrite(report);

    public List<Work> TakeFacts() => Take(facts.Reader);

    public bool HasReports => reports.Reader.TryPeek(out _);

    public List<DeliveryReport> TakeReports() => Take(reports.Reader);

    /// <summary>Lets nobody add facts any more.</summary>
    public void Close() => facts.Writer.TryComplete();

    /// <summary>Sends back what will not be evaluated.</summary>
    public void Refuse(Exception exception)
    {
        Close();
        foreach (var work in TakeFacts()) work.Fail(exception);
    }

    /// <summary>Waits until there is something, or for a time.</summary>
    public async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(
            facts.Reader.WaitToReadAsync(ends.Token).AsTask(),
            reports.Reader.WaitToReadAsync(ends.Token).AsTask(),
            Task.Delay(time, clock, ends.Token)).ConfigureAwait(false);
        await ends.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private List<T> Take<T>(ChannelReader<T> reader)
    {
        var taken = new List<T>();
        while (taken.Count < capacity && reader.TryRead(out var item)) taken.Add(item);
        return taken;
    }
}
