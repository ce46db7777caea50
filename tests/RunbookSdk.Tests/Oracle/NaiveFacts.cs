using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What is known, as plain lists; an update makes new ones.</summary>
internal sealed class NaiveFacts
{
    private readonly HashSet<UInt128> deliveries = [];
    private List<Item> known = [];
    private List<Item> taken = [];
    private List<Item> retracted = [];
    private long sequence;

    public int Late { get; private set; }

    public int Duplicates { get; private set; }

    public Moment At(DateTimeOffset instant, object? changed = null) => new(instant, [.. known], [.. taken], changed);

    /// <summary>From here on a fact that was taken back is another one when it comes back.</summary>
    public void EndRound() => retracted = [];

    /// <summary>Gives the fact that it changed; null when nothing did.</summary>
    public object? Take(Observation observation, DateTimeOffset now)
    {
        if (observation.Delivery is { } delivery && !deliveries.Add(delivery))
        {
            Duplicates++;
            return null;
        }

        var type = FactType.Of(observation.Fact.GetType());
        if (type.IsEvent) return TakeEvent(type, observation.Fact, observation.ObservedAt, now);
        if (Find(type, observation.Fact) is { } before && observation.ObservedAt < before.ObservedAt)
        {
            Late++;
            return null;
        }

        return observation.IsRetraction ? Remove(observation.Fact) : Write(observation.Fact, observation.ObservedAt);
    }

    /// <summary>Writes what a decision says, whatever was observed; gives the fact that it changed, null when nothing did.</summary>
    public object? Write(object fact, DateTimeOffset observedAt)
    {
        var type = FactType.Of(fact.GetType());
        var before = Find(type, fact);
        taken = [.. taken, new(new FactIdentity(type, type.KeyText(fact)), fact, ++sequence, observedAt)];
        var same = before ?? Find(retracted, type, fact) ?? new Item(new FactIdentity(type, type.KeyText(fact)), fact, sequence, observedAt);
        var after = same with { Value = fact, ObservedAt = observedAt };
        known = before is null ? [.. known, after] : [.. known.Select(k => k == before ? after : k)];
        return before is null || !fact.Equals(before.Value) ? after.Identity : null;
    }

    /// <summary>Takes a fact back; gives it, or null when it was not known.</summary>
    public object? Remove(object fact)
    {
        if (Find(FactType.Of(fact.GetType()), fact) is not { } before) return null;
        known = [.. known.Where(k => k != before)];
        retracted = [.. retracted, before];
        return before.Identity;
    }

    public void ForgetEvents(DateTimeOffset now) => known = [.. known.Where(k =>
        k.Identity is FactIdentity { Type: { IsEvent: true } type } ? k.ObservedAt + type.Retention > now : true)];

    public object? Value(object fact) => Find(FactType.Of(fact.GetType()), fact)?.Value;

    private FactIdentity? TakeEvent(FactType type, object fact, DateTimeOffset observedAt, DateTimeOffset now)
    {
        if (observedAt + type.Retention <= now)
        {
            Late++;
            return null;
        }

        var identity = new FactIdentity(type, "");
        var item = new Item(identity, fact, ++sequence, observedAt);
        (known, taken) = ([.. known, item], [.. taken, item]);
        return identity;
    }

    private Item? Find(FactType type, object fact) => Find(known, type, fact);

    private static Item? Find(List<Item> items, FactType type, object fact) => items.FindLast(k =>
        k.Identity is FactIdentity identity && identity.Type == type
        && type.Keys.All(p => Equals(p.GetValue(k.Value), p.GetValue(fact))));
}
