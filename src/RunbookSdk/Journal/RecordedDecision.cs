using System.Globalization;
using System.Text.Json;
using RunbookSdk.Actions;

namespace RunbookSdk.Journal;

/// <summary>A decision as a journal holds it. Immutable.</summary>
/// <param name="Number">Its number within its session; see <see cref="Decision.Sequence"/>.</param>
/// <param name="Instant">When it fell.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Action">Name of the action, also where it is released.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Details">Further values of the action, by name.</param>
/// <param name="Outcome">What became of the request.</param>
/// <param name="Because">Why.</param>
/// <param name="Approvers">Who approved or denied, in the order in which they did.</param>
/// <param name="IsStanding">True when the action stays in force until it is released.</param>
public sealed record RecordedDecision(
    long Number,
    DateTimeOffset Instant,
    string Rule,
    string Action,
    string Target,
    IReadOnlyList<KeyValuePair<string, string>> Details,
    Outcome Outcome,
    string Because,
    IReadOnlyList<string> Approvers,
    bool IsStanding)
{
    /// <summary>Two decisions with one identity are about the same thing.</summary>
    internal string Identity => $"{Action} {Target} {string.Join(' ', Details.Select(d => $"{d.Key}={d.Value}"))}";

    /// <summary>Reads the record of a decision.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isStanding">Whether its intent says that it stays in force.</param>
    internal static RecordedDecision Of(JournalRecord record, bool isStanding)
    {
        using var document = JsonDocument.Parse(record.Data);
        var data = document.RootElement.GetProperty("data");
        var outcome = Enum.Parse<Outcome>(Text(data, "outcome").Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        return new(
            long.Parse(Text(document.RootElement, "id"), CultureInfo.InvariantCulture),
            record.At,
            record.Name,
            data.TryGetProperty("released", out var released) ? released.GetString()! : Text(data, "action"),
            record.Key,
            [.. data.EnumerateObject().Where(IsDetail).Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))],
            outcome,
            Text(data, "because"),
            data.TryGetProperty("approvers", out var approvers) ? [.. approvers.EnumerateArray().Select(a => a.GetString()!)] : [],
            isStanding || outcome is Outcome.Renewed or Outcome.Released);
    }

    private static bool IsDetail(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.String && !DecisionWriter.OwnNames.Contains(property.Name);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
