using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Rules upon what other rules derive and assert.</summary>
internal static class DerivedShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Hot("hot", d => d.As(from h in Facts<Hot>() where h.Level >= d.Spec.A - 1 select h, h => h.Cluster, h => h.Level)),
        Hot("hot-and-gauge", d => d.As(
            from h in Facts<Hot>()
            join g in Facts<Gauge>() on h.Cluster equals g.Cluster
            where g.Percent >= h.Level
            select new { h, g },
            m => m.h.Cluster,
            m => m.g.Percent)),
        Hot("not-hot", d => d.As(
            from g in Facts<Gauge>() where !Facts<Hot>().Any(h => h.Cluster == g.Cluster) select g, g => g.Cluster, g => g.Percent)),
        Hot("raised-hot", d => d.As(
            from h in Facts<Hot>().RaisedWhen(h => h.Level > 0, lasting: d.Spec.Time).ClearedWhen(h => h.Level <= 0) select h,
            h => h.Cluster,
            h => h.Level)),
        Hot("raised-hot-until-long", d => d.As(
            from h in Facts<Hot>().RaisedWhen(h => h.Level > 0, lasting: d.Spec.Time).ClearedWhen(h => h.Level <= 1, lasting: d.Spec.OtherTime)
            select h,
            h => h.Cluster,
            h => h.Level)),
        Hot("missing-hot", d => d.As(
            from g in Facts<Gauge>()
            where Missing<Hot>(h => h.Cluster == g.Cluster, forAtLeast: d.Spec.Time)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Hot("many-hot", d => d.As(
            from h in Facts<Hot>() group h by h.Level > 1 into g where g.Count() >= 2 select g, g => g.Key ? "a" : "b", g => g.Count())),
        Hot("hot-over", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Hot>().Over(d.Spec.Time).Where(h => h.Cluster == g.Cluster).Sum(h => h.Level) > d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Top("alarm", d => d.As(from a in Facts<Alarm>() where a.Level >= d.Spec.A - 1 select a, a => a.Name, a => a.Level)),
        Top("raised-alarm", d => d.As(
            from a in Facts<Alarm>().RaisedWhen(a => a.Level > 0, lasting: d.Spec.Time) select a, a => a.Name, a => a.Level)),
        Top("raised-alarm-and-hot", d => d.As(
            from a in Facts<Alarm>().RaisedWhen(a => a.Level >= 0, lasting: d.Spec.Time).ClearedWhen(a => a.Level > 1, lasting: d.Spec.OtherTime)
            join h in Facts<Hot>().RaisedWhen(h => h.Level > d.Spec.A - 1, lasting: d.Spec.OtherTime) on a.Name equals h.Cluster
            select new { a, h },
            m => m.a.Name,
            m => m.h.Level)),
        Top("alarm-over", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Alarm>().Over(d.Spec.Time).Count(a => a.Name == g.Cluster) > d.Spec.A || Missing<Alarm>(forAtLeast: d.Spec.OtherTime)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Top("alarm-and-hot", d => d.As(
            from a in Facts<Alarm>()
            join h in Facts<Hot>() on a.Name equals h.Cluster
            where !Facts<Note>().Any(n => n.Name == a.Name && n.Level > a.Level)
            select new { a, h },
            m => m.a.Name,
            m => m.h.Level)),
        Top("note", d => d.As(from n in Facts<Note>() where n.Level >= d.Spec.A - 1 select n, n => n.Name, n => n.Level)),
        Top("raised-note", d => d.As(
            from n in Facts<Note>().RaisedWhen(n => n.Level > 0, lasting: d.Spec.Time) select n, n => n.Name, n => n.Level)),
        Top("no-alarm", d => d.As(
            from g in Facts<Gauge>() where Facts<Alarm>().All(a => a.Name != g.Cluster) select g, g => g.Cluster, g => g.Percent)),
    ];

    private static Shape Hot(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Hot, false, declare);

    private static Shape Top(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Top, false, declare);
}
