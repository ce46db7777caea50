using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Tests.Running;

namespace RunbookSdk.Hosting.Tests;

/// <summary>
/// A host in a process of its own, which tests kill: <c>JOURNAL OUTPUT FACTS</c>. It takes so many facts that lie in the past, beginning with the first
/// that the journal does not hold, carries out what follows by appending to a file, and ends when nothing is left to do.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services
            .AddRunbooks(options =>
            {
                options.RuleBooks.Add(new Shedding());
                options.JournalPath = arguments[0];
                options.SnapshotEvery = 7;
            })
            .AddFileHandler(arguments[1], configure: handler => handler.ReportsOutcome = true)
            .AddFactSource(services =>
                ActivatorUtilities.CreateInstance<Loads>(services, int.Parse(arguments[2], CultureInfo.InvariantCulture)));
        await builder.Build().RunAsync().ConfigureAwait(false);
    }

    /// <summary>A load that goes up and down on one cluster after the other.</summary>
    private sealed class Loads(IRunbookHost host, IHostApplicationLifetime lifetime, int count) : IFactSource
    {
        public string Name => "loads";

        public async IAsyncEnumerable<IReadOnlyList<Observation>> ReadAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = host.Snapshot!.Facts<Heartbeat>().Select(h => int.Parse(h.Subject, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max(); i < count; i++)
            {
                var at = Samples.Noon.AddSeconds(i);
                var load = new ClusterLoad($"online{i / 2 % 3}", i % 2 == 0 ? 91 : 40);
                yield return [new(load, at), new(new Heartbeat($"{i + 1}", at), at)];
            }

            while (host.Deliveries().Any(d => d.IsOpen || !d.IsTold)) await Task.Delay(5, cancellationToken).ConfigureAwait(false);
            lifetime.StopApplication();
        }
    }
}
