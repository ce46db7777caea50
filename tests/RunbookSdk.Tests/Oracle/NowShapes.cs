using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Comparisons with now.</summary>
internal static class NowShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("from-date", d => d.As(
            from g in Facts<Gauge>()
            where g.Percent >= 1 && Now >= OracleTime.Minute(d.Spec.A * 5)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("after-date", d => d.As(
            from g in Facts<Gauge>() where Now > OracleTime.Minute(d.Spec.A * 5) select g, g => g.Cluster, g => g.Percent)),
        Of("between-dates", d => d.As(
            from p in Facts<Part>()
            where OracleTime.Minute(d.Spec.A * 4) <= Now && !(Now >= OracleTime.Minute((d.Spec.A * 4) + d.Spec.Minutes))
            select p,
            p => p.Name,
            p => p.State)),
        Of("older-than", d => d.As(
            from b in Facts<Beat>() where Now - b.At > d.Spec.Time select b, b => b.Subject, b => 1)),
        Of("not-older-than", d => d.As(
            from b in Facts<Beat>() where Now - b.At <= d.Spec.Time && Now >= b.At select b, b => b.Subject, b => 2)),
        Of("at-that-moment", d => d.As(
            from b in Facts<Beat>() where Now == b.At + d.Spec.Time select b, b => b.Subject, b => 1)),
        Of("not-at-that-moment", d => d.As(
            from b in Facts<Beat>() where Now - d.Spec.Time != b.At select b, b => b.Subject, b => 1)),
        Of("within", d => d.As(
            from b in Facts<Beat>() where b.Until != null && Now >= b.At && Now < b.Until.Value select b, b => b.Subject, b => 1)),
        Of("until-open", d => d.As(
            from b in Facts<Beat>() where b.Until == null || Now < b.Until.Value select b, b => b.Subject, b => 1)),
        Of("until-lifted", d => d.As(
            from b in Facts<Beat>() where Now < b.Until || b.At <= Now select b, b => b.Subject, b => 1)),
        Of("now-or-value", d => d.As(
            from b in Facts<Beat>()
            join g in Facts<Gauge>() on b.Subject equals g.Cluster
            where b.At + d.Spec.Time <= Now || g.Percent > d.Spec.A
            select new { b, g },
            m => m.b.Subject,
            m => m.g.Percent)),
        Of("now-of-two", d => d.As(
            from b in Facts<Beat>()
            from c in Facts<Beat>()
            where b.Subject != c.Subject && Now - (b.At - c.At) > c.At + d.Spec.Time
            select new { b, c },
            m => m.b.Subject,
            m => 1)),
        Of("now-and-answer", d => d.As(
            from b in Facts<Beat>()
            where Now >= b.At || Facts<Gauge>().Any(g => g.Cluster == b.Subject && g.Percent > d.Spec.A)
            select b,
            b => b.Subject,
            b => Facts<Gauge>().Count())),
        Of("question-of-now", d => d.As(
            from g in Facts<Gauge>()
            where !Facts<Beat>().Any(b => b.Subject == g.Cluster && Now - b.At < d.Spec.Time)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("guarded-question-of-now", d => d.As(
            from g in Facts<Gauge>()
            where Facts<Beat>().Count(b => b.Until != null && Now >= b.Until.Value) > d.Spec.A - 1
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("source-of-now", d => d.As(
            from b in Facts<Beat>().Where(b => Now >= b.At + d.Spec.Time)
            join g in Facts<Gauge>() on b.Subject equals g.Cluster
            where g.Percent > d.Spec.A
            select new { b, g },
            m => m.g.Cluster,
            m => m.g.Percent)),
        Of("from-of-now", d => d.As(
            from g in Facts<Gauge>()
            from b in Facts<Beat>().Where(b => b.Subject == g.Cluster && Now > b.At)
            select new { b, g },
            m => m.g.Cluster,
            m => m.g.Percent)),
        Of("raised-of-now", d => d.As(
            from b in Facts<Beat>().Where(b => Now >= b.At).RaisedWhen(b => b.Until == null, lasting: d.Spec.Time)
            select b,
            b => b.Subject,
            b => 1)),
        Of("now-before-group", d => d.As(
            from b in Facts<Beat>()
            where Now - b.At >= d.Spec.Time
            group b by b.Until == null into g
            where g.Count() > d.Spec.A - 1
            select g,
            g => g.Key ? "a" : "b",
            g => g.Count())),
        Of("now-after-group", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into g
            join b in Facts<Beat>() on g.Key equals b.Subject
            where g.Count() >= 1 && Now >= b.At + d.Spec.Time
            select new { g, b },
            m => m.g.Key,
            m => m.g.Sum(p => p.State))),
        Of("nothing-but-now", d => d.As(
            from g in Facts<Gauge>()
            where Now < OracleTime.Minute(d.Spec.A * 6)
            group g by g.Percent > 1 into many
            select many,
            many => many.Key ? "a" : "b",
            many => many.Count())),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
