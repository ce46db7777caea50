using System.Globalization;
using RunbookSdk.Benchmarks.HandWritten;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>
/// Many rules of which each has a threshold of its own, all over the same value. Five of them stand for each of a hundred hosts; one
/// update in a hundred crosses one.
/// </summary>
internal sealed class ThresholdWorkload(int rules) : Workload
{
    private const int HotHosts = 100;

    public override int Size => rules;

    public override IEnumerable<object> Known => Enumerable.Range(0, HotHosts).Select(h => new Reading(Host(h), 54.2));

    public double[] Thresholds { get; } = [.. Enumerable.Range(0, rules).Select(r => 50.0 + r)];

    public override Runbook Rules() => new Runbooks(Thresholds);

    protected override ISubject MakeHandWritten() => new HandWrittenThresholds(Thresholds, Step);

    protected override IEnumerable<object> MakeUpdates()
    {
        foreach (var isSecond in new[] { false, true })
        {
            for (var i = 0; i < HotHosts; i++)
                yield return new Reading(Host(i), !isSecond ? 54.2 : IsCrossing(i) ? 55.2 : 54.4);
        }
    }

    private sealed class Runbooks(double[] thresholds) : Runbook
    {
        protected override void Define()
        {
            for (var i = 0; i < thresholds.Length; i++)
            {
                var threshold = thresholds[i];
                Rule(string.Create(CultureInfo.InvariantCulture, $"above-{i}"),
                    from reading in Facts<Reading>()
                    where reading.Value > threshold
                    select Page("on-call", $"{reading.Host} at {reading.Value}"))
                  .Mode(Act);
            }
        }
    }
}
