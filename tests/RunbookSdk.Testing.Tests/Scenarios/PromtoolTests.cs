using RunbookSdk.Diagnostics;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Testing.Tests.Scenarios;

/// <summary>Series of promtool's test files, taken over as they are.</summary>
public sealed class PromtoolTests : IDisposable
{
    private const string Tests = """
        rule_files: [webtools.yml]
        evaluation_interval: 30s
        tests:
          - name: suspend only after 5 minutes
            start_timestamp: 2019-09-11T06:30:00Z
            interval: 1m
            input_series:
              - series: 'webtools_load{cluster="online1", job="node"}'
                values: '10x9 95x6 _x2 40x5'
              - series: node_up{instance="a:9100",site='dc1'}
                values: '1x3 stale'
            alert_rule_test:
              - {eval_time: 12m, alertname: WebToolsLoadHigh, exp_alerts: []}
          - name: other
            input_series:
              - { series: 'webtools_load{cluster="online9"}', values: '1+1x2' }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("promtool").FullName;

    public PromtoolTests() => File.WriteAllText(Path.Combine(folder, "webtools.test.yml"), Tests);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Series_of_a_file_become_the_records_that_the_scenario_names() => Passes("""
        facts:
          - promtool: webtools.test.yml
            test: suspend only after 5 minutes
            as: { webtools_load: ClusterLoad.percent }
        expect:
          - { at: 9m, known: { ClusterLoad: { cluster: online1, percent: 10 } } }
          - { at: 10m, known: { ClusterLoad: { percent: 95 } } }
          - { at: 18m, known: { ClusterLoad: { percent: 95 } } }
          - { at: 19m, known: { ClusterLoad: { percent: 40 } } }
          - { at: 3m, known: { Sample: { metric: node_up, subject: "a:9100/dc1", value: 1 } } }
          - { at: 4m, unknown: { Sample: {} } }
          - { at: 30m, unknown: { ClusterLoad: { cluster: online9 } } }
        """);

    [Fact]
    public void Interval_is_the_one_of_the_file_when_a_test_has_none() => Passes("""
        facts:
          - { at: 1h, promtool: webtools.test.yml, test: other, as: { webtools_load: ClusterLoad.percent } }
        expect:
          - { at: 1h, known: { ClusterLoad: { cluster: online9, percent: 1 } } }
          - { at: 1h30s, known: { ClusterLoad: { percent: 2 } } }
          - { at: 1h1m, known: { ClusterLoad: { percent: 3 } } }
        """);

    [Fact]
    public void Tests_without_names_are_told_apart_by_their_places()
    {
        File.WriteAllText(Path.Combine(folder, "unnamed.yml"), """
            tests:
              - input_series: [{ series: load, values: 1 }]
              - input_series: [{ series: load, values: 2 }, { series: none, values: '' }]
            """);

        Passes("facts: [{ promtool: unnamed.yml, test: 2 }]\nexpect: [{ at: 0m, known: { Sample: { metric: load, value: 2 } } }, { at: 0m, unknown: { Sample: { metric: none } } }]");
    }

    [Theory]
    [InlineData("{__name__=\"load\",cluster=\"online1\"}")]
    [InlineData("{\"load\", cluster=\"online1\",}")]
    [InlineData("load{ cluster = `online1` , \"more\"='\\x41' }")]
    [InlineData("load{cluster=\"on\\u006cine1\", percent=\"7\", other='\\'}'}")]
    public void Series_is_written_in_any_way_of_promtool(string series) => Passes(
        $"facts: [{{ series: '{series.Replace("'", "''", StringComparison.Ordinal)}', values: '95', as: ClusterLoad.percent }}]\nexpect: [{{ at: 0m, known: {{ ClusterLoad: {{ cluster: online1, percent: 95 }} }} }}]");

    [Theory]
    [InlineData("load{a=\"\\q\"}", "has a backslash that means nothing")]
    [InlineData("load{a=\"1\" b=\"2\"}", "write metric{label=\"value\"}")]
    [InlineData("load{a=\"1\",a=\"2\"}", "'a' is there twice")]
    [InlineData("load{__name__=\"more\"}", "'__name__' is there twice")]
    [InlineData("load{a}", "write metric")]
    public void Series_that_is_none_says_why(string series, string why)
    {
        var file = Open($"facts: [{{ series: '{series}', values: '1' }}]\nexpect: [{{ never: any }}]");
        Assert.Contains(why, Assert.Throws<RunbookException>(() => file.ScenariosFor(ScenarioSamples.Rules)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_stands_in_a_scenario_as_well() => Passes("""
        facts:
          - { series: 'webtools_load{cluster="online2"}', values: '10 90', every: 5m, as: ClusterLoad.percent }
          - { series: errors, values: 3 }
        expect:
          - { at: 5m, known: { ClusterLoad: { cluster: online2, percent: 90 } } }
          - { at: 0m, known: { Sample: { metric: errors, subject: "", value: 3 } } }
        """);

    [Theory]
    [InlineData("{ promtool: webtools.test.yml }", "RBK7018: 'webtools.test.yml' has 2 tests; say with 'test' which: its name, or 1 for the first.")]
    [InlineData("{ promtool: webtools.test.yml, test: 3 }", "RBK7018: 'webtools.test.yml' has no test '3'. It has 2: suspend only after 5 minutes, other.")]
    [InlineData("{ promtool: webtools.test.yml, test: other, as: { webtool_load: ClusterLoad.percent } }", "RBK7018: The test has no series of 'webtool_load'. Did you mean 'webtools_load'?")]
    [InlineData("{ promtool: webtools.test.yml, test: other, as: { webtools_load: ClusterLoad.cluster } }", "RBK7018: 'cluster' of ClusterLoad is no number, so a series cannot give it; those that it can give are: percent.")]
    [InlineData("{ promtool: webtools.test.yml, test: othr }", "RBK7018: 'webtools.test.yml' has no test 'othr'. Did you mean 'other'?")]
    [InlineData("{ promtool: webtools.test.yml, test: other, as: { webtools_load: ClusterLoad } }", "RBK7018: 'ClusterLoad' does not say which member takes the value")]
    [InlineData("{ promtool: webtools.test.yml, test: other, as: { webtools_load: ClusterLoad.percnt } }", "RBK7009: ClusterLoad has no 'percnt'. Did you mean 'percent'?")]
    [InlineData("{ promtool: webtools.test.yml, test: other, as: { webtools_load: Sample.value } }", "")]
    public void What_cannot_be_taken_over_says_why(string fact, string problem)
    {
        var file = Open($"facts: [{fact}]\nexpect: [{{ never: any }}]");
        if (problem.Length == 0) Assert.Single(file.ScenariosFor(ScenarioSamples.Rules));
        else Assert.Contains(problem, Assert.Throws<RunbookException>(() => file.ScenariosFor(ScenarioSamples.Rules)).Message, StringComparison.Ordinal);
    }

    private void Passes(string content)
    {
        var result = Assert.Single(Open(content).ScenariosFor(ScenarioSamples.Rules)).Run(ScenarioSamples.Rules);
        Assert.True(result.IsPassed, result.ToString());
    }

    private ScenarioFile Open(string content)
    {
        var path = Path.Combine(folder, "x.scenario.yaml");
        File.WriteAllText(path, ScenarioSamples.One(content));
        return ScenarioFile.Open(path);
    }
}
