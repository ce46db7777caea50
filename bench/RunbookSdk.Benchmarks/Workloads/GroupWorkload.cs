using System.Globalization;
using RunbookSdk.Benchmarks.HandWritten;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>The average of each of ten zones over all hosts. No match begins or ends.</summary>
internal sealed class GroupWorkload(int hosts) : Workload
{
    private const double High = 90;
    private const int Zones = 10;

    public override IEnumerable<object> Known => Enumerable.Range(0, hosts).Select(h => new ZoneReading(Host(h), Zone(h), 50));

    public override Runbook Rules() => new Runbooks();

    protected override ISubject MakeHandWritten() => new HandWrittenGroups(High);

    protected override IEnumerable<object> MakeUpdates()
    {
        var hot = Spread(hosts).ToList();
        return hot.Select(h => new ZoneReading(Host(h), Zone(h), 50 + (h % 7))).Concat(hot.Select(h => new ZoneReading(Host(h), Zone(h), 51 + (h % 7))));
    }

    private static string Zone(int host) => string.Create(CultureInfo.InvariantCulture, $"zone-{host % Zones}");

    private sealed class Runbooks : Runbook
    {
        protected override void Define() =>
            Rule("busy-zone",
                from reading in Facts<ZoneReading>()
                group reading by reading.Zone into zone
                where zone.Average(r => r.Value) > High
                select Page("on-call", $"{zone.Key} is busy"))
              .Mode(Act);
    }
}
