using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Clients;
using RunbookSdk.Components;
using RunbookSdk.Incidents;

namespace RunbookSdk.Journal;

/// <summary>Reads what people said and did from the facts of a journal, and what a host could not do.</summary>
internal static class PeoplesActs
{
    /// <summary>An act; null for every other fact.</summary>
    public static PersonsAct? Read(JournalRecord record)
    {
        if (!IsOne(record.Name)) return null;
        using var document = JsonDocument.Parse(record.Data);
        var (root, data) = (document.RootElement, document.RootElement.GetProperty("data"));
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(record.Name);
        if (root.TryGetProperty("retracted", out var retracted) && retracted.GetBoolean()) return new(record.At, "", $"end-{name}", record.Key, "");
        return record.Name switch
        {
            nameof(Approval) => new(
                record.At, Text(data, "approver"), Text(data, "verdict"), $"{Text(data, "rule")} {Text(data, "target")}", Text(data, "because")),
            nameof(Remedy) => new(record.At, "", name, record.Key, Text(data, "description")),
            nameof(Postmortem) => new(record.At, "", name, record.Key, Text(data, "summary")),
            nameof(Release) => new(record.At, "", "new-version", record.Key, ""),
            nameof(Silence) => new(record.At, Text(data, "by"), name, Text(data, "scope"), $"until {InstantText.Of(data.GetProperty("ends").GetDateTimeOffset())}: {Text(data, "because")}"),
            nameof(MaintenanceWindow) => new(
                record.At, Text(data, "by"), name, record.Key, $"{Text(data, "scope")} {Text(data, "schedule")} {Text(data, "zone")}: {Text(data, "because")}".Trim()),
            nameof(Resumption) => new(record.At, Text(data, "by"), "resume", Text(data, "scope"), Text(data, "because")),
            nameof(ActionOutcome) => Outcome(record, data),
            _ when data.TryGetProperty("status", out var status) => new(
                record.At, Text(data, "by"), name, record.Key, $"{status.GetString()}: {Text(data, "because")}"),
            _ => new(record.At, Text(data, "by"), name, record.Key, Text(data, "because")),
        };
    }

    private static bool IsOne(string name) => name is nameof(Approval) or nameof(Pause) or nameof(Silence) or nameof(MaintenanceWindow) or nameof(ProposeOnly) or nameof(Resumption)
        or nameof(ComponentEdit) or nameof(IncidentEdit) or nameof(MaintenanceEdit) or nameof(ClientPolicyEdit)
        or nameof(Remedy) or nameof(Postmortem) or nameof(Release) or nameof(ActionOutcome);

    /// <summary>Only what the host has given up is of interest later; what failed and worked then is not.</summary>
    private static PersonsAct? Outcome(JournalRecord record, JsonElement data) => Text(data, "status") != "dead_lettered"
        ? null
        : new(record.At, "", "action-outcome", $"{Text(data, "action")} {Text(data, "target")}", Text(data, "because"));

    private static string Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
