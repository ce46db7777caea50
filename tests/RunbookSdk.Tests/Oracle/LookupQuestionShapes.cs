using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Questions by many kinds of keys, alike enough that rules share some of their answers.</summary>
internal static class LookupQuestionShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("any-on", d => Facts<Reading>().Where(r => Facts<Reading>().Any(q => q.Cluster == r.Cluster && q.IsOn))),
        Of("none-on", d => Facts<Reading>().Where(r => !Facts<Reading>().Any(q => q.Cluster == r.Cluster && q.IsOn) && r.Level >= d.Spec.A)),
        Of("any-at-all", d => Facts<Reading>().Where(r => Facts<Reading>().Any(q => q.Level == d.Spec.A) && r.IsOn)),
        Of("none-at-all", d => Facts<Reading>().Where(r => !Facts<Reading>().Any(q => q.Value > d.Spec.A))),
        Of("count-greater", d => Facts<Reading>().Where(r => Facts<Reading>().Count(q => q.Value > r.Value) > d.Spec.A)),
        Of("sum-greater", d => Facts<Reading>().Where(r => Facts<Reading>().Where(q => q.Level > r.Level).Sum(q => q.Level) > d.Spec.A)),
        Of("count-greater-level", d => Facts<Reading>().Where(r => Facts<Reading>().Count(q => q.Level > r.Level) > d.Spec.A)),
        Of("least-greater", d => Facts<Reading>().Where(r => Facts<Reading>().Where(q => q.Level > r.Level).Min(q => -q.Level) < -d.Spec.A)),
        Of("distance", d => Facts<Reading>().Where(r => Facts<Reading>().Where(q => q.Level > r.Level).Min(q => (double)q.Level - r.Level) > d.Spec.A)),
        Of("of-name", d => Facts<Reading>().Where(r => Facts<Reading>().Count(q => q.Name == r.Name) > d.Spec.A)),
        Of("of-value", d => Facts<Reading>().Where(r => Facts<Reading>().Count(q => q.Value == r.Value) > d.Spec.A - 1)),
        Of("of-limit", d => Facts<Reading>().Where(r => Facts<Reading>().Count(q => q.Limit == r.Limit && q.Sort == r.Sort) > d.Spec.A - 1)),
        Of("of-limit-and-more", d => Facts<Reading>().Where(r => Facts<Reading>().Any(q => q.Limit == r.Limit && q.Sort != r.Sort))),
        Of("of-number-as-key", d => Facts<Reading>().Where(r => Facts<Part>().Any(p => p.State == r.Level && p.State >= d.Spec.A))),
        Of("greatest-of-cluster", d => Facts<Reading>().Where(r => Facts<Reading>().Where(q => q.Cluster == r.Cluster).Max(q => q.Level) == r.Level)),
        Of("mean-of-sort", d => Facts<Reading>().Where(r => Facts<Reading>().Where(q => q.Sort == r.Sort && q.IsOn).Average(q => q.Number) >= d.Spec.A)),
        Of("result-asks", d => Facts<Reading>(), r => Facts<Reading>().Count(q => q.Name == r.Name && q.IsOn)),
        Of("result-asks-all", d => Facts<Reading>().Where(r => r.Level > d.Spec.A), r => Facts<Reading>().Count(q => q.Level > r.Level)),
        new Shape("asks-for-nothing", Layer.Observed, true, d => d.As(
            Facts<Reading>().Where(r => r.Name == null || Facts<Reading>().Any(q => q.Level == r.Name.Length)), r => r.Who, r => r.Level)),
        Of("groups-of-name", d => d.As(
            from r in Facts<Reading>()
            where r.IsOn
            group r by r.Name ?? "-" into g
            where g.Count() > d.Spec.A && g.Any(r => r.Value > d.Spec.B)
            select g,
            g => g.Key,
            g => g.Count())),
        Of("groups-of-pairs", d => d.As(
            from r in Facts<Reading>()
            join q in Facts<Reading>() on r.Level equals q.Level
            where r.Value < q.Value
            group q by q.Cluster into g
            where g.Max(q => q.Number) >= d.Spec.A
            select g,
            g => g.Key,
            g => g.Count())),
        Of("groups-and-facts", d => d.As(
            from r in Facts<Reading>()
            group r by r.Cluster into g
            from q in Facts<Reading>()
            where q.Cluster == g.Key && q.Number <= g.Count() && g.Sum(r => r.Number) > d.Spec.A
            select new { g, q },
            m => m.q.Who,
            m => m.g.Count())),
    ];

    private static Shape Of(string name, Func<Declaration, Query<Reading>> query) =>
        Of(name, d => d.As(query(d), r => r.Who, LookupShapes.Result(d)));

    private static Shape Of(
        string name, Func<Declaration, Query<Reading>> query, System.Linq.Expressions.Expression<Func<Reading, double>> level) =>
        Of(name, d => d.As(query(d), r => r.Who, level));

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
