using System.Globalization;
using RunbookSdk.Benchmarks.HandWritten;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>
/// Many rules of which each asks for one host by its name. The same hundred hosts are updated whatever the number of rules; one update in
/// a hundred begins or ends a match, and one host in ten has one that stands.
/// </summary>
internal sealed class DispatchWorkload(int rules) : Workload
{
    private const double High = 90;
    private const int HotHosts = 100;

    public override int Size => rules;

    public override IEnumerable<object> Known => Spread(rules, HotHosts).Select(h => new Reading(Host(h), 50));

    /// <summary>The host that each rule asks for.</summary>
    public IEnumerable<string> Hosts => Enumerable.Range(0, rules).Select(Host);

    public override Runbook Rules() => new Runbooks(rules);

    protected override ISubject MakeHandWritten() => new HandWrittenDispatch(Hosts, High, Step);

    protected override IEnumerable<object> MakeUpdates()
    {
        var hot = Spread(rules, HotHosts).ToList();
        foreach (var isSecond in new[] { false, true })
        {
            for (var i = 0; i < hot.Count; i++)
            {
                var low = IsStanding(i) ? 95 : 50;
                yield return new Reading(Host(hot[i]), !isSecond ? low : IsCrossing(i) ? 95 : low + 1);
            }
        }
    }

    private sealed class Runbooks(int count) : Runbook
    {
        protected override void Define()
        {
            for (var i = 0; i < count; i++)
            {
                var host = Host(i);
                Rule(string.Create(CultureInfo.InvariantCulture, $"busy-{i}"),
                    from reading in Facts<Reading>()
                    where reading.Host == host && reading.Value > High
                    select Page("on-call", $"{reading.Host} at {reading.Value}"))
                  .Mode(Act);
            }
        }
    }
}
