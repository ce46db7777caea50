using System.Globalization;
using RunbookSdk.Benchmarks.HandWritten;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>
/// An equality join of two types: readings with limits of the same host. Each rule has a margin of its own. One host in ten stands above
/// the first rule's limit, one update in a hundred crosses it.
/// </summary>
internal sealed class JoinWorkload(int hosts, int rules) : Workload
{
    private const double AllowedValue = 100;

    public override int Size => hosts;

    public override IEnumerable<object> Known =>
        Enumerable.Range(0, hosts).SelectMany(IEnumerable<object> (h) => [new Limit(Host(h), AllowedValue), new Reading(Host(h), 50)]);

    public double[] Margins { get; } = [.. Enumerable.Range(0, rules).Select(r => (r + 1) * 10.0 / rules)];

    public override Runbook Rules() => new Runbooks(Margins);

    protected override ISubject MakeHandWritten() => new HandWrittenJoin(Margins, Step);

    protected override IEnumerable<object> MakeUpdates()
    {
        var above = AllowedValue + (Margins[0] * 1.5);
        var hot = Spread(hosts).ToList();
        foreach (var isSecond in new[] { false, true })
        {
            for (var i = 0; i < hot.Count; i++)
            {
                var low = IsStanding(i) ? above : 50;
                var high = IsCrossing(i) ? above : low + (Margins[0] / 8);
                yield return new Reading(Host(hot[i]), isSecond ? high : low);
            }
        }
    }

    private sealed class Runbooks(double[] margins) : Runbook
    {
        protected override void Define()
        {
            for (var i = 0; i < margins.Length; i++)
            {
                var margin = margins[i];
                Rule(string.Create(CultureInfo.InvariantCulture, $"above-limit-{i}"),
                    from reading in Facts<Reading>()
                    join limit in Facts<Limit>() on reading.Host equals limit.Host
                    where reading.Value > limit.Value + margin
                    select Page("on-call", $"{reading.Host} at {reading.Value}"))
                  .Mode(Act);
            }
        }
    }
}
