using System.Reflection;

namespace RunbookSdk.Explanation;

/// <summary>Records with another value of one member, as <c>with</c> makes them.</summary>
internal static class FactCopy
{
    /// <summary>What the compiler calls the method behind <c>with</c>; there is no other way to it.</summary>
    private const string Clone = "<Clone>$";

    /// <summary>Whether a fact can be copied: records can.</summary>
    public static bool IsPossible(object fact) => fact.GetType().GetMethod(Clone) is not null;

    public static object With(object fact, PropertyInfo member, object? value)
    {
        var copy = fact.GetType().GetMethod(Clone)!.Invoke(fact, null)!;
        member.SetValue(copy, value);
        return copy;
    }
}
