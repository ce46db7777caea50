using RunbookSdk.Actions;
using RunbookSdk.Facts;

namespace RunbookSdk.Cli.Operators;

/// <summary>
/// The scope of a switch as a person writes it. A mistake in it would stop nothing and be noticed when it is too late, so what can be known
/// to be one is refused.
/// </summary>
internal static class ScopeName
{
    private const string All = "all";
    private const string Rule = "rule/";
    private const string Component = "component/";

    /// <summary>The scope as it is compared: ids of rules as they are declared, targets in their own form.</summary>
    /// <exception cref="Diagnostics.RunbookException">It is none, or names a rule or a component that is not there.</exception>
    public static string Of(string text, OpenedState state)
    {
        text = text.Trim();
        if (text.Equals(All, StringComparison.OrdinalIgnoreCase)) return All;
        if (text is "*" or "" or "/") throw Refuse($"'{text}' is no scope; everything is 'all'.");
        var rules = state.Session.Rules.Rules.Select(r => Rule + r.Id).ToList();
        if (text.StartsWith(Rule, StringComparison.OrdinalIgnoreCase)) return Known(text, rules, "no rule");
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0) throw Refuse($"'{text}' is no scope; write all, rule/ID, or a target such as component/online1/webtools.{Meant(Rule + text, rules)}");
        var scope = Target.Of(text[..slash], text[(slash + 1)..]).ToString();
        return scope.StartsWith(Component, StringComparison.Ordinal) ? Known(scope, Components(state), "no component") : scope;
    }

    private static List<string> Components(OpenedState state) =>
        [.. state.Status.Subjects.Select(s => s.Subject.ToString()).Where(s => s.StartsWith(Component, StringComparison.Ordinal))];

    private static string Known(string scope, List<string> known, string none)
    {
        if (scope.EndsWith('*'))
        {
            return known.Exists(k => k.StartsWith(scope[..^1], StringComparison.OrdinalIgnoreCase))
                ? scope
                : throw Refuse($"'{scope}' is {none} that is known.{Meant(scope[..^1], known)}");
        }

        return known.Find(k => k.Equals(scope, StringComparison.OrdinalIgnoreCase)) ?? throw Refuse($"'{scope}' is {none} that is known.{Meant(scope, known)}");
    }

    /// <summary>The names that look most like what was written.</summary>
    private static string Meant(string scope, List<string> known)
    {
        var close = known.Where(k => k.Contains(scope[(scope.IndexOf('/', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase)).ToList();
        if (close.Count == 0)
        {
            close = [.. known.Select(k => (Name: k, Distance: Spelling.Distance(k, scope)))
                .Where(k => k.Distance <= Math.Max(2, scope.Length / 3)).OrderBy(k => k.Distance).Select(k => k.Name)];
        }

        var shown = close.Count > 0 ? close : known;
        return shown.Count == 0 ? "" : $" {(close.Count > 0 ? "Did you mean" : "There are")}: {string.Join(", ", shown.Take(5))}{(shown.Count > 5 ? ", ..." : "")}";
    }

    private static Diagnostics.RunbookException Refuse(string message) => CommandCodes.Refuse(CommandCodes.NotAScope, message);
}
