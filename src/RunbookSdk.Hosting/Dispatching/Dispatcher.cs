using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>
/// Hands deliveries to their handlers: those of one target to one handler one after the other, others at the same time. What it forgets with the
/// process, the outbox knows. Safe to use from any thread.
/// </summary>
internal sealed class Dispatcher : IAsyncDisposable
{
    /// <summary>How long a handler that does not heed its token is waited for.</summary>
    private static readonly TimeSpan UntilLeft = TimeSpan.FromSeconds(5);

    private readonly Lock guard = new();
    private readonly Dictionary<string, HandlerWork> handlers;
    private readonly Dictionary<(string Handler, string Target), Lane> lanes = [];
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);
    private readonly DispatchContext context;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();

    public Dispatcher(IEnumerable<HandlerRuntime> handlers, DispatchContext context)
    {
        this.context = context;
        this.handlers = handlers.ToDictionary(h => h.Name, h => new HandlerWork(h, context), StringComparer.Ordinal);
    }

    /// <summary>Names of handlers that fail so often that they are left alone, in order.</summary>
    public IReadOnlyList<string> Broken => [.. handlers.Values.Where(h => h.IsBroken).Select(h => h.Name).Order(StringComparer.Ordinal)];

    /// <summary>Names of handlers that deliveries wait for, and that are not here, in order.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            lock (guard) return [.. missing];
        }
    }

    /// <summary>True while no delivery is carried out, or waits for its next attempt.</summary>
    public bool IsIdle
    {
        get
        {
            lock (guard) return lanes.Count == 0;
        }
    }

    /// <summary>Goes on with what the outbox holds.</summary>
    public void Start() => Add(context.Outbox.Read(DeliveryState.Pending, DeliveryState.Attempted));

    /// <summary>Takes deliveries that are in the outbox, in their order; those of handlers that this host does not have wait there.</summary>
    public void Add(IEnumerable<Delivery> deliveries)
    {
        lock (guard)
        {
            if (stopping.IsCancellationRequested) return;
            foreach (var delivery in deliveries)
            {
                if (!handlers.TryGetValue(delivery.Handler, out var work))
                {
                    if (missing.Add(delivery.Handler)) context.Log.HandlerIsMissing(delivery.Handler, delivery.Number);
                    continue;
                }

                Enqueue(work, delivery);
            }
        }
    }

    /// <summary>Has a dead letter tried again.</summary>
    /// <returns>Null when it is; otherwise why not, in words.</returns>
    public string? Retry(long number)
    {
        lock (guard)
        {
            if (DeadLetters.Find(context.Outbox, number, out var delivery) is { } why) return why;
            if (!handlers.ContainsKey(delivery!.Handler)) return $"there is no handler '{delivery.Handler}' in this host.";
            if (DeadLetters.Retry(context.Outbox, delivery, context.Time.GetUtcNow()) is { } whyNot) return whyNot;
            Add([delivery]);
            return null;
        }
    }

    /// <summary>Lets a dead letter be.</summary>
    /// <returns>Null when it is; otherwise why not, in words.</returns>
    public string? Discard(long number, string by, string because)
    {
        lock (guard)
        {
            if (DeadLetters.Find(context.Outbox, number, out var delivery) is { } why) return why;
            DeadLetters.Discard(context.Outbox, delivery!, by, because, context.Time.GetUtcNow());
            return null;
        }
    }

    /// <summary>Begins no further attempt, and waits for those that run until the token ends them too.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (guard)
        {
            stopping.Cancel();
            running = [.. lanes.Values.Select(l => l.Running)];
        }

        var ended = Task.WhenAll(running);
        using (cancellationToken.Register(aborting.Cancel)) await Task.WhenAny(ended, AbortedAsync()).ConfigureAwait(false);
        if (!ended.IsCompleted) context.Log.HandlersDoNotEnd(UntilLeft);
    }

    /// <summary>Ends when attempts that run were told to end, and have had some time for that.</summary>
    private async Task AbortedAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (aborting.Token.Register(told.SetResult)) await told.Task.ConfigureAwait(false);
        await Task.Delay(UntilLeft, context.Time, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await aborting.CancelAsync().ConfigureAwait(false);
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var work in handlers.Values) work.Dispose();
        stopping.Dispose();
        aborting.Dispose();
    }

    private void Enqueue(HandlerWork work, Delivery delivery)
    {
        var key = (delivery.Handler, delivery.Target);
        if (lanes.TryGetValue(key, out var lane))
        {
            lane.Numbers.Enqueue(delivery.Number);
            return;
        }

        lane = new Lane();
        lane.Numbers.Enqueue(delivery.Number);
        lanes.Add(key, lane);
        lane.Running = Task.Run(() => RunAsync(work, key, lane));
    }

    private async Task RunAsync(HandlerWork work, (string Handler, string Target) key, Lane lane)
    {
        while (Next(key, lane) is { } number)
        {
            try
            {
                await work.DeliverAsync(number, stopping.Token, aborting.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return; // the outbox has it
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                context.Log.DeliveryIsLeft(exception, number, work.Name); // what follows must not wait for ever
            }
        }
    }

    /// <summary>The next delivery of a lane; null, and no lane any more, when there is none.</summary>
    private long? Next((string Handler, string Target) key, Lane lane)
    {
        lock (guard)
        {
            if (!stopping.IsCancellationRequested && lane.Numbers.TryDequeue(out var number)) return number;
            lanes.Remove(key);
            return null;
        }
    }

    /// <summary>The deliveries of one target to one handler that wait for one another.</summary>
    private sealed class Lane
    {
        public Queue<long> Numbers { get; } = new();

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
