using RunbookSdk.Facts;
using RunbookSdk.Matching;

namespace RunbookSdk.Testing.Conformance;

/// <summary>A match as <c>rule(key, key)</c>: the keys of its facts in the order of the rule; of an event its whole text.</summary>
internal static class MatchText
{
    public static string Of(Match match) => $"{match.Rule.Id}({string.Join(", ", match.Facts.Select(Of))})";

    private static string Of(KnownFact fact) => fact.Type.IsEvent ? $"{fact.Value}" : fact.Type.KeyText(fact.Value);
}
