using FsCheck;
using FsCheck.Fluent;

namespace RunbookSdk.Tests.Oracle;

/// <summary>
/// Random rules over random facts and times against an evaluator that is too simple to be wrong. A failure prints its seed, its case
/// and the least case that fails like it. For longer runs set RUNBOOK_ORACLE_TIMES to a number.
/// </summary>
public sealed class OracleProperties
{
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_TIMES"), out var times) ? times : 1;

    public static TheoryData<string> ShapeNames => [.. Palette.Shapes.Select(s => s.Name)];

    [Fact]
    public void A_session_says_what_the_naive_one_says() => Check(RandomCase.Any, 500, Comparison.WithNaive);

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Each_shape_says_what_it_says_naively(string name) => Check(RandomCase.With(name), 20, Comparison.WithNaive);

    [Fact]
    public void Time_that_passes_in_parts_is_time_that_passes() => Check(RandomCase.Any, 200, Comparison.InParts);

    [Fact]
    public void The_same_input_gives_the_same_text() => Check(RandomCase.Any, 100, Comparison.WithItself);

    [Fact]
    public void A_refused_evaluation_leaves_nothing_behind() => Check(RandomCase.Any, 150, Comparison.AfterRefusals);

    private static void Check(Arbitrary<RandomCase> cases, int count, Action<RandomCase> property) =>
        Prop.ForAll(cases, property).Check(Config.QuickThrowOnFailure.WithMaxTest(count * Times));
}
