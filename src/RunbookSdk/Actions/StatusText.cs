using System.Text.Json;

namespace RunbookSdk.Actions;

internal static class StatusText
{
    /// <summary>Statuspage's spelling of a status: snake_case.</summary>
    public static string Of<T>(T status) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
