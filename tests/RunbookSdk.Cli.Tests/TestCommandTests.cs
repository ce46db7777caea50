using System.Text.Json;
using System.Xml.Linq;

namespace RunbookSdk.Cli.Tests;

public sealed class TestCommandTests : CommandTest
{
    private const string Passing = "  - name: passes\n    expect:\n      - { at: 1m, decision: { rule: page-on-load, target: team/ops } }";
    private const string Failing = "  - name: fails\n    expect:\n      - { at: 2m, decision: { rule: page-on-load } }";

    public TestCommandTests()
    {
        File.Delete(Path.Combine(Folder, "any.csx"));
        Write(
            "load.csx",
            """Rule("page-on-load", from l in Facts<ClusterLoad>() where l.Percent > 80 && l.Cluster != "test" select Page("ops", because: $"{l.Cluster} at {l.Percent}%")).Mode(Act);""");
    }

    [Fact]
    public async Task Scenarios_that_pass_give_exit_code_0()
    {
        Scenarios("load", Passing);

        Assert.Equal(0, await TestAsync(Folder));
        Assert.Equal(
            """
            load.scenario.yaml
              ok    passes

            1 passed, 0 failed
            coverage: 1 of 1 rules (100.0%), 4 of 5 sides of clauses (80.0%)

            """.ReplaceLineEndings("\n"),
            Shown);
    }

    [Fact]
    public async Task Scenario_that_fails_shows_its_clauses_with_every_value_and_gives_exit_code_1()
    {
        Scenarios("load", Failing);

        Assert.Equal(1, await TestAsync(Folder));
        Assert.Equal(
            """
            load.scenario.yaml
              FAIL  fails
                load.scenario.yaml(8,9): expected at 2m (2019-09-11 08:02:00 +02:00)
                  - page-on-load decided
                  + no decision
                    before: 1m  page-on-load page team/ops decided, because: a at 81%
                page-on-load, 2019-09-11 08:02:00 +02:00: no match
                  nearest: ClusterLoad a
                  ok        1 of 1  from l in Facts<ClusterLoad>()
                  FAIL      0 of 1  where l.Percent > 80
                                      l.Percent = 80
                                      it would hold with l.Percent above 80
                  ok             -  where l.Cluster != "test"
                                      l.Cluster = "a"

            0 passed, 1 failed
            coverage: 1 of 1 rules (100.0%), 4 of 5 sides of clauses (80.0%)

            """.ReplaceLineEndings("\n"),
            Shown);
    }

    [Fact]
    public async Task Broken_file_gives_exit_code_2_and_the_others_are_run()
    {
        Scenarios("load", Passing);
        Write("other.scenario.yaml", "runbooks: load.csx", "start: 2019-09-11", "scenarios:", "  - { name: a, expects: [] }");

        Assert.Equal(2, await TestAsync(Folder));
        Assert.Contains("1 passed, 0 failed", Output, StringComparison.Ordinal);
        Assert.Contains("other.scenario.yaml(2,8): error RBK7007: '2019-09-11' has no zone", Error, StringComparison.Ordinal);
        Assert.Contains("other.scenario.yaml(4,16): error RBK7003: A scenario has no 'expects'. Did you mean 'expect'?", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runbook_that_does_not_compile_gives_exit_code_2()
    {
        Write("load.csx", "Rule(");
        Scenarios("load", Passing);

        Assert.Equal(2, await TestAsync(Folder));
        Assert.Contains("load.csx(1,", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_without_a_runbook_beside_it_says_so()
    {
        Scenarios("lod", Passing);

        Assert.Equal(2, await TestAsync(Folder));
        Assert.Contains("lod.scenario.yaml: error RBK7013: There is no runbook 'lod.csx' beside this file.", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runbook_stands_for_the_scenarios_beside_it()
    {
        Scenarios("load", Passing);
        Scenarios("other", Failing, "load.csx");

        Assert.Equal(0, await TestAsync(Path.Combine(Folder, "load.csx")));
        Assert.Equal(1, await TestAsync(Path.Combine(Folder, "other.scenario.yaml")));
    }

    [Theory]
    [InlineData("nowhere", "error RBK0001: There is no file or folder 'nowhere'.")]
    [InlineData("--frmat", "error RBK0001: There is no option, file or folder '--frmat'.")]
    [InlineData("load.csx", "load.csx: error RBK7021: 'load.csx' holds no scenarios.")]
    public async Task Path_without_scenarios_gives_exit_code_2(string path, string problem)
    {
        Assert.Equal(2, await TestAsync(path != "load.csx" ? path : Path.Combine(Folder, path)));
        Assert.Contains(problem, Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_leaves_out_what_does_not_match()
    {
        Scenarios("load", Passing + "\n" + Failing);

        Assert.Equal(0, await TestAsync(Folder, "--run", "^PASS"));
        Assert.Equal(2, await TestAsync(Folder, "--run", "netwrok"));
        Assert.Contains("error RBK0020: No scenario has 'netwrok' in its name; 2 scenarios left out.", Error, StringComparison.Ordinal);
        Assert.Equal(2, await TestAsync(Folder, "--run", "(web"));
        Assert.Contains("--run: error RBK0021: '(web' is no regular expression", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_below_the_threshold_gives_exit_code_1_and_names_what_is_missing()
    {
        Scenarios("load", Passing);

        Assert.Equal(0, await TestAsync(Folder, "--threshold", "80"));
        Assert.DoesNotContain("never fails", Output, StringComparison.Ordinal);
        Assert.Equal(1, await TestAsync(Folder, "--threshold", "80.1"));
        Assert.Contains("load.csx(1): page-on-load: never fails: where l.Cluster != \"test\"", Output, StringComparison.Ordinal);
        Assert.Contains("the coverage is below 80.1%", Error, StringComparison.Ordinal);
        Assert.Equal(2, await TestAsync(Folder, "--threshold", "101"));
    }

    [Theory]
    [InlineData("90%")]
    [InlineData("90,5")]
    [InlineData("-1")]
    [InlineData("100.01")]
    [InlineData("NaN")]
    [InlineData("most")]
    public async Task Threshold_that_is_no_percentage_is_refused(string threshold)
    {
        Assert.Equal(2, await TestAsync(Folder, $"--threshold={threshold}"));
        Assert.Contains($"error: --threshold {threshold}: give a number of percent from 0 to 100, such as 90 or 92.5.\n", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_that_is_below_a_threshold_never_looks_as_if_it_were_not()
    {
        Write("load.csx", """
            Rule("page-on-load", from l in Facts<ClusterLoad>() where l.Percent > 80 select Page("ops", because: "x")).Mode(Act);
            Rule("other", from l in Facts<ClusterLoad>() where l.Percent > 90 select Page("ops", because: "x")).Mode(Act);
            Rule("more", from l in Facts<ClusterLoad>() where l.Percent > 70 select Page("ops", because: "x")).Mode(Act);
            """);
        Scenarios("load", Passing);

        Assert.Equal(1, await TestAsync(Folder, "--threshold", "66.7"));
        Assert.Contains("coverage: 2 of 3 rules (66.6%), 8 of 9 sides of clauses (88.8%)", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runbook_of_a_folder_that_no_scenario_tests_is_not_covered()
    {
        Scenarios("load", Passing);
        Write("more/untested.csx", """Rule("untested", from l in Facts<ClusterLoad>() select Page("ops", because: "x")).Mode(Act);""");

        Assert.Equal(1, await TestAsync(Folder, "--threshold", "80"));
        Assert.Contains("coverage: 1 of 2 rules (50.0%)", Output, StringComparison.Ordinal);
        Assert.Contains("more/untested.csx(1): untested: never matches", Output, StringComparison.Ordinal);

        Assert.Equal(0, await TestAsync(Path.Combine(Folder, "load.csx"), "--threshold", "80"));
    }

    [Fact]
    public async Task Runbook_that_cannot_be_loaded_by_itself_and_has_no_scenario_is_named()
    {
        Scenarios("load", Passing);
        Write("part.csx", "Missing();");

        Assert.Equal(0, await TestAsync(Folder));
        Assert.Contains("part.csx: it has no scenario and cannot be loaded by itself, so the coverage is without its rules", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_would_be_left_out_for_its_ending_is_refused()
    {
        Scenarios("load", Passing);
        File.Copy(Path.Combine(Folder, "load.scenario.yaml"), Path.Combine(Folder, "other.scenario.yml"));

        Assert.Equal(2, await TestAsync(Folder));
        Assert.Contains("other.scenario.yml: error RBK0063: The name of a file of scenarios ends in .scenario.yaml, so this one is never run; rename it.", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_linked_or_named_in_two_ways_is_run_once()
    {
        var real = Directory.CreateDirectory(Path.Combine(Folder, ".data"));
        Scenarios(".data/load", Passing, "load.csx");
        File.CreateSymbolicLink(Path.Combine(Folder, "load.scenario.yaml"), Path.Combine(real.FullName, "load.scenario.yaml"));

        Assert.Equal(0, await TestAsync(Folder, Path.Combine(Folder, ".", "load.csx")));
        Assert.Contains("1 passed, 0 failed", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Junit_and_json_hold_what_could_not_be_run()
    {
        Scenarios("load", Passing);
        Write("other.scenario.yaml", "runbooks: load.csx", "scenarios: []");

        Assert.Equal(2, await TestAsync(Folder, "--format", "junit"));
        var suites = XDocument.Parse(Output).Root!;
        Assert.Equal(("2", "0", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("errors")!.Value));
        Assert.Equal("RBK7021", suites.Descendants("error").Single().Attribute("type")!.Value);

        var length = Output.Length;
        Assert.Equal(2, await TestAsync(Folder, "--format", "json"));
        var lines = Output[length..].TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["scenario", "problem", "summary"], lines.Select(l => l.GetProperty("type").GetString()));
        Assert.Equal("RBK7021", lines[1].GetProperty("code").GetString());
        Assert.Equal(1, lines[2].GetProperty("problems").GetInt32());
    }

    [Fact]
    public async Task What_goes_to_standard_error_never_stands_in_the_middle_of_a_line()
    {
        Scenarios("load", string.Join('\n', Enumerable.Range(0, 40).Select(i => Failing.Replace("fails", $"fails {i}", StringComparison.Ordinal))));
        using var both = new MemoryStream();
        await using var output = new StreamWriter(both) { NewLine = "\n" };
        await using var error = new StreamWriter(both) { NewLine = "\n", AutoFlush = true };

        await RunAsync(Real() with { Output = output, Error = error }, "test", "--no-cache", Folder);

        Assert.Matches("""sides of clauses \([0-9.]+%\)\n40 scenarios in""", System.Text.Encoding.UTF8.GetString(both.ToArray()));
    }

    [Fact]
    public async Task Json_is_an_object_a_line()
    {
        Scenarios("load", Passing + "\n" + Failing);

        Assert.Equal(1, await TestAsync(Folder, "--format", "json"));
        var lines = Output.TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["scenario", "scenario", "summary"], lines.Select(l => l.GetProperty("type").GetString()));
        Assert.Equal([true, false], lines.Take(2).Select(l => l.GetProperty("passed").GetBoolean()));
        Assert.Equal(11, lines[1].GetProperty("failures")[0].GetProperty("line").GetInt32());
        Assert.Equal(1, lines[2].GetProperty("rulesReached").GetInt32());
    }

    [Fact]
    public async Task Junit_is_read_by_others()
    {
        Scenarios("load", Passing + "\n" + Failing.Replace("fails", "fails \\u0007 <&>", StringComparison.Ordinal).Replace("name: ", "name: \"", StringComparison.Ordinal).Replace("<&>", "<&>\"", StringComparison.Ordinal));

        Assert.Equal(1, await TestAsync(Folder, "--format", "junit"));
        var suites = XDocument.Parse(Output).Root!;
        Assert.Equal(("2", "1"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value));
        var cases = suites.Element("testsuite")!.Elements("testcase").ToList();
        Assert.Equal(["passes", "fails \uFFFD <&>"], cases.Select(c => c.Attribute("name")!.Value));
        Assert.Contains("l.Percent = 80", cases[1].Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_scenarios_give_the_same_bytes()
    {
        Scenarios("load", Passing + "\n" + Failing);

        await TestAsync(Folder, "--coverage");
        var first = Output;
        await TestAsync(Folder, "--coverage");

        Assert.Equal(first + first, Output);
    }

    [Fact]
    public async Task Watch_runs_again_when_a_scenario_changes_and_ends_when_it_is_told()
    {
        Scenarios("load", Failing);
        using var ends = new CancellationTokenSource();
        var watching = new Test.TestWatch(new([Folder]), Real()).RunAsync(ends.Token);

        await SaysAsync("0 passed, 1 failed");
        Scenarios("load", Passing);
        await SaysAsync("1 passed, 0 failed");
        await ends.CancelAsync();

        Assert.Equal(0, await watching);
    }

    [Fact]
    public async Task Watch_sees_a_file_that_an_editor_puts_in_the_place_of_another_and_one_behind_a_link()
    {
        var real = Directory.CreateDirectory(Path.Combine(Folder, ".data"));
        Scenarios("load", Failing);
        File.Move(Path.Combine(Folder, "load.csx"), Path.Combine(real.FullName, "load.csx"));
        File.CreateSymbolicLink(Path.Combine(Folder, "load.csx"), Path.Combine(real.FullName, "load.csx"));
        using var ends = new CancellationTokenSource();
        var watching = new Test.TestWatch(new([Folder]) { UsesCache = false }, Real()).RunAsync(ends.Token);

        await SaysAsync("0 passed, 1 failed");
        Scenarios("next", Passing, "load.csx");
        File.Move(Path.Combine(Folder, "next.scenario.yaml"), Path.Combine(Folder, "load.scenario.yaml"), overwrite: true);
        await SaysAsync("1 passed, 0 failed");
        await File.WriteAllTextAsync(Path.Combine(real.FullName, "load.csx"), "Rule(");
        await SaysAsync("0 passed, 0 failed");
        await ends.CancelAsync();

        Assert.Equal(2, await watching);
    }

    private string Shown => Output.Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private void Scenarios(string name, string scenarios, string? runbook = null) => Write(
        name + ".scenario.yaml",
        (runbook is null ? "" : $"runbooks: {runbook}\n") + "start: 2019-09-11 08:00 Europe/Oslo\ngiven:\n  - { every: 1m, ClusterLoad: { cluster: a, percent: 40 81 80 } }\n\nscenarios:",
        scenarios);

    private CommandConsole Real() => Console("") with { Runbooks = new ScriptRunbookSource() };

    private Task<int> TestAsync(string path, params string[] further) => RunAsync(Real(), ["test", path, .. further]);

    private async Task SaysAsync(string text)
    {
        while (!Output.Contains(text, StringComparison.Ordinal)) await Task.Delay(20);
    }
}
