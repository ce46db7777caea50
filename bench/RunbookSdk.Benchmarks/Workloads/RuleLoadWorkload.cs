using System.Globalization;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Workloads;

/// <summary>From nothing to the first decision: rules of five shapes with constants of their own, a session, a fact that reaches one.</summary>
internal sealed class RuleLoadWorkload(int rules)
{
    public int Rules => rules;

    /// <summary>Loads; says how many matches the first fact began.</summary>
    public int Load()
    {
        var session = new RunbookSession(RuleSet.Create(new Runbooks(rules)), SessionSubject.Start);
        session.Observe(new Observation(new Reading(Workload.Host(0), 1000), SessionSubject.Start));
        return session.Evaluate(SessionSubject.Start).MatchesBegun;
    }

    private sealed class Runbooks(int count) : Runbook
    {
        protected override void Define()
        {
            for (var i = 0; i < count; i += 5)
            {
                var host = Workload.Host(i);
                DefineAboutOneFact(i, host, 60 + i);
                DefineAboutSeveralFacts(i, host, 60 + i);
            }
        }

        private void DefineAboutOneFact(int number, string host, double limit)
        {
            Rule(Name("busy", number),
                from reading in Facts<Reading>()
                where reading.Host == host && reading.Value > 90
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
            Rule(Name("above", number),
                from reading in Facts<Reading>()
                where reading.Value > 1000 + limit
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
        }

        private void DefineAboutSeveralFacts(int number, string host, double limit)
        {
            Rule(Name("above-limit", number),
                from reading in Facts<Reading>()
                join allowed in Facts<Limit>() on reading.Host equals allowed.Host
                where reading.Host == host && reading.Value > allowed.Value + limit
                select Page("on-call", $"{reading.Host} at {reading.Value} of {allowed.Value}"));
            Rule(Name("unattended", number),
                from reading in Facts<Reading>()
                where reading.Value > 2000 + limit && !Facts<Upkeep>().Any(u => u.Host == reading.Host && u.Active)
                select Page("on-call", $"{reading.Host} at {reading.Value}"));
            Rule(Name("busy-zone", number),
                from reading in Facts<ZoneReading>()
                where reading.Host == host
                group reading by reading.Zone into zone
                where zone.Average(r => r.Value) > limit
                select Page("on-call", $"{zone.Key} is busy"));
        }

        private static string Name(string shape, int number) => string.Create(CultureInfo.InvariantCulture, $"{shape}-{number}");
    }
}
