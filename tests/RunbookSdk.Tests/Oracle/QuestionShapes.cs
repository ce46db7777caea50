using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Questions about other facts.</summary>
internal static class QuestionShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("none", d => d.As(
            from g in Facts<Gauge>()
            where !Facts<Part>().Any(p => p.Cluster == g.Cluster && p.State > d.Spec.A)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("all", d => d.As(
            from g in Facts<Gauge>() where Facts<Part>().All(p => p.State <= d.Spec.A) select g, g => g.Cluster, g => g.Percent)),
        Of("share", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Part>().Count(p => p.Cluster == g.Cluster && p.State >= 2) * 2 > Facts<Part>().Count(p => p.Cluster == g.Cluster)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("share-of-all", d => d.As(
            from g in Facts<Gauge>()
            where g.Percent > 0 && (double)Facts<Part>().Count(p => p.State > 0) / Facts<Part>().Count() >= 0.5
            select g,
            g => g.Cluster,
            g => Facts<Part>().Count())),
        Of("sum-of-less", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Gauge>().Where(o => o.Percent < g.Percent).Sum(o => o.Percent) >= d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("extremes", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Part>().Where(p => p.Cluster == g.Cluster).Max(p => p.State) > d.Spec.A
                || Facts<Part>().Where(p => p.Cluster == g.Cluster).Min(p => p.State) > g.Percent
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("above-average", d => d.As(
            from g in Facts<Gauge>() where g.Percent > Facts<Gauge>().Average(o => o.Percent) select g, g => g.Cluster, g => g.Percent)),
        Of("no-average-of-none", d => d.As(
            from g in Facts<Gauge>()
            where !(Facts<Ping>().Where(e => e.Cluster == g.Cluster).Average(e => e.Value) > d.Spec.A)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("of-two-slots", d => d.As(
            from g in Facts<Gauge>()
            from p in Facts<Part>()
            where Facts<Ping>().Count(e => e.Cluster == g.Cluster && e.Value >= p.State) > d.Spec.A
            select new { g, p },
            m => m.p.Name,
            m => m.g.Percent)),
        Of("key-of-two-slots", d => d.As(
            from g in Facts<Gauge>()
            from p in Facts<Part>()
            where Facts<Ping>().Any(e => e.Cluster == g.Cluster && e.Value == p.State) && p.State != d.Spec.A
            select new { g, p },
            m => m.p.Cluster,
            m => m.g.Percent)),
        Of("key-of-two-members", d => d.As(
            from p in Facts<Part>()
            where Facts<Part>().Any(q => q.Name == p.Name && q.State == p.State && q.Cluster != p.Cluster)
            select p,
            p => p.Cluster,
            p => p.State)),
        Of("selector-of-both", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Part>().Where(p => p.Cluster == g.Cluster).Sum(p => p.State * g.Percent) > d.Spec.A * 2
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("computed-question-key", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Part>().Any(p => p.State + 1 == (int)g.Percent) != (g.Percent > d.Spec.A)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("answer-in-result", d => d.As(
            from g in Facts<Gauge>()
            where g.Percent >= d.Spec.A
            select g,
            g => g.Cluster,
            g => Facts<Ping>().Count(e => e.Cluster == g.Cluster))),
        Of("answers-with-join", d => d.As(
            from g in Facts<Gauge>()
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            where Facts<Ping>().Count(e => e.Cluster == p.Cluster) == Facts<Gauge>().Count(o => o.Percent > p.State)
            select new { g, p },
            m => m.p.Name,
            m => m.g.Percent)),
        Of("question-in-let", d => d.As(
            from g in Facts<Gauge>()
            let parts = Facts<Part>().Count(p => p.Cluster == g.Cluster)
            where parts > d.Spec.A - 1 && parts < 2 + d.Spec.B
            select new { g, parts },
            m => m.g.Cluster,
            m => m.parts)),
        Of("from-with-question", d => d.As(
            from g in Facts<Gauge>()
            from p in Facts<Part>().Where(p => Facts<Ping>().Any(e => e.Cluster == p.Cluster))
            where p.State > g.Percent
            select new { g, p },
            m => m.g.Cluster,
            m => m.p.State)),
        Of("guarded-question", d => d.As(
            from b in Facts<Beat>()
            where b.Until == null || Facts<Beat>().Any(o => o.At == b.Until.Value)
            select b,
            b => b.Subject,
            b => 1)),
        new Shape("question-throwing", Layer.Observed, true, d => d.As(
            from g in Facts<Gauge>()
            where Facts<Part>().Count(p => p.Cluster == g.Cluster && 6 / p.State > d.Spec.A) >= 1
            select g,
            g => g.Cluster,
            g => g.Percent)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
