using System.Linq.Expressions;
using System.Reflection;

namespace RunbookSdk.Rules.Model;

/// <summary>What <c>equals</c> means in a join: the operator where the type of the keys has one, otherwise their own <c>Equals</c>.</summary>
internal static class KeyEquality
{
    public static BinaryExpression Of(Expression left, Expression right)
    {
        var type = Nullable.GetUnderlyingType(left.Type) ?? left.Type;
        if (type.IsPrimitive || type.IsEnum || HasOperator(type)) return Expression.Equal(left, right);
        var same = typeof(KeyEquality).GetMethod(nameof(Same), BindingFlags.NonPublic | BindingFlags.Static)!;
        return Expression.Equal(left, right, liftToNull: false, same.MakeGenericMethod(left.Type));
    }

    private static bool HasOperator(Type type) =>
        type.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static, [type, type]) is not null;

    private static bool Same<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);
}
