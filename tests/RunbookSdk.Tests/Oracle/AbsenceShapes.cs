using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What is missing.</summary>
internal static class AbsenceShapes
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Of("missing", d => d.As(
            from g in Facts<Gauge>() where Missing<Part>(p => p.Cluster == g.Cluster && p.State > d.Spec.A) select g, g => g.Cluster, g => g.Percent)),
        Of("missing-of-a-type", d => d.As(
            from g in Facts<Gauge>() where g.Percent >= d.Spec.A && Missing<Note>() select g, g => g.Cluster, g => g.Percent)),
        Of("missing-for", d => d.As(
            from p in Facts<Part>()
            where p.State >= d.Spec.A && Missing<Gauge>(g => g.Cluster == p.Cluster, forAtLeast: d.Spec.Time)
            select p,
            p => p.Name,
            p => p.State)),
        Of("missing-event-for", d => d.As(
            from g in Facts<Gauge>()
            where Missing<Ping>(e => e.Cluster == g.Cluster && e.Value >= d.Spec.B, d.Spec.Time)
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("missing-of-a-type-for", d => d.As(
            from g in Facts<Gauge>() where Missing<Note>(forAtLeast: d.Spec.Time) select g, g => g.Cluster, g => g.Percent)),
        Of("missing-for-of-less", d => d.As(
            from p in Facts<Part>() where Missing<Gauge>(g => g.Percent > p.State, d.Spec.Time) select p, p => p.Name, p => p.State)),
        Of("missing-for-or", d => d.As(
            from g in Facts<Gauge>()
            where Missing<Ping>(e => e.Cluster == g.Cluster, d.Spec.Time) || g.Percent > d.Spec.A
            select g,
            g => g.Cluster,
            g => g.Percent)),
        Of("not-missing-for", d => d.As(
            from g in Facts<Gauge>() where !Missing<Beat>(b => b.Subject == g.Cluster, d.Spec.OtherTime) select g, g => g.Cluster, g => g.Percent)),
        Of("missing-after-group", d => d.As(
            from p in Facts<Part>()
            group p by p.Cluster into parts
            where parts.Count() >= d.Spec.A && Missing<Gauge>(g => g.Cluster == parts.Key, d.Spec.Time)
            select parts,
            parts => parts.Key,
            parts => parts.Count())),
        Of("missing-before-group", d => d.As(
            from p in Facts<Part>()
            where Missing<Ping>(e => e.Cluster == p.Cluster, d.Spec.Time)
            group p by p.Name into parts
            where parts.Count() > d.Spec.A - 1
            select parts,
            parts => parts.Key,
            parts => parts.Sum(p => p.State))),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);
}
