using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Quantiles and rates.</summary>
internal static class NumberShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("quantile", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Part>().Where(p => p.Cluster == g.Cluster).Quantile(d.Spec.A / 3d, p => p.State) > d.Spec.B / 2d
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("quantile-of-less", d => d.As(
            from g in Facts<Gauge>()
            let quantile = Facts<Part>().Where(p => p.State <= g.Percent).Quantile(0.5, p => p.State + g.Percent)
            where quantile >= d.Spec.A
            select new { g, quantile },
            m => m.g.Cluster,
            m => m.quantile)),
        Of("no-quantile-of-none", d => d.As(
            from g in Facts<Gauge>()
            where !(Facts<Ping>().Where(e => e.Cluster == g.Cluster).Quantile(1, e => e.Value) > d.Spec.A)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("group-quantile", d => d.As(
            from p in Facts<Part>()
            group p by p.Name into g
            where g.Quantile(d.Spec.B / 3d, p => p.State) >= d.Spec.A
            select g,
            g => g.Key,
            g => g.Quantile(0.5, p => p.State))),
        Of("quantile-over", d => d.As(
            from g in Facts<Gauge>()
            where Over(g, d.Spec.Time).Quantile(0.75, o => o.Percent) > d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("rate-over", d => d.As(
            from g in Facts<Gauge>()
            where Over(g, d.Spec.Time).Rate(o => o.Percent) * 60 >= d.Spec.A / 2d
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("no-rate-over", d => d.As(
            from p in Facts<Part>() where !(Over(p, d.Spec.Time).Rate(o => o.State) > 0) select p, p => p.Name, p => p.State)),
        Of("rate-of-all", d => d.As(
            from p in Facts<Part>()
            where Math.Round(Facts<Gauge>().Over(d.Spec.Time).Rate(g => g.Percent) * 60, 6) > d.Spec.A / 2d
            select p,
            p => p.Cluster,
            p => p.State)),
        Of("rate-of-some", d => d.As(
            from g in Facts<Gauge>()
            where Math.Round(Facts<Part>().Over(d.Spec.Time).Where(p => p.Cluster == g.Cluster).Rate(p => p.State) * 60, 6) > d.Spec.A / 2d
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("rate-of-less", d => d.As(
            from p in Facts<Part>()
            where Math.Round(Facts<Gauge>().Over(d.Spec.Time).Where(g => g.Percent <= p.State).Rate(g => g.Percent * p.State) * 60, 6) >= d.Spec.A
            select p,
            p => p.Name,
            p => p.State)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
