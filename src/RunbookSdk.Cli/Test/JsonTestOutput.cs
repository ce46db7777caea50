using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>An object a line: one for each scenario, one for each problem that kept some from being run, and one for the coverage at the end.</summary>
internal sealed class JsonTestOutput(TextWriter output) : TestOutput
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Print(ScenarioResult result, TimeSpan took) => Write(new
    {
        type = "scenario",
        file = result.Scenario.Location.File,
        line = result.Scenario.Location.Line,
        name = result.Scenario.Name,
        passed = result.IsPassed,
        decisions = result.Decisions,
        failures = result.Failures.Select(f => new
        {
            line = f.Location.Line,
            column = f.Location.Column,
            instant = f.Instant,
            message = f.Message,
            difference = f.Difference,
            reasons = f.Reasons,
        }),
    });

    public override void End(TestSummary summary)
    {
        foreach (var problem in summary.Problems)
            Write(new { type = "problem", file = problem.Location.File, line = problem.Location.Line, column = problem.Location.Column, code = problem.Code, message = problem.Message });
        Write(new
        {
            type = "summary",
            passed = summary.Passed,
            failed = summary.Failed,
            problems = summary.Problems.Count,
            rules = summary.Coverage.Rules.Count,
            rulesReached = summary.Coverage.RulesReached,
            sides = summary.Coverage.Sides,
            sidesReached = summary.Coverage.SidesReached,
            missing = summary.Coverage.Missing,
        });
    }

    private void Write<T>(T line) => output.WriteLine(JsonSerializer.Serialize(line, Json));
}
