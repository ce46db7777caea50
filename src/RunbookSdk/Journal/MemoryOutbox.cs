namespace RunbookSdk.Journal;

/// <summary>An outbox that lives as long as the process, beside a <see cref="MemoryJournal"/>. Safe to use from any thread.</summary>
public sealed class MemoryOutbox : IOutbox
{
    private readonly Lock guard = new();
    private readonly SortedDictionary<long, Delivery> deliveries = [];
    private readonly HashSet<(string Handler, string Key)> known = [];
    private long? taken;
    private long last;

    /// <inheritdoc/>
    public long? Taken
    {
        get
        {
            lock (guard) return taken;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Take(long entry, IReadOnlyList<Delivery> deliveries)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        lock (guard)
        {
            var added = new List<Delivery>();
            foreach (var delivery in deliveries)
            {
                if (!known.Add((delivery.Handler, delivery.IdempotencyKey))) continue;
                var numbered = delivery with { Number = ++last };
                this.deliveries.Add(last, numbered);
                added.Add(numbered);
            }

            taken = entry;
            return added;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Read(params IReadOnlyList<DeliveryState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        lock (guard) return [.. deliveries.Values.Where(d => states.Count == 0 || states.Contains(d.State))];
    }

    /// <inheritdoc/>
    public int Count(params IReadOnlyList<DeliveryState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        lock (guard) return deliveries.Values.Count(d => states.Count == 0 || states.Contains(d.State));
    }

    /// <inheritdoc/>
    public Delivery? Find(long number)
    {
        lock (guard) return deliveries.GetValueOrDefault(number);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Delivery> Find(string idempotencyKey)
    {
        lock (guard) return [.. deliveries.Values.Where(d => d.IdempotencyKey == idempotencyKey)];
    }

    /// <inheritdoc/>
    public bool IsFollowed(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        lock (guard) return deliveries.Values.Any(d => Follows(d, delivery));
    }

    /// <inheritdoc/>
    public void Save(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        lock (guard)
        {
            if (deliveries.TryGetValue(delivery.Number, out var before)) deliveries[delivery.Number] = Changed(before, delivery);
        }
    }

    /// <inheritdoc/>
    public void MarkTold(IReadOnlyList<Delivery> deliveries)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        lock (guard)
        {
            foreach (var told in deliveries)
            {
                if (this.deliveries.TryGetValue(told.Number, out var now) && (now.State, now.Attempts) == (told.State, told.Attempts))
                    this.deliveries[told.Number] = now with { IsTold = true };
            }
        }
    }

    /// <inheritdoc/>
    public int Forget(DateTimeOffset before)
    {
        lock (guard)
        {
            var dead = deliveries.Values.Where(d => d.State == DeliveryState.Dead).ToList();
            var forgotten = deliveries.Values
                .Where(d => d is { IsOpen: false, IsTold: true } && d.State != DeliveryState.Dead && d.ChangedAt < before)
                .Where(d => !dead.Exists(e => Follows(d, e)))
                .ToList();
            foreach (var delivery in forgotten)
            {
                deliveries.Remove(delivery.Number);
                known.Remove((delivery.Handler, delivery.IdempotencyKey));
            }

            return forgotten.Count;
        }
    }

    private static bool Follows(Delivery later, Delivery earlier) =>
        later.Number > earlier.Number && later.Handler == earlier.Handler && later.Target == earlier.Target && later.Action == earlier.Action;

    /// <summary>Only how it stands may change.</summary>
    private static Delivery Changed(Delivery before, Delivery now) => before with
    {
        State = now.State,
        Attempts = now.Attempts,
        Said = now.Said,
        ChangedAt = now.ChangedAt,
        IsTold = now.IsTold,
    };
}
