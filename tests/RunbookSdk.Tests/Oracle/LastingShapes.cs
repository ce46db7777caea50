using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Lasting conditions and windows.</summary>
internal static class LastingShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("raised-at-once", d => d.As(
            from g in Facts<Gauge>().RaisedWhen(g => g.Percent > d.Spec.A) select g, g => g.Cluster, g => g.Percent)),
        Of("raised", d => d.As(
            from g in Facts<Gauge>().RaisedWhen(g => g.Percent > d.Spec.A, lasting: d.Spec.Time) select g, g => g.Cluster, g => g.Percent)),
        Of("raised-until", d => d.As(
            from g in Facts<Gauge>().RaisedWhen(g => g.Percent > 2, lasting: d.Spec.Time).ClearedWhen(g => g.Percent < 1) select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("raised-at-once-until-long", d => d.As(
            from g in Facts<Gauge>().RaisedWhen(g => g.Percent > 2).ClearedWhen(g => g.Percent <= d.Spec.A / 2d, lasting: d.Spec.Time)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("raised-until-long", d => d.As(
            from g in Facts<Gauge>()
                .RaisedWhen(g => g.Percent > 1, lasting: d.Spec.Time).ClearedWhen(g => g.Percent < 3, lasting: d.Spec.OtherTime)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("raised-and-joined", d => d.As(
            from g in Facts<Gauge>().RaisedWhen(g => g.Percent > d.Spec.A, lasting: d.Spec.Time)
            join p in Facts<Part>().RaisedWhen(p => p.State > 1, lasting: d.Spec.OtherTime).ClearedWhen(p => p.State < 1)
                on g.Cluster equals p.Cluster
            select new { g, p },
            m => m.g.Cluster,
            m => m.p.State)),
        Of("filtered-and-raised", d => d.As(
            from p in Facts<Part>().Where(p => p.Name == "x").RaisedWhen(p => p.State >= d.Spec.A, lasting: d.Spec.Time)
            select p,
            p => p.Cluster,
            p => p.State)),
        Of("filtered-by-value-and-raised", d => d.As(
            from p in Facts<Part>()
                .Where(p => p.State != 1).RaisedWhen(p => p.State >= 2, lasting: d.Spec.Time).ClearedWhen(p => p.State == 0)
            where p.State < 3
            select p,
            p => p.Cluster,
            p => p.State)),
        Of("raised-event", d => d.As(
            from e in Facts<Ping>().RaisedWhen(e => e.Value > d.Spec.A, lasting: Minutes(2)) select e, e => e.Cluster, e => e.Value)),
        new Shape("raised-throwing", Layer.Observed, true, d => d.As(
            from p in Facts<Part>().RaisedWhen(p => 6 / p.State > d.Spec.A, lasting: d.Spec.Time).ClearedWhen(p => 6 / p.State < d.Spec.A)
            select p,
            p => p.Cluster,
            p => p.State)),
        Of("filtered-by-time-and-raised", d => d.As(
            from b in Facts<Beat>().Where(b => b.Until == null || Now < b.Until).RaisedWhen(b => b.Subject != d.Spec.Cluster, lasting: d.Spec.Time)
            select b,
            b => b.Subject,
            b => d.Spec.A)),
        Of("average-over", d => d.As(
            from g in Facts<Gauge>()
            where Over(g, d.Spec.Time).Average(o => o.Percent) > d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("count-over", d => d.As(
            from g in Facts<Gauge>() where Over(g, d.Spec.Time).Count() > d.Spec.A select g, g => g.Cluster, g => g.Percent)),
        Of("spread-over", d => d.As(
            from g in Facts<Gauge>()
            let least = Over(g, d.Spec.OtherTime).Where(o => o.Percent > 0).Min(o => o.Percent)
            where Over(g, d.Spec.Time).Max(o => o.Percent) - least > d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("all-over-of-raised", d => d.As(
            from p in Facts<Part>().RaisedWhen(p => p.State > 0, lasting: d.Spec.OtherTime)
            where Over(p, d.Spec.Time).All(o => o.State > d.Spec.A)
            select p,
            p => p.Name,
            p => p.State)),
        Of("events-over", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Ping>().Over(d.Spec.Time).Count(e => e.Cluster == g.Cluster) > d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("slot-over", d => d.As(
            from g in Facts<Gauge>().Over(d.Spec.Time) where g.Percent > d.Spec.A select g, g => g.Cluster, g => g.Percent)),
        Of("filtered-over", d => d.As(
            from p in Facts<Part>()
            where Facts<Gauge>().Where(g => g.Percent >= 2).Over(d.Spec.Time).Any(g => g.Cluster == p.Cluster)
            select p,
            p => p.Name,
            p => p.State)),
        Of("over-joined", d => d.As(
            from g in Facts<Gauge>()
            join o in Facts<Gauge>().Over(d.Spec.Time) on g.Cluster equals o.Cluster
            where o.Percent > g.Percent
            select new { g, o },
            m => m.g.Cluster,
            m => m.o.Percent)),
        Of("window-and-now", d => d.As(
            from g in Facts<Gauge>()
            where Over(g, d.Spec.Time).Sum(o => o.Percent) >= d.Spec.A || Now >= OracleTime.Minute(4 * d.Spec.B)
            select g,
            g => g.Cluster,
            g => g.Percent)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
