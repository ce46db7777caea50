using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Incidents;
using RunbookSdk.Sessions;

namespace RunbookSdk.Journal;

/// <summary>Reads a report from the entries of a journal, one after the other. Not thread-safe.</summary>
/// <param name="from">Where it begins.</param>
/// <param name="until">Where it ends.</param>
internal sealed class ReportReading(DateTimeOffset from, DateTimeOffset until)
{
    /// <summary>What sessions say of themselves comes as often as they are opened.</summary>
    private static readonly HashSet<string> SessionsOwn = [nameof(SessionRunning), nameof(GatePolicy)];

    private readonly ReportedIncidents incidents = new();
    private readonly ReportedComponents components = new();
    private readonly ReportedRequests requests = new();
    private readonly ReportedProofs proofs = new();
    private readonly DataGaps gaps = new();
    private readonly List<RecordedDecision> decisions = [];
    private readonly List<PersonsAct> people = [];
    private readonly List<ReportedTrouble> troubles = [];
    private DateTimeOffset? first;
    private DateTimeOffset last = DateTimeOffset.MinValue;

    public void Take(JournalEntry entry)
    {
        first ??= entry.Instant;
        last = entry.Instant;
        var made = DecisionsOf(entry);
        foreach (var record in entry.Records) Take(record);
        incidents.EndEntry();
        foreach (var decision in made)
        {
            requests.Take(decision);
            incidents.Say(decision);
            proofs.Take(decision);
            if (IsWithin(decision.Instant)) decisions.Add(decision);
        }
    }

    public JournalReport Finish()
    {
        var begin = first is { } start && start > from ? start : from;
        var end = until == DateTimeOffset.MaxValue ? last : until;
        if (begin == DateTimeOffset.MinValue) begin = end;
        return new()
        {
            From = begin,
            Until = end,
            Incidents = incidents.Within(begin, end),
            Components = components.Within(begin, end),
            Terms = requests.TermsWithin(begin, end),
            Approvals = requests.ApprovalsWithin(begin, end),
            Unproved = proofs.Within(begin, end),
            Decisions = decisions,
            People = [.. people.Distinct()], // what was delivered twice was said once
            Troubles = troubles,
            Gaps = gaps.All(),
        };
    }

    private bool IsWithin(DateTimeOffset instant) => from <= instant && instant <= until;

    private static List<RecordedDecision> DecisionsOf(JournalEntry entry)
    {
        var made = new List<RecordedDecision>();
        for (var i = 0; i < entry.Records.Count; i++)
        {
            if (entry.Records[i].Kind != JournalRecordKind.Decision) continue;
            var intent = i + 1 < entry.Records.Count && entry.Records[i + 1].Kind == JournalRecordKind.Intent ? entry.Records[i + 1] : null;
            made.Add(Read(entry.Records[i], intent));
        }

        return made;
    }

    private static RecordedDecision Read(JournalRecord record, JournalRecord? intent)
    {
        var decision = RecordedDecision.Parse(record.Data);
        return intent is not null && SaysStanding(intent) ? decision with { IsStanding = true } : decision;
    }

    private static bool SaysStanding(JournalRecord intent)
    {
        using var document = JsonDocument.Parse(intent.Data);
        return document.RootElement.GetProperty("standing").GetBoolean();
    }

    private void Take(JournalRecord record)
    {
        switch (record.Kind)
        {
            case JournalRecordKind.Fact:
                TakeFact(record);
                break;
            case JournalRecordKind.State when record.Name == nameof(Incident):
                incidents.Move(record, last);
                break;
            case JournalRecordKind.State when record.Name == nameof(Component):
                components.Move(record, last);
                break;
            case JournalRecordKind.State when record.Name == nameof(Verification):
                proofs.Move(record);
                break;
            case JournalRecordKind.Fault when IsWithin(record.At):
                TakeFault(record);
                break;
            case JournalRecordKind.Refusal when IsWithin(record.At):
                using (var data = JsonDocument.Parse(record.Data))
                    troubles.Add(new(record.At, "refused", record.Name, data.RootElement.GetProperty("message").GetString()!));
                break;
        }
    }

    private void TakeFact(JournalRecord record)
    {
        if (IsWithin(record.At) && !SessionsOwn.Contains(record.Name)) gaps.See(record);
        if (record.Name == nameof(Component)) components.Observe(record, last);
        if (PeoplesActs.Read(record) is not { } act) return;
        if (act.What == "incident-edit") incidents.Hear(act);
        if (act.What == "postmortem") incidents.Write(act.About);
        if (!IsWithin(act.At)) return;
        if (act.What == "action-outcome") troubles.Add(new(act.At, "given-up", act.About, act.Text));
        else people.Add(act);
    }

    private void TakeFault(JournalRecord record)
    {
        using var data = JsonDocument.Parse(record.Data);
        var isSetAside = data.RootElement.GetProperty("setAside").GetBoolean();
        troubles.Add(new(
            record.At, isSetAside ? "set-aside" : "fault", record.Name,
            $"{data.RootElement.GetProperty("message").GetString()} ({data.RootElement.GetProperty("place").GetString()})"));
    }
}
