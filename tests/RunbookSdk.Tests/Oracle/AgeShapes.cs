using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Facts that become too old, by their record or by what the rule says.</summary>
internal static class AgeShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("aged", d => d.As(from m in Facts<Meter>() where m.Value > d.Spec.A - 1 select m, m => m.Cluster, m => m.Value)),
        Of("aged-and-joined", d => d.As(
            from m in Facts<Meter>()
            join g in Facts<Gauge>() on m.Cluster equals g.Cluster
            where g.Percent > d.Spec.A - m.Value
            select new { m, g },
            both => both.m.Cluster,
            both => both.g.Percent)),
        Of("two-aged", d => d.As(
            from m in Facts<Meter>()
            from n in Facts<Meter>().MaxAge(d.Spec.Time)
            where m.Value < n.Value && m.Value <= d.Spec.A
            select new { m, n },
            both => both.m.Cluster,
            both => both.n.Value)),
        Of("aged-question", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Meter>().Any(m => m.Cluster == g.Cluster && m.Value >= d.Spec.A) != Facts<Meter>().All(m => m.Value > 1)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("aged-average", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Meter>().Average(m => m.Value) < g.Percent || Facts<Meter>().Count() > d.Spec.B
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("aged-missing", d => d.As(
            from g in Facts<Gauge>()
            where Missing<Meter>(m => m.Cluster == g.Cluster) && !Missing<Meter>(m => m.Value > 0, d.Spec.Time)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("aged-group", d => d.As(
            from m in Facts<Meter>()
            group m by m.Value > 1 into many
            where many.Count() > d.Spec.A - 1
            select many,
            many => many.Key ? "a" : "b",
            many => many.Sum(m => m.Value))),
        Of("aged-group-of-join", d => d.As(
            from m in Facts<Meter>()
            join p in Facts<Part>().MaxAge(d.Spec.Time) on m.Cluster equals p.Cluster
            group m by p.Name into many
            select many,
            many => many.Key,
            many => many.Max(m => m.Value))),
        Of("aged-raised", d => d.As(
            from m in Facts<Meter>().RaisedWhen(m => m.Value > d.Spec.A - 1, lasting: d.Spec.Time) select m, m => m.Cluster, m => m.Value)),
        Of("aged-raised-at-once", d => d.As(
            from m in Facts<Meter>().RaisedWhen(m => m.Value > 1).ClearedWhen(m => m.Value < 1) select m, m => m.Cluster, m => m.Value)),
        Of("aged-raised-until-long", d => d.As(
            from m in Facts<Meter>().RaisedWhen(m => m.Value >= 2, lasting: d.Spec.OtherTime).ClearedWhen(m => m.Value < 2, lasting: d.Spec.Time)
            select m,
            m => m.Cluster,
            m => m.Value)),
        Of("aged-over", d => d.As(
            from m in Facts<Meter>() where Over(m, Minutes(5)).Count() > d.Spec.A - 1 select m, m => m.Cluster, m => m.Value)),
        Of("aged-and-now", d => d.As(
            from m in Facts<Meter>()
            join b in Facts<Beat>() on m.Cluster equals b.Subject
            where Now >= b.At && (b.Until == null || Now < b.Until.Value)
            select new { m, b },
            both => both.m.Cluster,
            both => both.m.Value)),
        Of("max-age", d => d.As(
            from g in Facts<Gauge>().MaxAge(d.Spec.Time) where g.Percent > d.Spec.A select g, g => g.Cluster, g => g.Percent)),
        Of("max-age-joined-with-group", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into parts
            join g in Facts<Gauge>().Where(g => g.Percent > 0).MaxAge(d.Spec.Time) on parts.Key equals g.Cluster
            where parts.Count() >= d.Spec.A
            select new { parts, g },
            m => m.parts.Key,
            m => m.g.Percent)),
        Of("max-age-of-question", d => d.As(
            from p in Facts<Part>()
            where Facts<Gauge>().Where(g => g.Cluster == p.Cluster).MaxAge(d.Spec.Time).Any(g => g.Percent > d.Spec.A)
            select p,
            p => p.Name,
            p => p.State)),
        Of("max-age-of-absence", d => d.As(
            from p in Facts<Part>()
            where !Facts<Gauge>().MaxAge(d.Spec.Time).Any(g => g.Cluster == p.Cluster && g.Percent >= p.State)
            select p,
            p => p.Name,
            p => p.State)),
        Of("max-age-raised", d => d.As(
            from g in Facts<Gauge>().MaxAge(d.Spec.OtherTime)
                .RaisedWhen(g => g.Percent > d.Spec.A, lasting: d.Spec.Time).ClearedWhen(g => g.Percent < 1, lasting: Minutes(1))
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("max-age-filtered-and-raised", d => d.As(
            from p in Facts<Part>().Where(p => p.State != 1).MaxAge(d.Spec.Time).RaisedWhen(p => p.State >= 2, lasting: Minutes(2))
            join g in Facts<Gauge>() on p.Cluster equals g.Cluster
            select new { p, g },
            m => m.p.Name,
            m => m.g.Percent)),
        Of("max-age-and-now", d => d.As(
            from b in Facts<Beat>().MaxAge(d.Spec.Time) where Now - b.At > Minutes(1) select b, b => b.Subject, b => 1)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
