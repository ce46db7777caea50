using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// In a rule, texts begin and end as their characters say. Left alone, <c>StartsWith(text)</c> asks the culture, whose tables differ from
/// machine to machine; then the same facts would not give the same decisions everywhere, nor could a text be looked up by its beginning.
/// </summary>
internal static class OrdinalText
{
    /// <summary>The call that compares characters; null for a call that says itself how it compares.</summary>
    public static MethodCallExpression? Of(MethodCallExpression call)
    {
        var asksCulture = call.Method.DeclaringType == typeof(string)
            && call.Method.Name is nameof(string.StartsWith) or nameof(string.EndsWith)
            && call.Arguments is [{ } only] && only.Type == typeof(string);
        if (!asksCulture) return null;
        var method = typeof(string).GetMethod(call.Method.Name, [typeof(string), typeof(StringComparison)])!;
        return Expression.Call(call.Object, method, call.Arguments[0], Expression.Constant(StringComparison.Ordinal));
    }
}
