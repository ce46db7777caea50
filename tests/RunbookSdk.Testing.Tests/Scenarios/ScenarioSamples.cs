using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>Rules to try scenarios on, and how scenarios are written in tests.</summary>
internal sealed class ScenarioSamples : Runbook
{
    public static RuleSet Rules { get; } = RuleSet.Create(new ScenarioSamples());

    protected override void Define()
    {
        Rule("suspend-webtools",
            from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 85, lasting: Minutes(10)).ClearedWhen(l => l.Percent < 60, lasting: Minutes(30))
            join tools in Facts<Component>() on load.Cluster equals tools.Cluster
            where tools.Name == "WebTools"
            where !Facts<Maintenance>().Any(m => m.Cluster == tools.Cluster)
            select Suspend(tools, because: $"{load.Cluster} above 85%"))
            .Mode(RunbookSdk.Rules.Mode.Act);
        Rule("fail-over",
            from site in Facts<Site>()
            where !site.Healthy
            from other in Facts<Site>()
            where other.Healthy && other.ReplicationLagSeconds < 30
            join service in Facts<Service>() on site.Name equals service.Site
            select FailOver(service, other, because: $"{site.Name} is ill"))
            .Mode(RunbookSdk.Rules.Mode.Act)
            .RequireApproval(2);
        Rule("many-visits",
            from visit in Facts<Visit>()
            group visit by visit.Page into visits
            where visits.Sum(v => v.Seconds) > 100
            select new Popular(visits.Key, visits.Count()));
        Rule("divide",
            from rate in Facts<RequestRate>()
            where 10 / (int)rate.PerSecond > 2
            select Page("web", because: rate.Component))
            .Mode(RunbookSdk.Rules.Mode.Act);
        Rule("watch", from probe in Facts<Probe>() where !probe.Up select Page("network", because: $"{probe.Subject} is down"));
    }

    /// <summary>A file with one scenario.</summary>
    public static string One(string content) => $"""
        scenarios:
          - name: it
            start: 2019-09-11 08:00 Europe/Oslo
        {string.Join('\n', content.Split('\n').Select(l => "    " + l))}
        """;

    /// <summary>Runs the only scenario of a text.</summary>
    public static ScenarioResult Run(string yaml, RuleSet? rules = null, RuleCoverage? coverage = null) =>
        Xunit.Assert.Single(Read(yaml)).Run(rules ?? Rules, coverage);

    public static IReadOnlyList<Scenario> Read(string yaml)
    {
        var problems = new List<Diagnostic>();
        return ScenarioFile.Read(yaml, "x.scenario.yaml", problems).ScenariosFor(Rules);
    }

    /// <summary>Everything that is wrong with a text, as <c>line,column code message</c>.</summary>
    public static IReadOnlyList<string> Problems(string yaml)
    {
        var refused = Xunit.Assert.Throws<RunbookException>(() => Read(yaml));
        return [.. refused.Diagnostics.Select(d => $"{d.Location.Line},{d.Location.Column} {d.Code} {d.Message}")];
    }
}

/// <summary>An event of the samples: somebody looked at a page.</summary>
internal sealed record Visit(string Page, double Seconds);

/// <summary>What the samples derive.</summary>
internal sealed record Popular([property: Key] string Page, int Visits);
