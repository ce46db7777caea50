using System.Globalization;
using RunbookSdk.Diagnostics;
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

    public abstract void End(TestSummary summary);

    private sealed class Text(TextWriter output) : TestOutput
    {
        public override void Begin(string file, int scenarios) => output.WriteLine(file);

        public override void Print(ScenarioResult result, TimeSpan took) =>
            output.WriteLine("  " + result.ToString().Replace("\n", "\n  ", StringComparison.Ordinal).Replace("\n  \n", "\n\n", StringComparison.Ordinal));

        public override void EndFile() => output.WriteLine();

        public override void End(TestSummary summary)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Passed} passed, {summary.Failed} failed"));
            if (summary.Coverage.Rules.Count > 0) output.WriteLine(summary.Coverage.ToString());
            if (!summary.NamesMissing) return;
            foreach (var missing in summary.Coverage.Missing) output.WriteLine($"  {missing}");
        }
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Passed">How many scenarios passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Coverage">What they reached of the rules.</param>
/// <param name="NamesMissing">Whether people are to read what was not reached.</param>
/// <param name="Problems">What could not be run, and why.</param>
internal sealed record TestSummary(int Passed, int Failed, RuleCoverage Coverage, bool NamesMissing, IReadOnlyList<Diagnostic> Problems);
