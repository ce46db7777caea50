using System.Text.Json;

namespace RunbookSdk.Journal;

/// <summary>Modes and outcomes as they are written: kebab-case.</summary>
internal static class DecisionWords
{
    public static string Of<T>(T word)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());
}
