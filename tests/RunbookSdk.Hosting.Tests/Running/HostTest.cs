using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Running;

/// <summary>Starts real hosts, on a clock that stands and a folder that is gone after the test.</summary>
public abstract class HostTest : IAsyncLifetime
{
    private readonly List<IHost> built = [];
    private readonly List<IHost> hosts = [];

    private protected FakeTime Time { get; } = new(Samples.Noon);

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("runbook-host").FullName;

    private protected string JournalPath => Path.Combine(Folder, "state.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in hosts) await host.StopAsync();
        foreach (var host in built) host.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private protected static void Patient(HandlerOptions options) =>
        (options.Timeout, options.AttemptsUntilBreak) = (TimeSpan.FromHours(20), 1000);

    /// <summary>A host that is not started.</summary>
    private protected IHost Build(Action<RunbooksOptions> configure, Action<RunbooksBuilder>? add = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        var runbooks = builder.Services.AddRunbooks(options =>
        {
            options.Scripting.CacheFolder = null;
            configure(options);
        });
        add?.Invoke(runbooks);
        var host = builder.Build();
        built.Add(host);
        return host;
    }

    private protected async Task<IRunbookHost> StartAsync(Action<RunbooksOptions> configure, Action<RunbooksBuilder>? add = null)
    {
        var host = Build(configure, add);
        await host.StartAsync();
        hosts.Add(host);
        return host.Services.GetRequiredService<IRunbookHost>();
    }

    /// <summary>Stops the host that was started last, and forgets it.</summary>
    private protected async Task StopAsync(CancellationToken cancellationToken = default)
    {
        var host = hosts[^1];
        hosts.Remove(host);
        await host.StopAsync(cancellationToken);
    }

    private protected static IReadOnlyList<Observation> Seen(params ReadOnlySpan<object> facts)
    {
        var seen = new List<Observation>();
        foreach (var fact in facts) seen.Add(new(fact, default));
        return seen;
    }

    private protected Task UntilDeliveredAsync(IRunbookHost host, int count) =>
        Time.UntilAsync(() => host.Deliveries(DeliveryState.Succeeded, DeliveryState.Dead, DeliveryState.Discarded) is var done
            && done.Count == count && done.All(d => d.IsTold));
}
