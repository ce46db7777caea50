using RunbookSdk.Facts;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What is known, as plain lists; an update makes new ones.</summary>
internal sealed class NaiveFacts
{
    private readonly HashSet<UInt128> deliveries = [];
    private List<Item> known = [];
    private List<Item> taken = [];
    private readonly Dictionary<(FactType, string), DateTimeOffset> retractedAt = [];
    private List<Item> retracted = [];
    private long sequence;

    public int Late { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>Every moment so far.</summary>
    public List<Moment> Past { get; } = [];

    /// <summary>The instant of the evaluation.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>How far the instant has come.</summary>
    public Heard Heard { get; set; } = Heard.Everything;

    /// <summary>The lowest stratum of what was written since it was set.</summary>
    public int LowestWritten { get; set; }

    /// <summary>The place of what was taken last.</summary>
    public long Sequence => sequence;

    /// <summary>What is due can happen; from here on a fact that was taken back is another one when it comes back.</summary>
    public void BeginRound()
    {
        retracted = [];
        Past.Add(new(Now, [.. known], [.. taken], Heard));
    }

    public void Take(Observation observation)
    {
        var (fact, observedAt, delivery, isRetraction) = observation;
        var type = FactType.Of(fact.GetType());
        if (delivery is { } identity && !deliveries.Add(identity)) Duplicates++;
        else if (!isRetraction && type.MaxAge is { } age && observedAt + age <= Now) Late++;
        else if (type.IsEvent) TakeEvent(type, fact, observedAt);
        else if (observedAt < (Find(type, fact)?.ObservedAt ?? retractedAt.GetValueOrDefault((type, type.KeyText(fact))))) Late++;
        else if (isRetraction)
        {
            Remove(fact);
            retractedAt[(type, type.KeyText(fact))] = observedAt;
        }
        else Write(fact, observedAt);
    }

    /// <summary>Makes a value known, whatever was known.</summary>
    public void Write(object fact, DateTimeOffset observedAt)
    {
        var type = FactType.Of(fact.GetType());
        Wrote(type.ClrType);
        var before = Find(type, fact);
        taken = [.. taken, new(new FactIdentity(type, type.KeyText(fact)), fact, ++sequence, observedAt)];
        var same = before ?? Find(retracted, type, fact)
            ?? new Item(new FactIdentity(type, type.KeyText(fact)), fact, sequence, observedAt);
        var after = same with { Value = fact, ObservedAt = observedAt };
        known = before is null ? [.. known, after] : [.. known.Select(k => k == before ? after : k)];
        if (before is null || !fact.Equals(before.Value)) Changed(after.Identity);
    }

    /// <summary>Takes a fact back; gives whether it was known.</summary>
    public bool Remove(object fact)
    {
        if (Find(FactType.Of(fact.GetType()), fact) is not { } before) return false;
        Wrote(fact.GetType());
        known = [.. known.Where(k => k != before)];
        retracted = [.. retracted, before];
        Changed(before.Identity);
        return true;
    }

    public void ForgetEvents() => known = [.. known.Where(k =>
        k.Identity is FactIdentity { Type: { IsEvent: true } type } ? k.ObservedAt + type.Retention > Now : true)];

    public object? Value(object fact) => Find(FactType.Of(fact.GetType()), fact)?.Value;

    private void Changed(object identity) => Past.Add(new(Now, [.. known], [.. taken], Heard, identity));

    private void Wrote(Type type) => LowestWritten = Math.Min(LowestWritten, Heard.Strata.GetValueOrDefault(type));

    private void TakeEvent(FactType type, object fact, DateTimeOffset observedAt)
    {
        if (observedAt + type.Retention <= Now)
        {
            Late++;
            return;
        }

        var item = new Item(new FactIdentity(type, ""), fact, ++sequence, observedAt);
        (known, taken) = ([.. known, item], [.. taken, item]);
        Changed(item.Identity);
    }

    private Item? Find(FactType type, object fact) => Find(known, type, fact);

    private static Item? Find(List<Item> items, FactType type, object fact) => items.FindLast(k =>
        k.Identity is FactIdentity identity && identity.Type == type
        && type.Keys.All(p => Equals(p.GetValue(k.Value), p.GetValue(fact))));
}
