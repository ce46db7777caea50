using System.Text.Encodings.Web;
using System.Text.Json;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>An object a line: one for each scenario, and one for the coverage at the end.</summary>
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

    public override void End(int passed, int failed, RuleCoverage coverage, bool namesMissing) => Write(new
    {
        type = "summary",
        passed,
        failed,
        rules = coverage.Rules.Count,
        rulesReached = coverage.RulesReached,
        sides = coverage.Sides,
        sidesReached = coverage.SidesReached,
        missing = coverage.Missing,
    });

    private void Write<T>(T line) => output.WriteLine(JsonSerializer.Serialize(line, Json));
}
