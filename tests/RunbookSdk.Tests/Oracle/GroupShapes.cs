using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>group by, and what is asked of groups.</summary>
internal static class GroupShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("group-count", d => d.As(
            from p in Facts<Part>() group p by p.Cluster into g where g.Count() > d.Spec.A select g, g => g.Key, g => g.Count())),
        Of("group-count-of", d => d.As(
            from p in Facts<Part>()
            where p.State > 0
            group p by p.Cluster into g
            where g.Count(p => p.State > d.Spec.A) >= 1
            select g,
            g => g.Key,
            g => g.Count(p => p.State == 2))),
        Of("group-sum", d => d.As(
            from p in Facts<Part>()
            group p by p.Name into g
            where g.Sum(p => p.State) > d.Spec.A && g.Average(p => p.State) <= 2
            select g,
            g => g.Key,
            g => g.Sum(p => p.State))),
        Of("group-extremes", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into g
            where g.Max(p => p.State) - g.Min(p => p.State) >= d.Spec.A
            select g,
            g => g.Key,
            g => g.Max(p => p.State))),
        Of("group-any-all", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into g
            where g.Any(p => p.State == d.Spec.A) || g.All(p => p.State > d.Spec.B)
            select g,
            g => g.Key,
            g => g.Average(p => p.State))),
        Of("group-share", d => d.As(
            from p in Facts<Part>()
            group p by p.Name into g
            where g.Count(p => p.State >= 2) * 2 >= g.Count()
            select g,
            g => g.Key,
            g => 0)),
        Of("group-by-number", d => d.As(
            from p in Facts<Part>()
            group p by p.State into g
            where g.Count() >= 2
            select g,
            g => g.Key > 1 ? "a" : "b",
            g => g.Key)),
        Of("group-of-elements", d => d.As(
            from e in Facts<Ping>()
            group e.Value by e.Cluster into g
            where g.Sum(v => v) >= d.Spec.A
            select g,
            g => g.Key,
            g => g.Min(v => v))),
        Of("group-of-join", d => d.As(
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            where p.State > 0
            group new { g, p } by p.Name into same
            where same.Sum(m => m.g.Percent * m.p.State) > d.Spec.A
            select same,
            same => same.Key,
            same => same.Count(m => m.g.Percent > 1))),
        Of("group-then-join", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into parts
            join g in Facts<Gauge>() on parts.Key equals g.Cluster
            where parts.Sum(p => p.State) > g.Percent
            select new { parts, g },
            m => m.parts.Key,
            m => m.g.Percent + m.parts.Count())),
        Of("groups-joined", d => d.As(
            from parts in (from p in Facts<Part>() group p by p.Cluster)
            join pings in (from e in Facts<Ping>() where e.Value > 0 group e by e.Cluster) on parts.Key equals pings.Key
            where parts.Count() >= pings.Count()
            select new { parts, pings },
            m => m.parts.Key,
            m => m.pings.Sum(e => e.Value))),
        Of("group-of-groups", d => d.As(
            from parts in (from p in Facts<Part>() group p by p.Cluster)
            group parts by parts.Count() into sizes
            where sizes.Count() > 1
            select sizes,
            sizes => sizes.Key > 1 ? "x" : "y",
            sizes => sizes.Count())),
        Of("group-and-question", d => d.As(
            from p in Facts<Part>()
            where Facts<Gauge>().Any(g => g.Cluster == p.Cluster && g.Percent > d.Spec.A)
            group p by p.Name into parts
            where Facts<Ping>().Count(e => e.Value >= parts.Count()) >= 1 || parts.Count() > 1
            select parts,
            parts => parts.Key,
            parts => parts.Count())),
        Of("group-of-history", d => d.As(
            from g in Facts<Gauge>().Over(d.Spec.Time)
            group g by g.Cluster into g
            where g.Count() >= 2 && g.Average(x => x.Percent) > d.Spec.A
            select g,
            g => g.Key,
            g => g.Max(x => x.Percent))),
        Of("group-of-raised", d => d.As(
            from p in Facts<Part>().RaisedWhen(p => p.State >= 2, lasting: d.Spec.Time).ClearedWhen(p => p.State == 0)
            group p by p.Name into g
            where g.Count() > d.Spec.A - 1
            select g,
            g => g.Key,
            g => g.Sum(p => p.State))),
        new Shape("group-throwing", Layer.Observed, true, d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into g
            where g.Count(p => 6 / p.State > d.Spec.A) >= 1
            select g,
            g => g.Key,
            g => g.Count())),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
