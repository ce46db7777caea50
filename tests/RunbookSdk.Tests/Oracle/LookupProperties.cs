using FsCheck.Fluent;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Like <see cref="OracleProperties"/>, for what the matcher looks up and shares.</summary>
public sealed class LookupProperties(ITestOutputHelper output)
{
    public static TheoryData<string> ShapeNames => [.. Palette.Shapes.Skip(Palette.CommonCount).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void Each_lookup_says_what_it_says_naively(string name) => OracleProperties.Check(output, LookupCases.With(name), 10, Comparison.WithNaive);

    [Fact]
    public void Some_rules_say_what_they_say_naively() => OracleProperties.Check(output, LookupCases.Any, 200, Comparison.WithNaive);

    [Fact]
    public void Rules_that_search_together_say_what_they_say_naively() => OracleProperties.Check(output, LookupCases.Alike, 80, Comparison.WithNaive);

    [Fact]
    public void Many_rules_say_what_they_say_naively() => OracleProperties.Check(output, LookupCases.Many, 12, Comparison.WithNaive);

    [Fact]
    public void What_a_limit_refuses_leaves_nothing_behind()
    {
        var limits = from combinations in Gen.Elements(2, 5, 10, 20, 40, int.MaxValue) from matches in Gen.Elements(1, 2, 4, 8, int.MaxValue) select (combinations, matches);
        var limited = from random in LookupCases.Any.Generator from limit in limits select new Limited(random, limit.combinations, limit.matches);
        var cases = Arb.From(limited, l => RandomCase.Shrink(l.Case).Select(c => l with { Case = c }));
        OracleProperties.Check(output, cases, 150, l => Comparison.WithinLimits(l.Case, l.Combinations, l.Matches));
    }

    private sealed record Limited(RandomCase Case, int Combinations, int Matches);
}
