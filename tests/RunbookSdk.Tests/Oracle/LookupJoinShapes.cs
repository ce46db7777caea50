using System.Linq.Expressions;
using RunbookSdk.Rules;
using static RunbookSdk.Rules.RuleBook;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Joins by keys and by order, over many kinds of members.</summary>
internal static class LookupJoinShapes
{
    private static readonly ExpressionType[] Orders =
        [ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual];

    public static readonly IReadOnlyList<Shape> All =
    [
        .. new[]
        {
            nameof(Reading.Name), nameof(Reading.Value), nameof(Reading.Limit), nameof(Reading.Level), nameof(Reading.Total), nameof(Reading.Sort),
            nameof(Reading.Other), nameof(Reading.IsOn), nameof(Reading.At), nameof(Reading.For), nameof(Reading.On), nameof(Reading.Id), nameof(Reading.Sum),
        }.Select(Keyed),
        .. new[]
        {
            nameof(Reading.Value), nameof(Reading.Limit), nameof(Reading.Level), nameof(Reading.Total), nameof(Reading.At), nameof(Reading.For),
            nameof(Reading.On), nameof(Reading.Sum),
        }.Select(Ordered),
        Of("key-and-order", d => d.As(
            from r in Facts<Reading>()
            join q in Facts<Reading>() on r.Cluster equals q.Cluster
            where r.Number != q.Number && r.Level < q.Level
            select new { r, q },
            m => m.q.Who,
            m => m.r.Value)),
        Of("two-keys", d => d.As(
            from r in Facts<Reading>()
            join q in Facts<Reading>() on new { r.Level, r.Name } equals new { q.Level, q.Name }
            where r.Number > q.Number
            select new { r, q },
            m => m.r.Who,
            m => m.q.Level)),
        Of("key-of-other-type", d => d.As(
            from g in Facts<Gauge>()
            join r in Facts<Reading>() on g.Percent equals r.Value
            where r.Level >= d.Spec.A - 1
            select new { g, r },
            m => m.g.Cluster,
            m => m.r.Level)),
        Of("lifted-key", d => d.As(
            from r in Facts<Reading>() from p in Facts<Part>() where r.Limit == p.State select new { r, p }, m => m.p.Name, m => 1)),
        Of("order-of-other-type", d => d.As(
            from r in Facts<Reading>() from p in Facts<Part>() where r.Value > p.State && p.State >= d.Spec.A select new { r, p }, m => m.p.Name, m => m.r.Level)),
        Of("two-orders", d => d.As(
            from r in Facts<Reading>() from q in Facts<Reading>() where r.Value < q.Value && q.At <= r.At select new { r, q }, m => m.q.Who, m => m.r.Level)),
        Of("order-of-two", d => d.As(
            from r in Facts<Reading>()
            from g in Facts<Gauge>()
            from q in Facts<Reading>()
            where q.Value < r.Level + g.Percent && q.IsOn
            select new { r, g, q },
            m => m.q.Who,
            m => m.g.Percent)),
        Of("key-of-two", d => d.As(
            from r in Facts<Reading>()
            from g in Facts<Gauge>()
            from q in Facts<Reading>()
            where q.Value == r.Level + g.Percent && r.IsOn
            select new { r, g, q },
            m => m.q.Who,
            m => m.g.Percent)),
        Of("four", d => d.As(
            from r in Facts<Reading>()
            join g in Facts<Gauge>() on r.Cluster equals g.Cluster
            join p in Facts<Part>() on g.Cluster equals p.Cluster
            join q in Facts<Reading>() on p.State equals q.Level
            where q.Value <= r.Value
            select new { r, g, p, q },
            m => m.p.Name + m.q.Cluster,
            m => m.g.Percent)),
        Of("chain", d => d.As(
            from r in Facts<Reading>()
            from q in Facts<Reading>()
            from s in Facts<Reading>()
            where r.Level < q.Level && q.Level < s.Level && r.Name == s.Name
            select new { r, q, s },
            m => m.q.Who,
            m => m.s.Level)),
        new Shape("guarded-key", Layer.Observed, true, d => d.As(
            from r in Facts<Reading>()
            from q in Facts<Reading>()
            where r.Level != 0 && 6 / r.Level == q.Level
            select new { r, q },
            m => m.q.Who,
            m => m.r.Level)),
        new Shape("key-that-throws", Layer.Observed, true, d => d.As(
            from r in Facts<Reading>()
            from q in Facts<Reading>()
            where r.Name!.Length == q.Level && (r.Value > q.Value || 6 / q.Level > 1)
            select new { r, q },
            m => m.q.Who,
            m => m.r.Level)),
        new Shape("order-that-throws", Layer.Observed, true, d => d.As(
            from r in Facts<Reading>() from q in Facts<Reading>() where 6 / r.Level < q.Level select new { r, q }, m => m.q.Who, m => m.r.Level)),
    ];

    private static Shape Of(string name, Func<Declaration, RuleBuilder> declare) => new(name, Layer.Observed, false, declare);

    private static Shape Keyed(string member) => Of($"key-{member.ToLowerInvariant()}", d => d.As(
        Tied(from r in Facts<Reading>() from q in Facts<Reading>() select new { r, q }, member, ExpressionType.Equal, d.Spec.A % 2 == 0),
        m => m.q.Who,
        m => m.r.Number));

    private static Shape Ordered(string member) => Of($"order-{member.ToLowerInvariant()}", d => d.As(
        Tied(from r in Facts<Reading>() from q in Facts<Reading>() select new { r, q }, member, Orders[d.Spec.A], d.Spec.B % 2 == 0),
        m => m.q.Who,
        m => m.r.Number));

    /// <summary>The pairs whose members compare like this, one way round or the other.</summary>
    private static Query<T> Tied<T>(Query<T> pairs, string member, ExpressionType comparison, bool mirrored)
    {
        var pair = Expression.Parameter(typeof(T));
        var (r, q) = (Expression.Property(Expression.Property(pair, "r"), member), Expression.Property(Expression.Property(pair, "q"), member));
        var tie = mirrored ? Expression.MakeBinary(comparison, q, r) : Expression.MakeBinary(comparison, r, q);
        return pairs.Where(Expression.Lambda<Func<T, bool>>(tie, pair));
    }
}
