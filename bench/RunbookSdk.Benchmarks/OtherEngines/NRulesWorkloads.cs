using NRules.Fluent.Dsl;
using RunbookSdk.Benchmarks.Figures;
using RunbookSdk.Benchmarks.Workloads;

namespace RunbookSdk.Benchmarks.OtherEngines;

/// <summary>The workloads in NRules' own language; windows it does not have.</summary>
internal static class NRulesWorkloads
{
    /// <summary>Loading more takes longer than all else together, as it compares each rule with all before.</summary>
    public const int MostRules = 1_000;

    /// <summary>More guests take minutes.</summary>
    public const int MostGuests = 64;

    /// <summary>More drawings take minutes.</summary>
    public const int MostDrawings = 12;

    private const long MostComparisons = 2_000_000_000;

    /// <summary>False for what it has no rules for, and for what it needs minutes to take: a join compares each fact with all others.</summary>
    public static bool CanRun(Workload workload) => workload switch
    {
        WindowWorkload => false,
        JoinWorkload join => (long)join.Size * join.Size * join.Margins.Length <= MostComparisons,
        AbsenceWorkload absence => (long)absence.Size * absence.Size <= MostComparisons,
        DispatchWorkload or ThresholdWorkload => workload.Size <= MostRules,
        _ => true,
    };

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
