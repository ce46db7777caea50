using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Hosting;

namespace HostingExample;

/// <summary>A short morning: the load is high, and some seconds later it is low. Then the host ends.</summary>
internal sealed class Morning(IHostApplicationLifetime lifetime) : IFactSource
{
    public string Name => "morning";

    public async IAsyncEnumerable<IReadOnlyList<Observation>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return [new(new ClusterLoad("online1", Percent: 91), default)];
        await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
        yield return [new(new ClusterLoad("online1", Percent: 40), default)];
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        lifetime.StopApplication();
    }
}
