using static RunbookSdk.Testing.Tests.Scenarios.ScenarioSamples;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>What can be wrong with a file of scenarios: each with its code, its place and what to do.</summary>
public sealed class ScenarioProblemTests
{
    private const string Expects = "expect:\n  - { never: any }";

    [Theory]
    [InlineData("a: [", "RBK7001 This is not YAML")]
    [InlineData("start: a\nscenarios:\n  - name: a: b", "3,12 RBK7001 This is not YAML that can be read: a text goes on with a colon, as if it were a name; put the text into quotes")]
    [InlineData("start: a\nscenarios:\n  -name: a\n    facts: []", "RBK7001 This is not YAML that can be read: a text goes on with a colon, as if it were a name; put the text into quotes, or the space behind the '-'.")]
    [InlineData("start: a\nscenarios:\n\t- name: a", "3,1 RBK7001 This is not YAML that can be read: a line is indented with a tab, and YAML wants spaces.")]
    [InlineData("start: a\r\nscenarios:\r\n\t- name: a", "3,1 RBK7001 This is not YAML that can be read: a line is indented with a tab")]
    [InlineData("runbooks: [\"a\\0b\"]", "1,12 RBK7001 This is not YAML that can be read: a text holds the sign of number 0, which no name and no path can.")]
    [InlineData("scenarios:\n  - { name: ' ', start: 2019-09-11 UTC, expect: [{ never: any }] }", "2,13 RBK7004 A scenario needs 'name'.")]
    [InlineData("- 1", "RBK7005 A file of scenarios must be a mapping")]
    [InlineData("scenarios: []\nscenarios: []", "2,1 RBK7002 'scenarios' is there twice; write it once.")]
    [InlineData("scenario: []", "1,1 RBK7003 A file of scenarios has no 'scenario'. Did you mean 'scenarios'?")]
    [InlineData("given: []", "1,1 RBK7004 A file of scenarios needs 'scenarios'.")]
    [InlineData("", "RBK7021 'x.scenario.yaml' holds no scenarios. A file of them ends in .scenario.yaml.")]
    [InlineData("a: *nowhere\n", "RBK7001 This is not YAML that can be read: there is no anchor '&nowhere' before this place.")]
    public void File_that_is_none_is_refused(string yaml, string problem) =>
        Assert.Contains(Problems(yaml), p => p.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("expects: []", "4,5 RBK7003 A scenario has no 'expects'. Did you mean 'expect'?")]
    [InlineData("facts: none\nexpect:\n  - { never: any }", "4,12 RBK7005 'facts' must be a list, and is 'none'.")]
    [InlineData("until: 5\nexpect:\n  - { never: any }", "4,12 RBK7006 '5' is no time; write 90s, 10m, 1h30m or 2d.")]
    [InlineData("until: 2019-09-12\nexpect:\n  - { never: any }", "4,12 RBK7007 '2019-09-12' has no zone; write '2019-09-12 Europe/Oslo' or '2019-09-12 UTC'.")]
    [InlineData("until: 5m\nexpect:\n  - { at: 1h, never: any }", "2,5 RBK7012 Something is observed or expected at 1h, which is after 'until'.")]
    [InlineData("mode: acts\nexpect:\n  - { never: any }", "4,11 RBK7019 'acts' is no mode. Did you mean 'act'?")]
    [InlineData("facts: []", "2,5 RBK7016 The scenario 'it' expects nothing, so it cannot fail. Say what has to follow under 'expect:'.")]
    public void Scenario_that_is_wrong_is_refused_at_its_place(string content, string problem) => Assert.Contains(problem, Problems(One(content)));

    [Theory]
    [InlineData("{ ClusterLoads: {} }", "5,9 RBK7008 There is no fact called 'ClusterLoads'. Did you mean 'ClusterLoad'?")]
    [InlineData("{ ClusterLoad: { cluster: a, percents: 1 } }", "5,36 RBK7009 ClusterLoad has no 'percents'. Did you mean 'percent'?")]
    [InlineData("{ ClusterLoad: { cluster: a, percent: much } }", "5,45 RBK4010 'percent' of ClusterLoad must be a number, and is \"much\".")]
    [InlineData("{ ClusterLoad: { cluster: a, percent: NaN } }", "5,45 RBK4011 'percent' of ClusterLoad is \"NaN\", no finite number; leave the event out when there is no value.")]
    [InlineData("{ ClusterLoad: { percent: 1 } }", "5,22 RBK4009 ClusterLoad needs 'cluster', text, and it is not there.")]
    [InlineData("{ ClusterLoad: 5 }", "5,22 RBK7005 What 'ClusterLoad' says must be a mapping of its members, and is '5'.")]
    [InlineData("{ at: 5m, observed: 6m, Probe: { vantagePoint: a, subject: b, up: true } }", "5,7 RBK7012 'observed' is after 'at': nothing is told before it was seen.")]
    [InlineData("{ at: 5m }", "5,7 RBK7004 A fact needs the name of a record, such as 'ClusterLoad: { cluster: online1, percent: 90 }'.")]
    [InlineData("{ at: 2019-09-10 UTC, Probe: { vantagePoint: a, subject: b, up: true } }", "5,13 RBK7017 '2019-09-10 UTC' is before the beginning of the scenario; let 'start' be earlier.")]
    [InlineData("{ when: 5m, Probe: { vantagePoint: a, subject: b, up: true } }", "5,9 RBK7003 A fact has no 'when'. It may have: at, observed, every, for, retract.")]
    [InlineData("{ every: 1m, ClusterLoad: { cluster: a, percent: 10xx } }", "5,56 RBK7010 '10xx' cannot stand in a series")]
    [InlineData("{ every: 1m, Site: { name: a, healthy: truex3, replicationLagSeconds: 1x9 } }", "5,46 RBK7011 The series of 'replicationLagSeconds' has 10 steps and that of 'healthy' has 4")]
    [InlineData("{ every: 0, ClusterLoad: { cluster: a, percent: 1 } }", "5,16 RBK7006 '0' is no time")]
    [InlineData("{ every: 0, for: 1d, ClusterLoad: { cluster: a, percent: 1 } }", "5,16 RBK7006 '0' is no time")]
    [InlineData("{ every: 1m, for: 0, ClusterLoad: { cluster: a, percent: 1 } }", "5,25 RBK7006 '0' is no time")]
    [InlineData("{ every: 50ms, for: 1d, ClusterLoad: { cluster: a, percent: 1 } }", "5,31 RBK7012 That would be observed more than 1,000,000 times")]
    [InlineData("{ every: 1m, ClusterLoad: { cluster: a, percent: _x0 } }", "5,56 RBK7022 The series of 'percent' has no step, so nothing would be observed")]
    [InlineData("{ every: 1m, ClusterLoad: { cluster: a, percent: '' } }", "5,56 RBK7022 The series of 'percent' has no step")]
    [InlineData("{ every: 36500d, ClusterLoad: { cluster: a, percent: 1x200 } }", "5,24 RBK7023 The series goes on later than the year 9000")]
    [InlineData("{ at: 9999-12-31T23:00:00Z, ClusterLoad: { cluster: a, percent: 1 } }", "5,13 RBK7023 '9999-12-31T23:00:00Z' is later than the year 9000")]
    [InlineData("{ series: 'load{cluster=\"a\"}', values: '1 2', as: ClusterLoad.percent, every: 0 }", "5,85 RBK7006 '0' is no time")]
    [InlineData("{ retract: { Visit: {} } }", "5,20 RBK7012 Visit has no key, so none of them can be retracted; it goes by itself.")]
    [InlineData("{ Heartbeat: { subject: a, at: 2019-09-11 08:00 } }", "5,38 RBK7007 '2019-09-11 08:00' has no zone")]
    [InlineData("{ promtool: nowhere.yml }", "5,19 RBK7018 'nowhere.yml' cannot be read:")]
    [InlineData("{ series: 'a{b=c}', values: '1' }", "5,17 RBK7018 'a{b=c}' is no series")]
    [InlineData("{ series: 'a{b=\"c\"}', values: '1', as: ClusterLoad }", "5,46 RBK7018 'ClusterLoad' does not say which member takes the value")]
    public void Fact_that_is_wrong_is_refused_at_its_place(string fact, string problem) =>
        Assert.Contains(Problems(One($"facts:\n- {fact}\n{Expects}")), p => p.StartsWith(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ at: 1m, approve: fail-ovr, target: service/crm }", "5,26 RBK7014 There is no rule 'fail-ovr'. Did you mean 'fail-over'?")]
    [InlineData("{ at: 1m, approve: fail-over }", "5,7 RBK7004 An act needs 'target'.")]
    [InlineData("{ pause: all }", "5,7 RBK7004 An act needs 'at'.")]
    [InlineData("{ at: 1m, halt: all }", "5,7 RBK7004 An act needs one of approve, deny, pause, resume, silence, endSilence, edit, handBack.")]
    [InlineData("{ at: 1m, pause: all, resume: all }", "5,7 RBK7012 An act is one thing, and here are 'pause' and 'resume'; write two.")]
    [InlineData("{ at: 1m, silence: all }", "5,7 RBK7012 A silence ends: write 'for: 2h', or 'until' and an instant.")]
    [InlineData("{ at: 1m, edit: { Component: { cluster: a, name: b, status: broken } } }", "5,67 RBK4010 'status' of ComponentEdit must be one of operational,")]
    public void Act_that_is_wrong_is_refused_at_its_place(string act, string problem) =>
        Assert.Contains(Problems(One($"acts:\n- {act}\n{Expects}")), p => p.StartsWith(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ at: 1m, decision: { rule: watcher } }", "5,35 RBK7014 There is no rule 'watcher'. Did you mean 'watch'?")]
    [InlineData("{ at: 1m, decision: { rule: watch, outcome: done } }", "5,51 RBK7019 'done' is no outcome.")]
    [InlineData("{ at: 1m, decision: { action: suspned } }", "5,37 RBK7019 'suspned' is no action. Did you mean 'suspend'?")]
    [InlineData("{ never: { action: suspned } }", "5,26 RBK7019 'suspned' is no action. Did you mean 'suspend'?")]
    [InlineData("{ at: 1m, inForce: [{ action: degraded }] }", "5,37 RBK7019 'degraded' is no action. Did you mean 'degrade'?")]
    [InlineData("{ at: 1m, decision: { rule: watch, details: { a: [b] } } }", "5,56 RBK7005 'a' must be a text, and is a list.")]
    [InlineData("{ at: 9001-01-01T00:00:00Z, decision: { rule: watch } }", "5,13 RBK7023")]
    [InlineData("{ at: 1m, decision: watch }", "5,27 RBK7005 A decision must be a mapping, such as { rule: watch }, and is 'watch'.")]
    [InlineData("{ never: watch }", "5,16 RBK7005 A decision must be a mapping, such as { rule: watch }, and is 'watch'.")]
    [InlineData("{ at: 1m, decision: {} }", "5,27 RBK7004 A decision needs 'rule'.")]
    [InlineData("{ decision: { rule: watch } }", "5,7 RBK7004 An expectation needs 'at'.")]
    [InlineData("{ at: 1m }", "5,7 RBK7004 An expectation needs one of decision, decisions, never, inForce, waiting, known, unknown, fault.")]
    [InlineData("{ at: 1m, from: 0m, never: any }", "5,7 RBK7012 'at' is one instant, 'from' and 'until' are a time; write one or the other.")]
    [InlineData("{ from: 5m, until: 1m, never: any }", "5,7 RBK7012 'from' is after 'until'.")]
    [InlineData("{ until: 1m, inForce: [] }", "5,7 RBK7012 'inForce' is asked at one instant; write 'at'.")]
    [InlineData("{ at: 1m, known: { Prob: {} } }", "5,26 RBK7008 There is no fact called 'Prob'. Did you mean 'Probe'?")]
    [InlineData("{ at: 1m, known: { Probe: { down: true } } }", "5,35 RBK7009 Probe has no 'down'. It has: vantagePoint, subject, up.")]
    public void Expectation_that_is_wrong_is_refused_at_its_place(string expectation, string problem) =>
        Assert.Contains(Problems(One($"expect:\n- {expectation}")), p => p.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void Two_scenarios_of_one_name_are_refused() => Assert.Contains(
        "5,11 RBK7015 There is a scenario 'it' already, in line 2; a name tells them apart.",
        Problems(One(Expects) + "\n  - name: it\n    start: 2019-09-11 UTC\n    " + Expects.Replace("\n", "\n    ", StringComparison.Ordinal)).Select(p => p.Replace("6,11", "5,11", StringComparison.Ordinal)));

    [Fact]
    public void Everything_wrong_with_a_file_is_told_at_once_in_the_order_of_the_text() => Assert.Equal(
        ["RBK7007", "RBK7003", "RBK7008", "RBK7009", "RBK7014"],
        Problems("""
            scenarios:
              - name: it
                start: 2019-09-11
                untill: 5m
                facts:
                  - ClusterLoads: { cluster: a, percent: 1 }
                  - ClusterLoad: { cluster: a, percent: 1, more: 2 }
                expect:
                  - { at: 1m, decision: { rule: nobody } }
            """).Select(p => p.Split(' ')[1]));
}
