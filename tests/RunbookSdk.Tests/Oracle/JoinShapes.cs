using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>where, join, several from, let.</summary>
internal static class JoinShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("above", d => d.As(
            from g in Facts<Gauge>() where g.Percent > d.Spec.A select g, g => g.Cluster, g => g.Percent)),
        Of("key-and-range", d => d.As(
            from g in Facts<Gauge>()
            where g.Cluster == d.Spec.Cluster && g.Percent >= d.Spec.A && g.Percent <= d.Spec.A + d.Spec.B
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("either", d => d.As(
            from p in Facts<Part>() where p.Cluster == d.Spec.Cluster || !(p.State < d.Spec.A) select p, p => p.Name, p => p.State)),
        Of("join", d => d.As(
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            where p.State >= d.Spec.A
            select new { g, p },
            m => m.p.Name,
            m => m.g.Percent)),
        Of("join-on-two", d => d.As(
            from g in Facts<Gauge>()
            join e in Facts<Ping>() on new { g.Cluster, Number = g.Percent } equals new { e.Cluster, Number = e.Value }
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("self-join", d => d.As(
            from p in Facts<Part>()
            join q in Facts<Part>() on p.Cluster equals q.Cluster
            where p.Name != q.Name && p.State <= q.State
            select new { p, q },
            m => m.p.Cluster,
            m => m.q.State)),
        Of("same-fact-twice", d => d.As(
            from g in Facts<Gauge>()
            from h in Facts<Gauge>()
            where g.Percent == h.Percent
            select new { g, h },
            m => m.g.Cluster,
            m => m.h.Percent)),
        Of("cross", d => d.As(
            from g in Facts<Gauge>()
            from h in Facts<Gauge>()
            where g.Percent > h.Percent + d.Spec.A
            select new { g, h },
            m => m.h.Cluster,
            m => m.g.Percent)),
        Of("correlated-from", d => d.As(
            from g in Facts<Gauge>()
            from p in Facts<Part>().Where(p => p.Cluster == g.Cluster && p.State >= g.Percent)
            where p.State > 0
            select new { g, p },
            m => m.g.Cluster,
            m => m.p.State)),
        Of("let", d => d.As(
            from g in Facts<Gauge>()
            let twice = g.Percent * 2
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            let sum = twice + p.State
            where sum > d.Spec.A * 2
            select new { g, sum },
            m => m.g.Cluster,
            m => m.sum)),
        Of("three", d => d.As(
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            join q in Facts<Part>() on p.Name equals q.Name
            where q.Cluster != p.Cluster && g.Percent + p.State > q.State
            select new { p, q },
            m => m.q.Cluster,
            m => m.p.State)),
        Of("computed-key", d => d.As(
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Percent equals (double)p.State + d.Spec.A
            select new { g, p },
            m => m.p.Cluster,
            m => m.g.Percent)),
        Of("event", d => d.As(
            from e in Facts<Ping>() where e.Value >= d.Spec.A select e, e => e.Cluster, e => e.Value)),
        Of("two-events", d => d.As(
            from e in Facts<Ping>()
            join f in Facts<Ping>() on e.Cluster equals f.Cluster
            where e.Value < f.Value
            select new { e, f },
            m => m.e.Cluster,
            m => m.f.Value)),
        new Shape("throwing", Layer.Observed, true, d => d.As(
            from p in Facts<Part>() where 6 / p.State > d.Spec.A select p, p => p.Cluster, p => p.State)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
