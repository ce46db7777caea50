using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// Random rules over random facts and times against an evaluator that is too simple to be wrong. A failure prints its seed, its case
/// and the least case that fails like it. For longer runs set RUNBOOK_ORACLE_TIMES to a number, to see a run again set
/// RUNBOOK_ORACLE_SEED to the seed that its output begins with.
/// </summary>
public sealed class OracleProperties(ITestOutputHelper output)
{
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_SEED"), out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    /// <summary>The other half of a seed; any odd number does.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_TIMES"), out var times) ? times : 1;

    public static TheoryData<string> ShapeNames => [.. Palette.Shapes.Take(Palette.CommonCount).Select(s => s.Name)];

    [Fact]
    public void A_session_says_what_the_naive_one_says() => Check(RandomCase.Any, 500, Comparison.WithNaive);

    [Fact]
    public void Rules_upon_rules_say_what_they_say_naively() => Check(RandomCase.Chained, 300, Comparison.WithNaive);

    [Fact]
    public void Conditions_that_last_over_what_rules_write_say_what_they_say_naively() => Check(RandomCase.TimedChains, 150, Comparison.WithNaive);

    [Fact]
    public void Conditions_that_last_over_what_rules_write_pass_in_parts_and_leave_nothing_behind_when_refused()
    {
        Check(RandomCase.TimedChains, 30, Comparison.InParts);
        Check(RandomCase.TimedChains, 30, Comparison.AfterRefusals);
    }

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Each_shape_says_what_it_says_naively(string name) => Check(RandomCase.With(name), 20, Comparison.WithNaive);

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Each_shape_passes_in_parts_and_leaves_nothing_behind_when_refused(string name)
    {
        Check(RandomCase.With(name), 5, Comparison.InParts);
        Check(RandomCase.With(name), 5, Comparison.AfterRefusals);
    }

    [Fact]
    public void Time_that_passes_in_parts_is_time_that_passes() => Check(RandomCase.Any, 200, Comparison.InParts);

    [Fact]
    public void The_same_input_gives_the_same_text() => Check(RandomCase.Any, 100, Comparison.WithItself);

    [Fact]
    public void A_refused_evaluation_leaves_nothing_behind() => Check(RandomCase.Any, 150, Comparison.AfterRefusals);

    /// <summary>Holds a property to random cases; told the seed of a run, it tries the same ones.</summary>
    internal static void Check<T>(ITestOutputHelper output, Arbitrary<T> cases, int count, Action<T> property)
    {
        output.WriteLine($"seed {Seed}");
        var tried = Math.Max(1, count * Times / OracleMatcher.OneIn);
        Prop.ForAll(cases, property).Check(Config.QuickThrowOnFailure.WithMaxTest(tried).WithReplay(Seed, Gamma));
    }

    private void Check(Arbitrary<RandomCase> cases, int count, Action<RandomCase> property) => Check(output, cases, count, property);
}
