using RunbookSdk.Testing.Scenarios;
using static RunbookSdk.Testing.Tests.Scenarios.ScenarioSamples;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>Each kind of expectation passes when it is so and fails when it is not.</summary>
public sealed class ScenarioRunTests
{
    private const string Load = """
        facts:
          - Component: { cluster: online1, name: WebTools }
          - { every: 1m, ClusterLoad: { cluster: online1, percent: 40x4 91x14 59x40 } }
        """;

    private const string Sites = """
        facts:
          - Service: { name: crm, site: dc1 }
          - Site: { name: dc2, healthy: true, replicationLagSeconds: 3 }
          - { at: 1m, Site: { name: dc1, healthy: false, replicationLagSeconds: 0 } }
        """;

    [Theory]
    [InlineData("{ at: 15m, decision: { rule: suspend-webtools, action: suspend, target: component/online1/webtools } }")]
    [InlineData("{ from: 14m, until: 16m, decision: { action: suspend } }")]
    [InlineData("{ at: 15m, decision: { rule: suspend-webtools, because: online1 above 85% } }")]
    [InlineData("{ at: 50m, decision: { rule: suspend-webtools, action: release } }")]
    [InlineData("{ at: 15m, decisions: [{ rule: suspend-webtools }] }")]
    [InlineData("{ from: 0m, until: 1h, decisions: [{ action: suspend }, { action: release }] }")]
    [InlineData("{ at: 14m, decisions: [] }")]
    [InlineData("{ from: 0m, until: 899s, never: { rule: suspend-webtools } }")]
    [InlineData("{ never: { rule: watch } }")]
    [InlineData("{ at: 20m, inForce: [{ rule: suspend-webtools, action: suspend, target: component/online1/webtools }] }")]
    [InlineData("{ at: 51m, inForce: [] }")]
    [InlineData("{ at: 20m, known: { Component: { name: WebTools, status: suspended, since: 15m } } }")]
    [InlineData("{ at: 14m, unknown: { Component: { status: suspended } } }")]
    [InlineData("{ at: 20m, known: { ClusterLoad: { percent: 59 } } }")]
    public void Expectation_that_is_so_passes(string expectation) => Assert.True(Run(Load, expectation).IsPassed, Run(Load, expectation).ToString());

    [Theory]
    [InlineData("{ at: 14m, decision: { rule: suspend-webtools } }")]
    [InlineData("{ at: 16m, decision: { rule: suspend-webtools } }")]
    [InlineData("{ at: 15m, decision: { rule: suspend-webtools, target: component/online2/webtools } }")]
    [InlineData("{ at: 15m, decision: { rule: suspend-webtools, outcome: proposed } }")]
    [InlineData("{ at: 15m, decision: { rule: suspend-webtools, because: online1 above 86% } }")]
    [InlineData("{ at: 15m, decision: { rule: suspend-webtools, details: { a: b } } }")]
    [InlineData("{ at: 15m, decisions: [] }")]
    [InlineData("{ from: 0m, until: 1h, decisions: [{ action: release }, { action: suspend }] }")]
    [InlineData("{ from: 0m, until: 1h, decisions: [{ action: suspend }] }")]
    [InlineData("{ from: 0m, until: 15m, never: { rule: suspend-webtools } }")]
    [InlineData("{ never: any }")]
    [InlineData("{ at: 20m, inForce: [] }")]
    [InlineData("{ at: 14m, inForce: [{ action: suspend }] }")]
    [InlineData("{ at: 20m, known: { Component: { status: operational } } }")]
    [InlineData("{ at: 20m, unknown: { Component: { status: suspended } } }")]
    [InlineData("{ at: 20m, inForce: [{ action: suspend }, { rule: suspend-webtools }] }")]
    [InlineData("{ at: 20m, waiting: [{ rule: suspend-webtools }] }")]
    [InlineData("{ at: 20m, fault: { rule: divide } }")]
    public void Expectation_that_is_not_so_fails(string expectation)
    {
        var failure = Assert.Single(Run(Load, expectation).Failures);
        Assert.Equal(("x.scenario.yaml", 8), (failure.Location.File, failure.Location.Line));
    }

    [Fact]
    public void One_action_that_is_wanted_stands_for_one_that_is_in_force()
    {
        var result = Run("""
            facts:
              - Component: { cluster: online1, name: WebTools }
              - Component: { cluster: online2, name: WebTools }
              - ClusterLoad: { cluster: online1, percent: 99 }
              - ClusterLoad: { cluster: online2, percent: 99 }
            """, "{ at: 10m, inForce: [{ action: suspend }] }");

        Assert.Equal(["+ suspend-webtools suspend component/online2/webtools"], Assert.Single(result.Failures).Difference);
    }

    [Theory]
    [InlineData("{ at: 14m, decision: { rule: suspend-webtools } }", "  after: 15m  suspend-webtools suspend component/online1/webtools decided, because: online1 above 85%")]
    [InlineData("{ from: 16m, until: 17m, decision: { rule: suspend-webtools } }", "  before: 15m  suspend-webtools suspend component/online1/webtools decided, because: online1 above 85%")]
    public void Decision_that_came_at_another_instant_is_shown(string expectation, string shown) =>
        Assert.Equal(shown, Assert.Single(Run(Load, expectation).Failures).Difference[^1]);

    [Theory]
    [InlineData("{ at: 1m, decision: { rule: watch } }")]
    [InlineData("{ at: 1m, decisions: [{ rule: watch }] }")]
    public void Rule_that_only_observes_is_told_as_the_cause(string expectation) => Assert.Equal(
        ["- watch decided", "+ 1m  watch page team/network observed, because: web is down", "  it is as expected but for its outcome; a rule observes until it has .Mode(Act), or write 'outcome: observed' if that is meant"],
        Assert.Single(Run("facts: [{ at: 1m, Probe: { vantagePoint: a, subject: web, up: false } }]", expectation).Failures).Difference);

    [Fact]
    public void Outcome_that_was_not_expected_is_told_as_the_cause() => Assert.Contains(
        "  it is as expected but for its outcome; write 'outcome: proposed' if that is meant",
        Assert.Single(Run(Sites, "{ at: 1m, decision: { rule: fail-over, target: site/dc2 } }").Failures).Difference);

    [Fact]
    public void No_decision_is_what_an_empty_list_expects() => Assert.StartsWith(
        "expected no decision at 15m", Assert.Single(Run(Load, "{ at: 15m, decisions: [] }").Failures).Message, StringComparison.Ordinal);

    [Fact]
    public void Facts_are_shown_as_scenarios_write_them()
    {
        var failure = Assert.Single(Run(Load, "{ at: 20m, known: { Component: { cluster: online1, status: operational, since: 3m } } }").Failures);

        Assert.StartsWith("expected at 20m (2019-09-11 08:20:00 +02:00): Component: { cluster: online1, status: operational, since: 2019-09-11T08:03:00+02:00 } is known", failure.Message, StringComparison.Ordinal);
        Assert.Equal("+ Component: { cluster: online1, name: WebTools, status: suspended, since: 2019-09-11T08:15:00+02:00, publicStatus: partial_outage }", failure.Difference[1]);
    }

    [Fact]
    public void Of_many_facts_those_are_shown_that_are_most_alike()
    {
        var facts = string.Concat(Enumerable.Range(1, 8).Select(i => $"  - ClusterLoad: {{ cluster: c{i}, percent: {i} }}\n"));

        var failure = Assert.Single(Run($"facts:\n{facts.TrimEnd()}", "{ at: 0m, known: { ClusterLoad: { cluster: c7, percent: 8 } } }").Failures);

        Assert.Equal(
            ["- ClusterLoad: { cluster: c7, percent: 8 }", "+ ClusterLoad: { cluster: c7, percent: 7 }", "+ ClusterLoad: { cluster: c8, percent: 8 }", "+ ClusterLoad: { cluster: c1, percent: 1 }"],
            failure.Difference.Take(4));
        Assert.Equal("  and 3 more of ClusterLoad, which are less alike", failure.Difference[^1]);
    }

    [Fact]
    public void Approvals_of_several_people_let_a_proposal_pass() => Passes(Sites + """

        acts:
          - { at: 5m, approve: fail-over, target: site/dc2, by: kari }
          - { at: 6m, approve: fail-over, target: site/dc2, by: ola }
        expect:
          - { at: 1m, decision: { rule: fail-over, outcome: proposed } }
          - { at: 5m, waiting: [{ rule: fail-over, action: fail-over, target: site/dc2 }] }
          - { at: 6m, decision: { rule: fail-over, action: fail-over, target: site/dc2 } }
          - { at: 6m, waiting: [] }
        """);

    [Fact]
    public void Both_people_of_one_act_count() => Passes(Sites + """

        acts:
          - { at: 5m, approve: fail-over, target: site/dc2, by: [kari, ola] }
        expect:
          - { at: 5m, decision: { rule: fail-over } }
        """);

    [Fact]
    public void Denial_ends_a_proposal() => Passes(Sites + """

        acts:
          - { at: 5m, deny: fail-over, target: site/dc2, by: kari }
        expect:
          - { at: 5m, decision: { rule: fail-over, outcome: denied } }
          - { at: 5m, waiting: [] }
        """);

    [Fact]
    public void Pause_holds_back_until_it_is_taken_back() => Passes(Load + """

        acts:
          - { at: 1m, pause: component/online1/webtools, by: kari, because: we look at it }
          - { at: 18m, resume: component/online1/webtools }
        expect:
          - { from: 0m, until: 17m, never: { action: suspend, outcome: decided } }
          - { at: 18m, decision: { rule: suspend-webtools, action: suspend } }
        """);

    [Fact]
    public void Silence_ends_by_itself() => Passes("""
        facts:
          - { at: 1m, Probe: { vantagePoint: a, subject: crm, up: false } }
        mode: act
        acts:
          - { at: 0m, silence: rule/suspend-webtools, for: 20m, by: kari, because: a test }
        expect:
          - { at: 0m, known: { Silence: { scope: rule/suspend-webtools, by: kari } } }
          - { at: 20m, unknown: { Silence: {} } }
        """);

    [Fact]
    public void Edit_of_a_person_stands_until_it_is_handed_back() => Passes(Load + """

        acts:
          - { at: 2m, edit: { Component: { cluster: online1, name: WebTools, status: under_maintenance } }, by: kari, because: a new disk }
          - { at: 30m, handBack: { Component: { cluster: online1, name: WebTools } } }
        expect:
          - { at: 20m, known: { Component: { status: under_maintenance } } }
          - { at: 30m, known: { Component: { status: suspended } } }
        """);

    [Fact]
    public void Fault_of_a_rule_fails_the_scenario_unless_it_is_expected()
    {
        const string Facts = "facts:\n  - { at: 1m, RequestRate: { cluster: a, component: b, perSecond: 0 } }\n";

        Assert.Contains("the rule divide failed at 1m", Assert.Single(Run(Facts, "{ at: 1m, decisions: [] }").Failures).Message, StringComparison.Ordinal);
        Assert.True(Run(Facts, "{ at: 1m, fault: { rule: divide } }").IsPassed);
    }

    [Fact]
    public void Retraction_and_late_observations_are_told_as_they_come() => Passes("""
        facts:
          - Component: { cluster: online1, name: WebTools }
          - { at: 10m, ClusterLoad: { cluster: online1, percent: 91 } }
          - { at: 11m, observed: 5m, ClusterLoad: { cluster: online1, percent: 10 } }
          - { at: 30m, retract: { ClusterLoad: { cluster: online1 } } }
        expect:
          - { at: 11m, known: { ClusterLoad: { percent: 91 } } }
          - { at: 20m, decision: { action: suspend } }
          - { at: 30m, decision: { action: release } }
          - { at: 30m, unknown: { ClusterLoad: {} } }
        """);

    [Fact]
    public void Records_that_rules_declare_are_facts_of_scenarios() => Passes("""
        facts:
          - { every: 1m, Visit: { page: home, seconds: 30x3 } }
        expect:
          - { at: 2m, unknown: { Popular: {} } }
          - { at: 3m, known: { Popular: { page: home, visits: 4 } } }
        """);

    [Fact]
    public void Observing_mode_decides_nothing() => Passes("mode: observe\n" + Load + """

        expect:
          - { at: 15m, decision: { action: suspend, outcome: observed } }
          - { at: 15m, inForce: [] }
        """);

    [Fact]
    public void Gaps_and_stale_ends_of_series_are_kept() => Passes("""
        facts:
          - Component: { cluster: online1, name: WebTools }
          - { every: 1m, ClusterLoad: { cluster: online1, percent: 91 _x20 stale } }
        expect:
          - { at: 10m, decision: { action: suspend } }
          - { at: 20m, known: { ClusterLoad: { percent: 91 } } }
          - { at: 21m, decision: { action: release } }
        """);

    [Fact]
    public void Scenario_of_a_year_takes_no_step_for_each_minute() => Passes("""
        facts:
          - Component: { cluster: online1, name: WebTools }
          - { at: 365d, ClusterLoad: { cluster: online1, percent: 91 } }
        expect:
          - { at: 365d10m, decision: { action: suspend } }
        """);

    [Fact]
    public void Given_facts_are_known_in_every_scenario_of_a_file()
    {
        const string Yaml = """
            start: 2019-09-11 08:00 Europe/Oslo
            given:
              - Component: { cluster: online1, name: WebTools }
              - ClusterLoad: { cluster: online1, percent: 91 }
            scenarios:
              - name: one
                expect: [{ at: 10m, decision: { action: suspend } }]
              - name: two
                start: 2020-01-01 UTC
                expect: [{ at: 10m, decision: { action: suspend } }, { at: 11m, decision: { action: suspend } }]
            """;

        Assert.Equal([true, false], Read(Yaml).Select(s => s.Run(ScenarioSamples.Rules).IsPassed));
    }

    private static void Passes(string content)
    {
        var result = ScenarioSamples.Run(One(content));
        Assert.True(result.IsPassed, result.ToString());
    }

    private static ScenarioResult Run(string content, string expectation) =>
        ScenarioSamples.Run(One($"{content.TrimEnd('\n')}\nexpect:\n  - {expectation}\n"));
}
