using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>Finds conditions that nothing can satisfy. It may miss some; it never calls one impossible that is not.</summary>
internal static class Satisfiability
{
    /// <summary>So many ways to satisfy a condition are tried; one with more is taken as possible.</summary>
    private const int MaxWays = 256;

    /// <summary>False only when nothing satisfies all of these together.</summary>
    public static bool IsPossible(IEnumerable<Formula> conditions)
    {
        var ways = new List<List<Formula.Comparison>> { new() };
        foreach (var condition in conditions)
        {
            ways = Extend(ways, condition);
            if (ways.Count > MaxWays) return true;
        }

        return ways.Count > 0;
    }

    private static List<List<Formula.Comparison>> Extend(List<List<Formula.Comparison>> ways, Formula condition)
    {
        switch (condition)
        {
            case Formula.Constant { IsTrue: false }:
                return [];
            case Formula.Comparison comparison:
                return [.. ways.Select(w => (List<Formula.Comparison>)[.. w, comparison]).Where(w => IsPossible(w, comparison.Subject))];
            case Formula.Both both:
                foreach (var part in both.Parts)
                {
                    if (ways.Count > MaxWays) return ways;
                    ways = Extend(ways, part);
                }

                return ways;
            case Formula.Either either:
                return [.. either.Parts.SelectMany(p => Extend(ways, p))];
            default:
                return ways;
        }
    }

    private static bool IsPossible(IEnumerable<Formula.Comparison> way, string subject)
    {
        var range = new Range();
        return way.Where(c => c.Subject == subject).All(range.Narrow);
    }

    /// <summary>What one subject may still be.</summary>
    private sealed class Range
    {
        private readonly List<Value> excluded = [];
        private Value? only;
        private double least = double.NegativeInfinity, most = double.PositiveInfinity;
        private bool excludesLeast, excludesMost, isOrdered, isWhole;

        /// <summary>Takes one comparison in; false when nothing is left.</summary>
        public bool Narrow(Formula.Comparison comparison)
        {
            var value = comparison.Value;
            isWhole |= comparison.IsWhole;
            if (comparison.IsCount && least < 0) (least, excludesLeast, isOrdered) = (0, false, true);
            switch (comparison.Operator)
            {
                case BinaryOperatorKind.Equals:
                    if (only is not null && only != value) return false;
                    only = value;
                    break;
                case BinaryOperatorKind.NotEquals when value.Kind == ValueKind.Truth && !comparison.CanBeNull:
                    return Narrow(comparison with { Operator = BinaryOperatorKind.Equals, Value = value == Value.True ? Value.False : Value.True });
                case BinaryOperatorKind.NotEquals:
                    excluded.Add(value);
                    break;
                default:
                    if (!value.IsOrdered) return true;
                    isOrdered = true;
                    Limit(comparison);
                    break;
            }

            return IsLeft();
        }

        private void Limit(Formula.Comparison comparison)
        {
            var level = comparison.Value.Number;
            var excludes = comparison.Operator is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan;
            if (comparison.IsAbove)
            {
                if (comparison.IsWhole) (level, excludes) = (excludes ? Math.Floor(level) + 1 : Math.Ceiling(level), false);
                if (level > least || (level == least && excludes)) (least, excludesLeast) = (level, excludes);
            }
            else
            {
                if (comparison.IsWhole) (level, excludes) = (excludes ? Math.Ceiling(level) - 1 : Math.Floor(level), false);
                if (level < most || (level == most && excludes)) (most, excludesMost) = (level, excludes);
            }
        }

        private bool IsLeft()
        {
            if (least > most || (least == most && (excludesLeast || excludesMost))) return false;
            if (only is null) return !isOrdered || !IsAllExcluded();
            if (excluded.Contains(only)) return false;
            if (!isOrdered) return true;
            return only.IsOrdered && Holds(only.Number);
        }

        /// <summary>One value is left, or a few whole ones, and each of them is excluded.</summary>
        private bool IsAllExcluded()
        {
            if (least != most && !(isWhole && most - least < excluded.Count)) return false;
            for (var value = least; value <= most; value++)
                if (!excluded.Exists(e => e.IsOrdered && e.Number == value)) return false;
            return true;
        }

        private bool Holds(double value) =>
            (excludesLeast ? value > least : value >= least) && (excludesMost ? value < most : value <= most);
    }
}
