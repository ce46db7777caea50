using System.Globalization;
using RunbookSdk.Testing.Scenarios;

namespace RunbookSdk.Cli.Test;

/// <summary>Prints how scenarios ended, as they end.</summary>
internal abstract class TestOutput
{
    /// <summary>The output of a format.</summary>
    public static TestOutput For(string format, TextWriter output, TimeProvider time) => format switch
    {
        "json" => new JsonTestOutput(output),
        "junit" => new JunitTestOutput(output, time),
        _ => new Text(output),
    };

    public virtual void Begin()
    {
    }

    public virtual void Begin(string file, int scenarios)
    {
    }

    public abstract void Print(ScenarioResult result, TimeSpan took);

    public virtual void EndFile()
    {
    }

    public abstract void End(int passed, int failed, RuleCoverage coverage, bool namesMissing);

    private sealed class Text(TextWriter output) : TestOutput
    {
        public override void Begin(string file, int scenarios) => output.WriteLine(file);

        public override void Print(ScenarioResult result, TimeSpan took) =>
            output.WriteLine("  " + result.ToString().Replace("\n", "\n  ", StringComparison.Ordinal).Replace("\n  \n", "\n\n", StringComparison.Ordinal));

        public override void EndFile() => output.WriteLine();

        public override void End(int passed, int failed, RuleCoverage coverage, bool namesMissing)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
            if (coverage.Rules.Count > 0) output.WriteLine(coverage.ToString());
            if (!namesMissing) return;
            foreach (var missing in coverage.Missing) output.WriteLine($"  {missing}");
        }
    }
}
