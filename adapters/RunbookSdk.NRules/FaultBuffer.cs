using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.NRules;

/// <summary>
/// Keeps what threw while NRules was at work and tells it afterwards: each fault once, however often NRules asked, in an order that
/// does not come from its memories.
/// </summary>
internal sealed class FaultBuffer(IFaultSink target) : IFaultSink
{
    private readonly Dictionary<Place, Exception> faults = [];

    public void Fault(RuleModel rule, SourceLocation location, Exception exception, ReadOnlySpan<KnownFact?> facts)
    {
        var known = new List<KnownFact>(facts.Length);
        foreach (var fact in facts)
        {
            if (fact is not null) known.Add(fact);
        }

        faults.TryAdd(new Place(rule, location, known), exception);
    }

    /// <summary>Tells everything; of some rules only, where that is said.</summary>
    public void Tell(Func<RuleModel, bool>? isTold = null)
    {
        if (faults.Count == 0) return;
        foreach (var (place, exception) in faults.OrderBy(f => f.Key))
        {
            if (isTold?.Invoke(place.Rule) == false) continue;
            target.Fault(place.Rule, place.Location, exception, [.. place.Facts]);
        }

        faults.Clear();
    }

    private sealed record Place(RuleModel Rule, SourceLocation Location, IReadOnlyList<KnownFact> Facts) : IComparable<Place>
    {
        public bool Equals(Place? other) => other is not null
            && ReferenceEquals(Rule, other.Rule) && Location == other.Location && Facts.SequenceEqual(other.Facts);

        public override int GetHashCode() => HashCode.Combine(Rule.Order, Location.Line, Facts.Count, Facts.Count == 0 ? null : Facts[0]);

        public int CompareTo(Place? other)
        {
            if (other is null) return 1;
            var order = Rule.Order.CompareTo(other.Rule.Order);
            if (order == 0) order = Location.Line.CompareTo(other.Location.Line);
            if (order == 0) order = Location.Column.CompareTo(other.Location.Column);
            for (var i = 0; order == 0 && i < Facts.Count && i < other.Facts.Count; i++)
                order = Facts[i].Sequence.CompareTo(other.Facts[i].Sequence);
            return order != 0 ? order : Facts.Count.CompareTo(other.Facts.Count);
        }
    }
}
