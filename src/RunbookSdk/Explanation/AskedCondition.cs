using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Facts;

namespace RunbookSdk.Explanation;

/// <summary>A condition as a function of one fact, while everything else stays as it is.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Parameter">Stands for it in the condition.</param>
/// <param name="Body">The condition.</param>
/// <param name="Clause">The place of the clause among all that were looked at.</param>
/// <param name="Compile">Makes a part of the condition a function of the fact's value.</param>
internal sealed record AskedCondition(
    KnownFact Fact, ParameterExpression Parameter, Expression Body, int Clause, Func<Expression, Func<object, object?>> Compile)
{
    /// <summary>What a part of the condition gives for another value of the fact; null when it throws.</summary>
    public Func<object, object?> Of(Expression part)
    {
        Func<object, object?>? compiled = null;
        return value =>
        {
            try
            {
                return (compiled ??= Compile(part))(value);
            }
#pragma warning disable CA1031 // A rule may throw anything; what throws has no value.
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
        };
    }
}

/// <summary>Finds the values of a fact's members at which the truth of a condition turns.</summary>
internal sealed class TurningPoints : ExpressionVisitor
{
    private const int FarthestStep = 63;
    private readonly AskedCondition asked;
    private readonly List<Step> found = [];

    private TurningPoints(AskedCondition asked) => this.asked = asked;

    /// <summary>For each member that a comparison reads, the nearest values with which the comparison says otherwise.</summary>
    public static IReadOnlyList<Step> In(AskedCondition asked)
    {
        var points = new TurningPoints(asked);
        points.Visit(asked.Body);
        return points.found;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType is ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual
            or ExpressionType.Equal or ExpressionType.NotEqual)
        {
            foreach (var member in MembersIn(node)) Add(node, member);
        }

        return base.VisitBinary(node);
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Type == typeof(bool) && MemberOf(node) is { } member && member.GetValue(asked.Fact.Value) is bool now)
            found.Add(new(NeededChangeKind.Value, asked.Fact, member, !now, ValueFinder.Write(!now), 1));
        return base.VisitMember(node);
    }

    private void Add(BinaryExpression comparison, PropertyInfo member)
    {
        if (member.GetValue(asked.Fact.Value) is not { } now) return;
        if (Ordered.PlaceOf(now) is { } place) AddNumbers(comparison, member, now, place);
        else if (now.GetType().IsEnum) foreach (var word in Enum.GetValues(now.GetType())) AddValue(member, now, word);
        else if (comparison.NodeType == ExpressionType.Equal) AddOther(comparison, member, now);
    }

    private void AddOther(BinaryExpression comparison, PropertyInfo member, object now)
    {
        foreach (var side in (Expression[])[comparison.Left, comparison.Right])
        {
            if (asked.Of(side)(asked.Fact.Value) is { } other && other.GetType() == now.GetType()) AddValue(member, now, other);
        }
    }

    private void AddValue(PropertyInfo member, object now, object value)
    {
        if (!Equals(now, value)) found.Add(new(NeededChangeKind.Value, asked.Fact, member, value, ValueFinder.Write(value), 1));
    }

    private void AddNumbers(BinaryExpression comparison, PropertyInfo member, object now, long place)
    {
        var holds = asked.Of(comparison);
        object? Says(long at) => Ordered.At(now, at) is { } value ? holds(FactCopy.With(asked.Fact.Value, member, value)) : null;
        var (before, guess) = (Says(place), GuessOf(comparison, member, now) ?? place);
        foreach (var sign in (int[])[1, -1])
        {
            for (var step = 0; step <= FarthestStep; step++)
            {
                if (TryMove(guess, sign, step) is not { } far || Says(far) is not bool says || says.Equals(before)) continue;
                var turn = Ordered.Nearest(place, far, at => Says(at) is bool there && !there.Equals(before));
                AddNumber(comparison, member, now, turn, place);
                // Beyond a value that is the only one to say otherwise, all is as before it.
                if (comparison.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && TryMove(turn, turn > place ? 1 : -1, 1) is { } beyond)
                    AddNumber(comparison, member, now, beyond, place);
                break;
            }
        }
    }

    private void AddNumber(BinaryExpression comparison, PropertyInfo member, object now, long to, long from)
    {
        if (Ordered.At(now, to) is not { } value || Ordered.At(now, to > from ? to - 1 : to + 1) is not { } last) return;
        var needed = comparison.NodeType == ExpressionType.Equal ? ValueFinder.Write(value) : Steps.Needed(value, last, to > from);
        found.Add(Steps.Of(asked.Fact, member, now, value, needed));
    }

    /// <summary>Where the two sides are equal, as if both grew in proportion: exact for sums and multiples of the member, and the neighbourhood is searched.</summary>
    private long? GuessOf(BinaryExpression comparison, PropertyInfo member, object now)
    {
        var (left, right) = (asked.Of(comparison.Left), asked.Of(comparison.Right));
        double Apart(double at) => Ordered.PlaceNear(now, at) is { } place && Ordered.At(now, place) is { } value
            && FactCopy.With(asked.Fact.Value, member, value) is var copy
            ? Ordered.NumberOf(left(copy)) - Ordered.NumberOf(right(copy))
            : double.NaN;
        var from = Ordered.NumberOf(now);
        var apart = Apart(from);
        if (apart == 0) return Ordered.PlaceNear(now, from);
        var step = Math.Abs(apart) < 1 && now is not (double or float or decimal) ? 1 : apart;
        var slope = (Apart(from + step) - apart) / step;
        return slope == 0 ? null : Ordered.PlaceNear(now, from - (apart / slope));
    }

    /// <summary>Steps of 0, 1, 2, 4 and so on.</summary>
    private static long? TryMove(long place, int sign, int step)
    {
        var far = (Int128)place + (step == 0 ? 0 : sign * (Int128.One << (step - 1)));
        return far > long.MinValue && far < long.MaxValue ? (long)far : null;
    }

    private IEnumerable<PropertyInfo> MembersIn(Expression node)
    {
        var members = new MemberFinder(this);
        members.Visit(node);
        return members.Found;
    }

    /// <summary>The member of the fact that an expression reads, if it can have another value without the fact being another one.</summary>
    private PropertyInfo? MemberOf(MemberExpression node) =>
        node.Expression == asked.Parameter && node.Member is PropertyInfo { SetMethod: not null } member && !asked.Fact.Type.Keys.Any(k => k.Name == member.Name)
            ? member
            : null;

    private sealed class MemberFinder(TurningPoints points) : ExpressionVisitor
    {
        public HashSet<PropertyInfo> Found { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (points.MemberOf(node) is { } member) Found.Add(member);
            return base.VisitMember(node);
        }
    }
}
