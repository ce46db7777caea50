using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>The first of a group in an order.</summary>
internal static class FirstShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("first", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into parts
            let worst = parts.OrderByDescending(p => p.State).First()
            where worst.State > d.Spec.A - 1
            select new { parts, worst },
            m => m.parts.Key + m.worst.Name,
            m => m.worst.State)),
        Of("first-by-text", d => d.As(
            from p in Facts<Part>()
            where p.State > 0
            group p by p.State > 1 into parts
            where parts.OrderBy(p => p.Cluster).First().State != d.Spec.A
            select parts,
            parts => parts.OrderBy(p => p.Cluster).First().Cluster,
            parts => parts.Count())),
        Of("first-that-may-lack", d => d.As(
            from b in Facts<Beat>()
            group b by b.Subject != d.Spec.Cluster into beats
            let soonest = beats.OrderBy(b => b.Until).First()
            let latest = beats.OrderByDescending(b => b.Until).First()
            select new { soonest, latest },
            m => m.soonest.Subject,
            m => m.latest.Until == null ? 0 : 2)),
        Of("first-is-last", d => d.As(
            from p in Facts<Part>()
            group p by p.Name into parts
            where parts.OrderBy(p => p.State).First() == parts.OrderByDescending(p => p.State).First()
            select parts,
            parts => parts.Key,
            parts => parts.OrderBy(p => p.State).First().State)),
        Of("first-of-join", d => d.As(
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            group new { g, p } by p.Name into same
            let first = same.OrderBy(m => m.g.Percent - m.p.State).First()
            where first.g.Percent >= d.Spec.A - 1
            select new { same, first },
            m => m.first.p.Cluster,
            m => m.first.g.Percent)),
        Of("first-element", d => d.As(
            from e in Facts<Ping>()
            group e.Value by e.Cluster into values
            where values.OrderByDescending(v => v % 2).First() > d.Spec.A - 1
            select values,
            values => values.Key,
            values => values.OrderByDescending(v => v % 2).First())),
        Of("first-of-history", d => d.As(
            from g in Facts<Gauge>().Over(d.Spec.Time)
            group g by g.Percent > 1 into seen
            select seen,
            seen => seen.OrderByDescending(g => g.Percent).First().Cluster,
            seen => seen.OrderByDescending(g => g.Percent).First().Percent)),
        Of("first-then-join", d => d.As(
            from p in Facts<Part>()
            group p by p.Name into parts
            let least = parts.OrderBy(p => p.State).First()
            join g in Facts<Gauge>() on least.Cluster equals g.Cluster
            where g.Percent > d.Spec.A - 1 && !Facts<Ping>().Any(e => e.Cluster == least.Cluster)
            select new { least, g },
            m => m.least.Cluster,
            m => m.g.Percent)),
        Of("first-of-aged", d => d.As(
            from m in Facts<Meter>()
            group m by true into meters
            select meters,
            meters => meters.OrderByDescending(m => m.Value).First().Cluster,
            meters => meters.OrderByDescending(m => m.Value).First().Value)),
        new Shape("first-throwing", Layer.Observed, true, d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into parts
            where parts.OrderBy(p => 6 / p.State).First().State > d.Spec.A - 1
            select parts,
            parts => parts.Key,
            parts => parts.OrderBy(p => 6 / p.State).First().State)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
