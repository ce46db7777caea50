using System.Linq.Expressions;
using System.Reflection;

namespace RunbookSdk.Facts;

/// <summary>Equality of two fact values by their key members; no allocation per call.</summary>
internal sealed class KeyComparer : IEqualityComparer<object>
{
    private readonly Func<object, object, bool> equal;
    private readonly Func<object, int> hash;

    private KeyComparer(Func<object, object, bool> equal, Func<object, int> hash) => (this.equal, this.hash) = (equal, hash);

    public static KeyComparer For(Type type, IReadOnlyList<PropertyInfo> keys)
    {
        var left = Expression.Parameter(typeof(object));
        var right = Expression.Parameter(typeof(object));
        Expression equal = Expression.Constant(true);
        Expression hash = Expression.Constant(17);
        foreach (var key in keys)
        {
            var mine = Expression.Property(Expression.Convert(left, type), key);
            var other = Expression.Property(Expression.Convert(right, type), key);
            equal = Expression.AndAlso(equal, Same(mine, other));
            hash = Expression.Call(Method(nameof(Mix), key.PropertyType), hash, mine);
        }

        return new KeyComparer(
            Expression.Lambda<Func<object, object, bool>>(equal, left, right).Compile(),
            Expression.Lambda<Func<object, int>>(hash, left).Compile());
    }

    bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y) || equal(x!, y!);

    public int GetHashCode(object obj) => hash(obj);

    /// <summary>Whether two members are equal, as a record compares them.</summary>
    public static Expression Same(Expression left, Expression right) => Expression.Call(Method(nameof(AreSame), left.Type), left, right);

    private static MethodInfo Method(string name, Type member) =>
        typeof(KeyComparer).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(member);

    private static bool AreSame<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    private static int Mix<T>(int hash, T value) => (hash * 31) + (value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value));
}
