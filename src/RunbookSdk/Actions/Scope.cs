namespace RunbookSdk.Actions;

/// <summary>
/// What a word of people is about: <c>all</c>; <c>rule/ID</c>; or a target such as <c>component/online1/webtools</c>. With <c>*</c> at its end
/// everything that begins so. A rule is meant with what follows from it, such as what it asks for without a proof. Upper and lower case are the same.
/// </summary>
internal static class Scope
{
    /// <summary>True when a request of a rule is within it.</summary>
    public static bool Covers(string scope, string rule, Target target)
    {
        if (scope == "all") return true;
        var isOpen = scope.EndsWith('*');
        var text = isOpen ? scope[..^1] : scope;
        return Is($"rule/{rule}") || Is(target.ToString()) || $"rule/{rule}".StartsWith($"{text}/", StringComparison.OrdinalIgnoreCase);

        bool Is(string name) => isOpen
            ? name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
            : name.Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
