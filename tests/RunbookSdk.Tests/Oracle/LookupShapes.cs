using System.Linq.Expressions;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Conditions about one fact, by which it is looked up or not.</summary>
internal static class LookupShapes
{
    private static readonly string[] Prefixes = ["a", "ab", "b", ""];

    public static readonly IReadOnlyList<Shape> All =
    [
        Of("name-is", d => r => r.Name == Reading.Names[d.Spec.A]),
        Of("is-name", d => r => Reading.Names[d.Spec.A] == r.Name),
        Of("name-is-not", d => r => r.Name != Reading.Names[d.Spec.A]),
        Of("level-is", d => r => r.Level == d.Spec.A),
        Of("total-is", d => r => d.Spec.A == r.Total),
        Of("level-is-as-double", d => r => (double)r.Level == d.Spec.A),
        Of("value-is", d => r => r.Value == Number(d.Spec.A)),
        Of("is-value", d => r => Number(d.Spec.A) == r.Value),
        Of("limit-is", d => r => r.Limit == Limit(d.Spec.A)),
        Of("sort-is", d => r => r.Sort == (Sort)d.Spec.A),
        Of("other-is", d => r => r.Other == Other(d.Spec.A)),
        Of("sort-above", d => r => r.Sort > (Sort)d.Spec.A),
        Of("sort-as-number", d => r => (int)r.Sort >= d.Spec.A),
        Of("on", d => r => r.IsOn),
        Of("not-on", d => r => !r.IsOn && r.Level >= d.Spec.A),
        Of("on-is-true", d => r => r.IsOn == true && r.Name != null),
        Of("false-is-on", d => r => false == r.IsOn),
        Of("on-is-not", d => r => r.IsOn != (d.Spec.A > 1)),
        Of("at-is", d => r => r.At == OracleTime.Minute(d.Spec.A).ToOffset(TimeSpan.FromHours(d.Spec.B))),
        Of("at-after", d => r => r.At > OracleTime.Minute(d.Spec.A)),
        Of("at-between", d => r => OracleTime.Minute(d.Spec.A) <= r.At && r.At < OracleTime.Minute(d.Spec.B)),
        Of("zone", d => r => r.At.Offset == TimeSpan.FromHours(2)),
        Of("for-above", d => r => r.For > TimeSpan.FromMinutes(d.Spec.A)),
        Of("day-from", d => r => r.On >= new DateTime(d.Spec.A) && r.On != new DateTime(d.Spec.B)),
        Of("kind", d => r => r.On.Kind == DateTimeKind.Utc),
        Of("id-is", d => r => r.Id == Reading.Ids[d.Spec.A % 3]),
        Of("computed-above", d => r => r.Sum > d.Spec.A),
        Of("computed-is", d => r => r.Sum == d.Spec.A),
        Of("value-range", d => r => r.Value > d.Spec.A && r.Value <= d.Spec.A + d.Spec.B - 1),
        Of("range-of-value", d => r => d.Spec.A <= r.Value && d.Spec.B + 1 > r.Value),
        Of("limit-range", d => r => r.Limit >= d.Spec.A && r.Limit < d.Spec.A + d.Spec.B),
        Of("limit-not-above", d => r => !(r.Limit > d.Spec.A)),
        Of("two-ranges", d => r => r.Value >= d.Spec.A && r.Level < d.Spec.B + 1),
        Of("range-three-times", d => r => r.Level > d.Spec.A - 1 && r.Level < 4 && r.Level <= d.Spec.B),
        Of("total-ends", d => r => r.Total >= Reading.Totals[d.Spec.A + 3]),
        Of("ends-total", d => r => Reading.Totals[d.Spec.A + 3] >= r.Total && r.Total != d.Spec.B),
        Of("level-ends", d => r => r.Level < Reading.Levels[d.Spec.A + 3] || r.Level > Reading.Levels[d.Spec.B + 3]),
        Of("strange-bound", d => r => r.Value < Reading.Values[d.Spec.A + 5]),
        Of("bound-is-strange", d => r => Reading.Values[d.Spec.A + 5] < r.Value),
        Of("at-least-strange", d => r => r.Value >= Reading.Values[d.Spec.A + 5] && r.Value <= Reading.Values[7 - d.Spec.B]),
        Of("between-neighbours", d => r => r.Value > Math.BitDecrement(2) && r.Value < Math.BitIncrement(2)),
        Of("sign", d => r => double.IsNegative(r.Value)),
        Of("several-equal", d => r => r.Level == d.Spec.A && r.Name == Reading.Names[d.Spec.B] && r.IsOn),
        Of("equal-twice", d => r => r.Level == d.Spec.A && r.Level == d.Spec.B),
        Of("equal-and-range", d => r => r.IsOn && r.Value > d.Spec.A && r.Value < 3),
        Throwing("prefix-and-more", d => r => r.Name!.StartsWith(Prefixes[d.Spec.A], StringComparison.Ordinal) && r.Value > d.Spec.B),
        Throwing("prefix", d => r => r.Name!.StartsWith(Prefixes[d.Spec.A], StringComparison.Ordinal)),
        Throwing("two-prefixes", d => r => r.Name!.StartsWith(Prefixes[0], StringComparison.Ordinal) && r.Name!.StartsWith(Prefixes[d.Spec.A], StringComparison.Ordinal)),
        Of("any-case", d => r => r.Name != null && r.Name.StartsWith("b", StringComparison.OrdinalIgnoreCase)),
        Of("remainder", d => r => r.Level % 2 == d.Spec.A % 2),
        Of("length", d => r => r.Name != null && r.Name.Length > d.Spec.A),
        Of("one-or-other", d => r => r.Level == d.Spec.A || r.Value > d.Spec.B),
        Of("two-members", d => r => r.Total > r.Level),
        Of("as-byte", d => r => (byte)r.Level == (byte)(d.Spec.A - 1)),
        Of("as-int", d => r => (int)r.Value == d.Spec.A),
        Of("part-of-member", d => r => r.At.Minute > d.Spec.A),
        Of("whole", d => r => r.ToString().Length % 3 == d.Spec.A % 3),
        Throwing("guarded", d => r => r.Level != 0 && 6 / r.Level > d.Spec.A),
        Throwing("guarded-by-lookup", d => r => r.Name == "a" && 6 / r.Level > d.Spec.A && r.IsOn),
        Throwing("throws-before-lookup", d => r => r.Name!.Length > d.Spec.A && r.IsOn && r.Level > 0),
        .. LookupJoinShapes.All,
        .. LookupQuestionShapes.All,
    ];

    /// <summary>What a rule reads of the fact that it results in: nothing, one member, all it computes, or the whole.</summary>
    public static Expression<Func<Reading, double>> Result(Declaration declaration) => declaration.Spec.B switch
    {
        0 => r => 1,
        1 => r => r.Level,
        2 => r => r.Sum,
        _ => r => r.ToString().Length % 3,
    };

    private static double Number(int place) => Reading.Values[(place + 4) % 8];

    private static double? Limit(int place) => place == 0 ? null : Reading.Values[place + 3];

    private static Sort? Other(int place) => place == 0 ? null : (Sort)(place - 1);

    private static Shape Of(string name, Func<Declaration, Expression<Func<Reading, bool>>> condition) => Of(name, false, condition);

    private static Shape Throwing(string name, Func<Declaration, Expression<Func<Reading, bool>>> condition) => Of(name, true, condition);

    private static Shape Of(string name, bool throws, Func<Declaration, Expression<Func<Reading, bool>>> condition) => new(
        name, Layer.Observed, throws, d => d.As(Facts<Reading>().Where(condition(d)), r => r.Who, Result(d)));
}
