using NRules.Fluent.Dsl;
using RunbookSdk.Benchmarks.Figures;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>The workloads in NRules' own language; windows it does not have.</summary>
internal static class NRulesWorkloads
{
    public static Pace PaceOf(Workload workload) => new(Subject(workload), workload.Updates);

    public static ISubject Subject(Workload workload) => new NRulesSubject(RulesOf(workload), workload.Known);

    /// <summary>From nothing to the first action, like <see cref="RuleLoadWorkload.Load"/>.</summary>
    public static int Load(RuleLoadWorkload workload)
    {
        var session = NRulesSubject.Compile(RulesOf(workload)).CreateSession();
        session.Insert(new NRulesReading(Workload.Host(0)) { Value = 1000 });
        return session.Fire();
    }

    private static IEnumerable<Rule> RulesOf(Workload workload) => workload switch
    {
        JoinWorkload join => join.Margins.Select(m => new NRulesJoinRule(m)),
        DispatchWorkload dispatch => dispatch.Hosts.Select(h => new NRulesHostRule(h)),
        ThresholdWorkload thresholds => thresholds.Thresholds.Select(t => new NRulesThresholdRule(t)),
        AbsenceWorkload => [new NRulesUnattendedRule(90), new NRulesAttendedRule()],
        GroupWorkload => [new NRulesZoneRule(90)],
        _ => throw new ArgumentException($"NRules has no {workload.GetType().Name}.", nameof(workload)),
    };

    private static IEnumerable<Rule> RulesOf(RuleLoadWorkload workload)
    {
        for (var i = 0; i < workload.Rules; i += 5)
        {
            var host = Workload.Host(i);
            var limit = 60.0 + i;
            yield return new NRulesHostRule(host);
            yield return new NRulesThresholdRule(1000 + limit);
            yield return new NRulesHostJoinRule(host, limit);
            yield return new NRulesUnattendedRule(2000 + limit);
            yield return new NRulesZoneRule(limit, host);
        }
    }
}
