using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Instances;
using RunbookSdk.Journal;
using RunbookSdk.Sessions;

namespace RunbookSdk.Hosting;

/// <summary>Runs runbooks as long as their host does.</summary>
internal sealed class RunbookHost : BackgroundService, IRunbookHost
{
    private readonly RunbookServices services;
    private readonly IReadOnlyList<HandlerRegistration> registrations;
    private readonly IServiceProvider provider;
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<IFactSource> sources = [];
    private RunningRunbooks? running;

    public RunbookHost(RunbookServices services, IEnumerable<HandlerRegistration> registrations, IServiceProvider provider)
    {
        (this.services, this.provider, this.registrations) = (services, provider, [.. registrations]);
        services.Measures.Count = states => Volatile.Read(ref running)?.Outbox.Count(states) ?? 0;
    }

    public SessionSnapshot? Snapshot => services.Options.Session.KeepsSnapshots ? Volatile.Read(ref running)?.Session.Snapshot : null;

    public FactCatalog? Catalog => Volatile.Read(ref running)?.Catalog;

    /// <summary>Names of handlers that deliveries wait for, and that this host does not have.</summary>
    public IReadOnlyList<string> Missing => Volatile.Read(ref running)?.Dispatcher.Missing ?? [];

    /// <summary>Names of handlers that are left alone.</summary>
    public IReadOnlyList<string> Broken => Volatile.Read(ref running)?.Dispatcher.Broken ?? [];

    /// <summary>True from the start to the stop.</summary>
    public bool IsRunning => Volatile.Read(ref running) is not null;

    public async Task<Evaluation> ObserveAsync(IReadOnlyList<Observation> observations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observations);
        foreach (var observation in observations)
        {
            if (observation.Fact is null or LifecycleStatus or Verification)
                throw new ArgumentException("A fact is a record; where an instance of a lifecycle stands is for its lifecycle to say, and what is verified for the session.", nameof(observations));
        }

        var work = new Work(observations);
        try
        {
            await Running().Inbox.AddAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw NotRunning();
        }

        return await work.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many deliveries are in some states.</summary>
    public int Count(params IReadOnlyList<DeliveryState> states) => Running().Outbox.Count(states);

    public IReadOnlyList<Delivery> Deliveries(params IReadOnlyList<DeliveryState> states) => Running().Outbox.Read(states);

    public string? Retry(long delivery) => Running().Dispatcher.Retry(delivery);

    public string? Discard(long delivery, string by, string because)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return Running().Dispatcher.Discard(delivery, by, because);
    }

    /// <summary>Opens everything first, so that what is wrong keeps the host from starting.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        sources = [.. provider.GetServices<IFactSource>()]; // now, for a source may ask for this host
        var opened = RunningRunbooks.Open(services, registrations, provider);
        Volatile.Write(ref running, opened);
        opened.TellStart(registrations.Count, sources.Count);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the reading of facts, evaluates what waits, and lets sources and attempts that run end until the token says that it takes too long.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.Register(leaving.Cancel))
            await base.StopAsync(CancellationToken.None).ConfigureAwait(false); // what is evaluated is finished
        if (Volatile.Read(ref running) is not { } opened) return;
        try
        {
            await opened.StopAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync(opened).ConfigureAwait(false);
        }
    }

    public override void Dispose()
    {
        leaving.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var opened = Running();
        opened.Dispatcher.Start();
        var reading = sources.Select(s => new SourcePump(s, this, services.Time, services.Log, services.Condition).RunAsync(stoppingToken)).ToArray();
        try
        {
            await opened.Loop.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await EndAsync(Task.WhenAll(reading)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.Failed(exception);
            await CloseAsync(opened).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for sources, as long as there is time: one that does not heed its token must not keep the state from being kept.</summary>
    private async Task EndAsync(Task reading)
    {
        try
        {
            await reading.WaitAsync(leaving.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!reading.IsCompleted)
        {
            services.Log.SourcesDoNotEnd();
        }
    }

    private async Task CloseAsync(RunningRunbooks opened)
    {
        Volatile.Write(ref running, null);
        await opened.DisposeAsync().ConfigureAwait(false);
    }

    private RunningRunbooks Running() => Volatile.Read(ref running) ?? throw NotRunning();

    private static InvalidOperationException NotRunning() => new("The runbooks do not run: the host has not started, or has stopped.");
}
