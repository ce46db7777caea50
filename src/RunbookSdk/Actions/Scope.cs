using RunbookSdk.Rules.Model;

namespace RunbookSdk.Actions;

/// <summary>On a parameter that takes a <see cref="Scope"/>.</summary>
internal sealed class ScopeAttribute : CheckedTextAttribute
{
    public override string? ProblemOf(string text) => Scope.Problem(text);
}

/// <summary>
/// What a word of people is about: <c>all</c>; <c>rule/ID</c>; or a target such as <c>component/online1/webtools</c>. With <c>*</c> at its end
/// everything that begins so. A rule is meant with what follows from it, such as what it asks for without a proof. Upper and lower case are the same,
/// and so are a space and a hyphen in a target.
/// </summary>
internal static class Scope
{
    /// <summary>The scope of everything.</summary>
    public const string All = "all";

    private const string Rule = "rule/";

    /// <summary>True when a request of a rule is within it.</summary>
    public static bool Covers(string scope, string rule, Target target)
    {
        if (scope.Equals(All, StringComparison.OrdinalIgnoreCase)) return true;
        var isOpen = scope.EndsWith('*');
        var text = isOpen ? scope[..^1] : scope;
        return Is(text, $"{Rule}{rule}", isOpen) || Is(text.Replace(' ', '-'), target.ToString(), isOpen) || IsAbove(text, rule);
    }

    /// <summary>What is wrong with it: a mistake would hold nothing, and be noticed when it is too late. Null when it is one of the three forms.</summary>
    public static string? Problem(string scope)
    {
        if (scope.Equals(All, StringComparison.OrdinalIgnoreCase)) return null;
        var slash = scope.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < scope.Length - 1 && scope == scope.Trim()
            ? null
            : $"'{scope}' is no scope; write all, rule/ID, or a target such as component/online1/webtools";
    }

    private static bool Is(string text, string name, bool isOpen) => isOpen
        ? name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        : name.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for <c>rule/ID</c> and what follows from that rule, which is named <c>ID/...</c>.</summary>
    private static bool IsAbove(string text, string rule) =>
        text.Length > Rule.Length && $"{Rule}{rule}".StartsWith($"{text}/", StringComparison.OrdinalIgnoreCase);
}
