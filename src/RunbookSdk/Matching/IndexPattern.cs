using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The key of an index: expressions over one fact. Immutable but for what it compiles; the indexes of all sessions share it.</summary>
internal sealed class IndexPattern
{
    private readonly FactFunction<int>? hash;
    private readonly Func<object, object, bool>? same;
    private readonly FactFunction<long>? order;

    private IndexPattern(IReadOnlyList<Expression> parts, ParameterExpression fact, bool isOrdered, ShapeCache shapes, IReadOnlyList<MethodInfo?> equalities)
    {
        // Two ways to compare one key make two indexes.
        Key = KeyOf(isOrdered ? parts : parts.Zip(equalities, (p, m) => Expression.Equal(p, p, false, m)), fact);
        Reads = parts.Aggregate(0UL, (bits, p) => bits | FactMembers.ReadBy(p, fact));
        if (isOrdered)
        {
            order = new(OrderedKey.Of(parts[0]), fact, shapes);
            return;
        }

        hash = new(HashOf(parts), fact, shapes);
        var other = Expression.Parameter(fact.Type, "other");
        var equal = parts.Zip(equalities, (p, m) => (Expression)Expression.Equal(p, Substitution.Apply(Expression.Lambda(p, fact), other), false, m));
        same = Compilation.CompileOnFacts<bool>(equal.Aggregate(Expression.AndAlso), fact, other, shapes);
    }

    /// <summary>Equal for patterns that say the same.</summary>
    public ExpressionTokens Key { get; }

    /// <summary>The members that the key reads.</summary>
    public ulong Reads { get; }

    /// <summary>A key that is equal or not.</summary>
    /// <param name="parts">What it is made of.</param>
    /// <param name="equalities">How each part is compared; null for the language's own equality.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="shapes">Where compiled parts are kept.</param>
    public static IndexPattern Equal(
        IReadOnlyList<Expression> parts, IReadOnlyList<MethodInfo?> equalities, ParameterExpression fact, ShapeCache shapes) =>
        new(parts, fact, isOrdered: false, shapes, equalities);

    /// <summary>A key that has an order.</summary>
    public static IndexPattern Ordered(Expression part, ParameterExpression fact, ShapeCache shapes) =>
        new([part], fact, isOrdered: true, shapes, []);

    public int Hash(object fact) => hash!.Of(fact);

    public bool IsSame(object left, object right) => same!(left, right);

    public long Order(object fact) => order!.Of(fact);

    /// <summary>Equal for keys that say the same of a fact.</summary>
    public static ExpressionTokens KeyOf(IEnumerable<Expression> parts, ParameterExpression fact) =>
        ExpressionTokens.Of(Expression.NewArrayInit(typeof(object), parts.Select(p => Expression.Convert(p, typeof(object)))), fact);

    /// <summary>The expression that hashes a key; equal keys of both sides of a join hash alike.</summary>
    public static Expression HashOf(IEnumerable<Expression> parts)
    {
        var mix = typeof(IndexPattern).GetMethod(nameof(Mix), BindingFlags.Static | BindingFlags.NonPublic)!;
        Expression result = Expression.Constant(17);
        foreach (var part in parts) result = Expression.Call(mix.MakeGenericMethod(part.Type), result, part);
        return result;
    }

    private static int Mix<T>(int hash, T value) => (hash * 31) + (value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value));
}

/// <summary>Where an index has a fact.</summary>
/// <param name="Bucket">The bucket of a <see cref="KeyIndex"/>; null when it is nowhere.</param>
/// <param name="Number">The place in the bucket, or the key of an <see cref="OrderIndex"/>.</param>
internal readonly record struct IndexPlace(object? Bucket, long Number);

/// <summary>An index over the facts of a memory.</summary>
internal abstract class MemberIndex(IndexPattern pattern)
{
    public IndexPattern Pattern { get; } = pattern;

    /// <summary>Its number in the memory.</summary>
    public int Place { get; set; }

    /// <summary>
    /// Takes a fact, or its new value. One whose key throws cannot be found by it: whoever looks for its matches from the fact's own side
    /// meets the fault, and tells it; a guard before the key may keep anybody from looking.
    /// </summary>
    public void Put(Membership member)
    {
        try
        {
            PutByKey(member);
        }
#pragma warning disable CA1031 // A rule may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            Remove(member);
        }
    }

    public abstract void Remove(Membership member);

    protected abstract void PutByKey(Membership member);

    protected IndexPlace PlaceOf(Membership member) => Place < member.Indexed.Length ? member.Indexed[Place] : default;

    protected void SetPlace(Membership member, IndexPlace place)
    {
        if (Place >= member.Indexed.Length)
        {
            var indexed = member.Indexed;
            Array.Resize(ref indexed, Place + 1);
            member.Indexed = indexed;
        }

        member.Indexed[Place] = place;
    }
}
