using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Facts;

/// <summary>
/// Equality of two values whose keys are equal: it asks for the rest only. A record compares its fields one by one; one whose author wrote
/// another equality is asked itself.
/// </summary>
internal static class ValueComparer
{
    public static Func<object, object, bool> For(Type type, IReadOnlyList<PropertyInfo> keys)
    {
        if (!ComparesFields(type)) return static (left, right) => left.Equals(right);
        var (left, right) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var (mine, other) = (Expression.Convert(left, type), Expression.Convert(right, type));
        var known = keys.Select(k => $"<{k.Name}>k__BackingField").ToHashSet(StringComparer.Ordinal);
        var equal = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(f => !known.Contains(f.Name))
            .Select(f => KeyComparer.Same(Expression.Field(mine, f), Expression.Field(other, f)))
            .Aggregate((Expression)Expression.Constant(true), Expression.AndAlso);
        return Expression.Lambda<Func<object, object, bool>>(equal, left, right).Compile();
    }

    /// <summary>True for a record that inherits nothing and leaves its equality to the compiler.</summary>
    private static bool ComparesFields(Type type) =>
        type.BaseType == typeof(object)
        && type.GetMethod("<Clone>$") is not null
        && type.GetMethod(nameof(Equals), [type]) is { } equals && equals.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
