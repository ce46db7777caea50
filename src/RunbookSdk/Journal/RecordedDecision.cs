using System.Globalization;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Journal;

/// <summary>A decision as a journal holds it. Immutable.</summary>
/// <param name="Number">Its number within its session; see <see cref="Decision.Sequence"/>.</param>
/// <param name="Instant">When it fell.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Action">Name of the action, also where it is released.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Details">Further values of the action, by name.</param>
/// <param name="IsRelease">True when the standing action is taken back, or would be.</param>
/// <param name="Mode">The mode that held.</param>
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
    bool IsRelease,
    Mode Mode,
    Outcome Outcome,
    string Because,
    IReadOnlyList<string> Approvers,
    bool IsStanding)
{
    /// <summary>What was to be done: the action's name, or <c>release</c>; see <see cref="Decision.ActionName"/>.</summary>
    public string ActionName => IsRelease ? "release" : Action;

    /// <summary>Two decisions with one identity are about the same thing.</summary>
    internal string Identity => $"{Action} {Target} {string.Join(' ', Details.Select(d => $"{d.Key}={d.Value}"))}";

    /// <summary>Reads the record of a decision.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isStanding">Whether its intent says that it stays in force.</param>
    internal static RecordedDecision Of(JournalRecord record, bool isStanding)
    {
        using var document = JsonDocument.Parse(record.Data);
        var data = document.RootElement.GetProperty("data");
        var outcome = Word<Outcome>(data, "outcome");
        var isRelease = data.TryGetProperty("released", out var released);
        return new(
            long.Parse(Text(document.RootElement, "id"), CultureInfo.InvariantCulture),
            record.At,
            record.Name,
            isRelease ? released.GetString()! : Text(data, "action"),
            record.Key,
            [.. data.EnumerateObject().Where(IsDetail).Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))],
            isRelease,
            Word<Mode>(data, "mode"),
            outcome,
            Text(data, "because"),
            data.TryGetProperty("approvers", out var approvers) ? [.. approvers.EnumerateArray().Select(a => a.GetString()!)] : [],
            isStanding || outcome is Outcome.Renewed or Outcome.Released);
    }

    private static bool IsDetail(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.String && !DecisionWriter.OwnNames.Contains(property.Name);

    private static T Word<T>(JsonElement element, string name)
        where T : struct, Enum => Enum.Parse<T>(Text(element, name).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
