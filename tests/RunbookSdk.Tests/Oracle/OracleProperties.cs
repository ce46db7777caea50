using FsCheck;
using FsCheck.Fluent;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Random rules over random facts and times against an evaluator that is too simple to be wrong. A failure prints its seed.</summary>
public sealed class OracleProperties
{
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_TIMES"), out var times) ? times : 1;
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(500 * Times);

    public static TheoryData<string> ShapeNames => [.. Palette.Shapes.Select(s => s.Name)];

    [Fact]
    public void A_session_says_what_the_naive_one_says() => Prop.ForAll(RandomCase.Any, Comparison.Run).Check(Runs);

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Each_shape_says_what_it_says_naively(string name) =>
        Prop.ForAll(RandomCase.With(name), Comparison.Run).Check(Config.QuickThrowOnFailure.WithMaxTest(30 * Times));
}
