using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Tests;

/// <summary>Conditions against an oracle that tries all values.</summary>
public sealed class SatisfiabilityTests
{
    private static readonly BinaryOperatorKind[] Operators =
    [
        BinaryOperatorKind.Equals, BinaryOperatorKind.NotEquals, BinaryOperatorKind.LessThan, BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.GreaterThan, BinaryOperatorKind.GreaterThanOrEqual,
    ];

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.5)]
    public void A_condition_is_impossible_exactly_when_no_value_satisfies_it(bool isWhole, double step)
    {
        var (impossible, all) = (0, 0);
        Prop.ForAll(Formulas(isWhole).ToArbitrary(), formula =>
        {
            var isPossible = Values(step).Any(x => Values(step).Any(y => Holds(formula, x, y)));
            all++;
            if (!isPossible) impossible++;
            return Satisfiability.IsPossible([formula]) == isPossible;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

        // A property about what hardly ever happens would prove nothing.
        Assert.InRange(impossible, all / 20, all / 2);
    }

    [Fact]
    public void The_opposite_holds_exactly_where_the_condition_does_not() => Prop.ForAll(
        Formulas(true).ToArbitrary(),
        formula => Values(1).All(x => Values(1).All(y => Holds(formula, x, y) != Holds(formula.Negate(), x, y)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_condition_with_very_many_ways_is_taken_as_possible()
    {
        Formula Choice(int i) => new Formula.Either(null!, [Compare("x", BinaryOperatorKind.GreaterThan, i, false), Compare("y", BinaryOperatorKind.GreaterThan, i, false)]);

        Assert.True(Satisfiability.IsPossible(Enumerable.Range(0, 60).Select(Choice)));
    }

    private static Gen<Formula> Formulas(bool isWhole)
    {
        var comparison =
            from subject in Gen.Elements("x", "y")
            from op in Gen.Elements(Operators)
            from level in Gen.Choose(0, 3)
            select Compare(subject, op, level, isWhole);
        Gen<Formula> OfDepth(int depth) => depth == 0
            ? comparison
            : Gen.Frequency(
                (2, comparison),
                (4, OfDepth(depth - 1).Two().Select(t => (Formula)new Formula.Both(null!, [t.Item1, t.Item2]))),
                (1, OfDepth(depth - 1).Two().Select(t => (Formula)new Formula.Either(null!, [t.Item1, t.Item2]))));
        return OfDepth(3);
    }

    private static Formula Compare(string subject, BinaryOperatorKind op, int level, bool isWhole) =>
        new Formula.Comparison(null!, subject, op, new(ValueKind.Number, level, null)) { IsWhole = isWhole };

    private static IEnumerable<double> Values(double step)
    {
        for (var value = -1.0; value <= 4; value += step) yield return value;
    }

    private static bool Holds(Formula formula, double x, double y) => formula switch
    {
        Formula.Both both => both.Parts.All(p => Holds(p, x, y)),
        Formula.Either either => either.Parts.Any(p => Holds(p, x, y)),
        Formula.Comparison c => Holds(c.Operator, c.Subject == "x" ? x : y, c.Value.Number),
        _ => throw new InvalidOperationException(),
    };

    private static bool Holds(BinaryOperatorKind op, double left, double right) => op switch
    {
        BinaryOperatorKind.Equals => left.Equals(right),
        BinaryOperatorKind.NotEquals => !left.Equals(right),
        BinaryOperatorKind.LessThan => left < right,
        BinaryOperatorKind.LessThanOrEqual => left <= right,
        BinaryOperatorKind.GreaterThan => left > right,
        _ => left >= right,
    };
}
