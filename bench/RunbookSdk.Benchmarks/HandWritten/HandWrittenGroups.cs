using RunbookSdk.Actions;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.HandWritten;

/// <summary>A running sum for each zone. It is compensated, so that rounding does not add up over many updates.</summary>
internal sealed class HandWrittenGroups(double high) : ISubject
{
    private readonly Dictionary<string, ZoneReading> last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZoneState> zones = new(StringComparer.Ordinal);

    public List<Page> Asked { get; } = [];

    public int Update(object fact)
    {
        Asked.Clear();
        if (fact is not ZoneReading reading) return 0;
        var changes = 0;
        if (last.TryGetValue(reading.Host, out var before))
        {
            if (before.Equals(reading)) return 0;
            var left = zones[before.Zone];
            left.Count--;
            left.Add(-before.Value);
            if (before.Zone != reading.Zone) changes += Judge(before.Zone, left);
        }

        last[reading.Host] = reading;
        if (!zones.TryGetValue(reading.Zone, out var zone)) zones[reading.Zone] = zone = new ZoneState();
        zone.Count++;
        zone.Add(reading.Value);
        return changes + Judge(reading.Zone, zone);
    }

    private int Judge(string name, ZoneState zone)
    {
        var holds = zone.Count > 0 && zone.Sum / zone.Count > high;
        if (holds == zone.Stands) return 0;
        zone.Stands = holds;
        if (holds) Asked.Add(new Page("on-call", $"{name} is busy"));
        return 1;
    }

    private sealed class ZoneState
    {
        private double sum;
        private double lost;

        public int Count { get; set; }

        public double Sum => sum + lost;

        public bool Stands { get; set; }

        public void Add(double value)
        {
            var total = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
            sum = total;
        }
    }
}
