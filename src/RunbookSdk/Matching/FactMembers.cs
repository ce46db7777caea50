using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// The members of a fact record as bits, to know which of them a part of a rule reads and which of them a new value changed: a rule
/// that reads one does nothing when another changes. Held weakly, so that a runbook's own records can be unloaded.
/// </summary>
internal sealed class FactMembers
{
    /// <summary>Reads a fact as a whole, or in a way that cannot be followed.</summary>
    public const ulong All = ulong.MaxValue;

    /// <summary>Set whenever a value is another; only who reads all has it.</summary>
    private const ulong Whole = 1UL << 63;

    private const int Most = 63;
    private static readonly ConditionalWeakTable<Type, FactMembers> Known = [];
    private readonly Dictionary<string, ulong> bits = new(StringComparer.Ordinal);
    private readonly Func<object, object, ulong> differences;

    private FactMembers(Type type)
    {
        var stored = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsStored).Take(Most).ToList();
        for (var i = 0; i < stored.Count; i++) bits[stored[i].Name] = bits.GetValueOrDefault(stored[i].Name) | (1UL << i);
        differences = CompileDifferences(type, stored);
    }

    public static FactMembers Of(Type type) => Known.GetValue(type, static t => new FactMembers(t));

    /// <summary>What differs between two values of one fact.</summary>
    public ulong Changed(object before, object after) => ReferenceEquals(before, after) ? 0 : differences(before, after) | Whole;

    /// <summary>The members that an expression reads of a fact.</summary>
    public static ulong ReadBy(Expression expression, ParameterExpression fact)
    {
        var reader = new Reader(Of(fact.Type), fact);
        reader.Visit(expression);
        return reader.Found;
    }

    /// <summary>True for a member that keeps its value: reading it computes nothing, so it cannot throw.</summary>
    public static bool IsStored(MemberInfo member) => member is PropertyInfo { DeclaringType: { } type, GetMethod: { } getter } property
        && getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && (!getter.IsVirtual || getter.IsFinal || type.IsSealed)
        && property.GetIndexParameters().Length == 0
        && type.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static Func<object, object, ulong> CompileDifferences(Type type, IReadOnlyList<PropertyInfo> members)
    {
        var (before, after) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var (left, right) = (Expression.Variable(type), Expression.Variable(type));
        var method = typeof(FactMembers).GetMethod(nameof(Differs), BindingFlags.NonPublic | BindingFlags.Static)!;
        Expression found = Expression.Constant(0UL);
        for (var i = 0; i < members.Count; i++)
        {
            if (IsSameForAll(members[i])) continue;
            var differs = Expression.Call(
                method.MakeGenericMethod(members[i].PropertyType),
                Expression.Property(left, members[i]),
                Expression.Property(right, members[i]),
                Expression.Constant(1UL << i));
            found = Expression.Or(found, differs);
        }

        var body = Expression.Block(
            [left, right],
            Expression.Assign(left, Expression.Convert(before, type)),
            Expression.Assign(right, Expression.Convert(after, type)),
            found);
        return Expression.Lambda<Func<object, object, ulong>>(body, before, after).Compile();
    }

    /// <summary>
    /// Values of one fact have equal keys. A plain value that is equal may still say something else, an object may not.
    /// </summary>
    private static bool IsSameForAll(PropertyInfo member) =>
        !member.PropertyType.IsValueType && FactType.Of(member.ReflectedType!).Keys.Contains(member);

    /// <summary>
    /// Plain values are compared bit by bit: two that are equal may still say different things, like an instant in another zone.
    /// </summary>
    private static ulong Differs<T>(T before, T after, ulong bit) => (RuntimeHelpers.IsReferenceOrContainsReferences<T>()
        ? EqualityComparer<T>.Default.Equals(before, after)
        : Unsafe.SizeOf<T>() == sizeof(long)
            ? Unsafe.As<T, long>(ref before) == Unsafe.As<T, long>(ref after)
            : Bytes(ref before).SequenceEqual(Bytes(ref after))) ? 0 : bit;

    private static ReadOnlySpan<byte> Bytes<T>(ref T value) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>());

    private sealed class Reader(FactMembers members, ParameterExpression fact) : ExpressionVisitor
    {
        public ulong Found { get; private set; }

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression != fact) return base.VisitMember(node);
            Found |= members.bits.GetValueOrDefault(node.Member.Name, All);
            return node;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (node == fact) Found = All;
            return node;
        }
    }
}
