using System.Text.Json.Nodes;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>How the schema of scenarios describes times, so that an editor tells of a wrong one where it is written.</summary>
internal static class TimeSchema
{
    /// <summary>As <see cref="Reading.ScenarioTime"/> reads them, without named groups, which not every reader of schemas knows.</summary>
    private const string Parts = @"(?:\d{1,6}d)?(?:\d{1,7}h)?(?:\d{1,9}m(?!s))?(?:\d{1,10}(?:\.\d{1,7})?s)?(?:\d{1,9}ms)?";

    /// <summary>A time after the beginning, or an instant.</summary>
    public static JsonObject Moment() => Of($@"^(?:0|{Parts}|\d{{4}}-.*)$", "Write a time after the beginning, such as 90s, 10m, 1h30m or 2d, or an instant with its zone.");

    /// <summary>A time between two steps, or for which something goes on.</summary>
    public static JsonObject Duration() => Of($"^(?:0|{Parts})$", "Write a time such as 90s, 10m, 1h30m or 2d.");

    /// <summary>When a scenario begins.</summary>
    public static JsonObject Instant() => Of(@"^\d{4}-.*$", "Write an instant with its zone, such as 2019-09-11 08:00 Europe/Oslo.");

    /// <summary>The only number that is a time is zero. <c>patternErrorMessage</c> is what editors show instead of the pattern.</summary>
    private static JsonObject Of(string pattern, string otherwise) => new()
    {
        ["type"] = new JsonArray("string", "integer"),
        ["minLength"] = 1,
        ["pattern"] = pattern,
        ["patternErrorMessage"] = otherwise,
        ["maximum"] = 0,
        ["minimum"] = 0,
    };
}
