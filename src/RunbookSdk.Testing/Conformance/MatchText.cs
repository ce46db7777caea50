using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Conformance;

/// <summary>A match as <c>rule(key, key)</c>: the keys of its facts in the order of the rule; of an event its whole text.</summary>
internal static class MatchText
{
    public static string Of(Match match) => $"{match.Rule.Id}({string.Join(", ", match.Facts.Select(Of))})";

    public static string Of(StandingMatch match) => $"{match.Rule}({string.Join(", ", match.Facts.Select(Of))})";

    private static string Of(Evidence fact) => fact.Key.Length > 0 || fact.Value is IReadOnlyDictionary<string, object?> ? fact.Key : $"{fact.Value}";

    private static string Of(KnownFact fact) => fact.Type.IsEvent ? $"{fact.Value}" : fact.Type.KeyText(fact.Value);
}
