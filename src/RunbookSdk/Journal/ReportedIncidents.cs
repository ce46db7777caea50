using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Incidents;

namespace RunbookSdk.Journal;

/// <summary>Follows incidents through a journal.</summary>
internal sealed class ReportedIncidents
{
    private readonly Dictionary<string, Entry> byTarget = new(StringComparer.Ordinal);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PersonsAct> edits = new(StringComparer.Ordinal);

    /// <summary>An incident came to stand somewhere.</summary>
    public void Move(JournalRecord record, DateTimeOffset instant)
    {
        using var document = JsonDocument.Parse(record.Data);
        if (!document.RootElement.TryGetProperty("value", out var value)) return;
        var entry = Find(Target.Of("incident", record.Key).ToString());
        var status = ReportWords.Status<IncidentStatus>(value);
        entry.Id = record.Key;
        entry.Title = value.GetProperty("title").GetString()!;
        entry.Impact = ReportWords.Word<Impact>(value.GetProperty("impact").GetString()!);
        entry.OpenedAt = value.GetProperty("openedAt").GetDateTimeOffset();
        if (status == IncidentStatus.Resolved && entry.Status != status) entry.ResolvedAt = instant;
        if (status < IncidentStatus.Resolved) entry.ResolvedAt = null;
        entry.Status = status;
        if (edits.Remove(record.Key, out var edit)) entry.Updates.Add(new(instant, status, edit.Text, edit.By));
    }

    /// <summary>A person says where one stands; when that is possible it moves in the same evaluation.</summary>
    public void Hear(PersonsAct edit) => edits[edit.About] = edit;

    /// <summary>An edit that moved nothing in its evaluation moves nothing later: what moves an incident then is not that person.</summary>
    public void EndEntry() => edits.Clear();

    /// <summary>A postmortem of one was finished.</summary>
    public void Write(string incident) => written.Add(incident);

    /// <summary>A rule says something of one.</summary>
    public void Say(RecordedDecision decision)
    {
        if (decision.Outcome != Outcome.Decided || decision.Action is not ("open-incident" or "change-incident" or "post-update")) return;
        var status = decision.Details.FirstOrDefault(d => d.Key == "status").Value;
        Find(decision.Target).Updates.Add(new(
            decision.Instant, status is null ? IncidentStatus.Investigating : ReportWords.Word<IncidentStatus>(status), decision.Because, decision.Rule));
    }

    /// <summary>Those that were open within a time, in the order in which they were opened.</summary>
    public IReadOnlyList<ReportedIncident> Within(DateTimeOffset from, DateTimeOffset until) =>
    [
        .. byTarget.Values.Where(e => e.Id.Length > 0 && e.OpenedAt <= until && (e.ResolvedAt is null || e.ResolvedAt >= from))
            .OrderBy(e => e.OpenedAt).ThenBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => new ReportedIncident(
                e.Id, e.Title, e.Impact, e.OpenedAt, e.ResolvedAt, e.Status == IncidentStatus.Postmortem || written.Contains(e.Id), e.Updates)),
    ];

    private Entry Find(string target)
    {
        if (!byTarget.TryGetValue(target, out var entry)) byTarget[target] = entry = new Entry();
        return entry;
    }

    private sealed class Entry
    {
        public string Id { get; set; } = "";

        public string Title { get; set; } = "";

        public Impact Impact { get; set; }

        public IncidentStatus Status { get; set; }

        public DateTimeOffset OpenedAt { get; set; }

        public DateTimeOffset? ResolvedAt { get; set; }

        public List<IncidentUpdate> Updates { get; } = [];
    }
}

/// <summary>Words of the journal as values.</summary>
internal static class ReportWords
{
    /// <summary>Reads a word in snake_case.</summary>
    public static T Word<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The member <c>status</c> of a fact.</summary>
    public static T Status<T>(JsonElement value)
        where T : struct, Enum => Word<T>(value.GetProperty("status").GetString()!);
}
