using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Facts;

/// <content>The facts in the order in which they became known, and the retractions that are remembered.</content>
internal sealed partial class FactStore : ISavedPart
{
    public void Save(StateWriter writer)
    {
        writer.Write(sequence);
        var facts = types.Values.SelectMany(t => t.Keyed.Facts.Concat(t.Events)).ToList();
        facts.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        writer.Write(facts.Count);
        foreach (var fact in facts)
        {
            writer.Write(fact.Sequence);
            writer.Write(fact.ObservedAt);
            writer.WriteValue(fact.Value);
            writer.Add(fact);
        }

        var retracted = types.Values.SelectMany(t => t.RetractedAt.Select(r => (t.Type, Value: r.Key, At: r.Value)))
            .OrderBy(r => r.At.UtcTicks).ThenBy(r => r.Type.ClrType.FullName, StringComparer.Ordinal)
            .ThenBy(r => r.Type.KeyText(r.Value), StringComparer.Ordinal).ToList();
        writer.Write(retracted.Count);
        foreach (var (_, value, at) in retracted)
        {
            writer.WriteValue(value);
            writer.Write(at);
        }
    }

    public void Load(StateReader reader)
    {
        sequence = reader.ReadNumber();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (number, observedAt, value) = (reader.ReadNumber(), reader.ReadInstant(), reader.ReadValue());
            var facts = Of(value);
            var fact = new KnownFact(facts.Type, number) { Value = value, ObservedAt = observedAt };
            if (facts.Type.IsEvent) facts.Events.Add(fact);
            else facts.Keyed.Set(value, fact);
            reader.Add(fact);
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (value, at) = (reader.ReadValue(), reader.ReadInstant());
            var facts = Of(value);
            facts.RetractedAt[value] = at;
            retractions.Enqueue((facts, value), at);
        }
    }
}
