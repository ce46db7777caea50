using RunbookSdk.Benchmarks.HandWritten;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>
/// Negation and existence: a busy host with no work on it, and one with. Half of the hosts have work; each host that is updated stands in
/// one of the two rules. One update in a hundred begins or ends work, so that one match ends and another begins.
/// </summary>
internal sealed class AbsenceWorkload(int hosts) : Workload
{
    private const double High = 90;

    public override IEnumerable<object> Known =>
        Enumerable.Range(0, hosts).SelectMany(IEnumerable<object> (h) => [new Upkeep(Host(h), IsBusy(h)), new Reading(Host(h), 50)]);

    public override Runbook Rules() => new Runbooks();

    protected override ISubject MakeHandWritten() => new HandWrittenAbsence(High);

    protected override IEnumerable<object> MakeUpdates()
    {
        var hot = Spread(hosts).ToList();
        foreach (var isSecond in new[] { false, true })
        {
            for (var i = 0; i < hot.Count; i++)
            {
                yield return IsCrossing(i)
                    ? new Upkeep(Host(hot[i]), IsBusy(hot[i]) ^ isSecond)
                    : new Reading(Host(hot[i]), isSecond ? 95 : 96);
            }
        }
    }

    private static bool IsBusy(int host) => host % 2 == 0;

    private sealed class Runbooks : Runbook
    {
        protected override void Define()
        {
            Rule("unattended",
                from reading in Facts<Reading>()
                where reading.Value > High && !Facts<Upkeep>().Any(u => u.Host == reading.Host && u.Active)
                select Page("on-call", $"{reading.Host} at {reading.Value}"))
              .Mode(Act);
            Rule("attended",
                from reading in Facts<Reading>()
                where reading.Value > High && Facts<Upkeep>().Any(u => u.Host == reading.Host && u.Active)
                select Page("upkeep", $"{reading.Host} at {reading.Value}"))
              .Mode(Act);
        }
    }
}
