using RunbookSdk.Actions;

namespace RunbookSdk.Journal;

/// <summary>
/// What a journal tells of a time or of an incident: the material of a postmortem. A pure function of the journal's entries. Immutable and safe
/// to share.
/// </summary>
public sealed record JournalReport
{
    /// <summary>Where it begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends: what stands then is shown as going on.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The incidents that were open within that time, in the order in which they were opened.</summary>
    public IReadOnlyList<ReportedIncident> Incidents { get; init; } = [];

    /// <summary>The components that did not work within that time, those that did not for the longest first.</summary>
    public IReadOnlyList<AffectedComponent> Components { get; init; } = [];

    /// <summary>The standing actions that were in force, in the order in which they came into force.</summary>
    public IReadOnlyList<ActionTerm> Terms { get; init; } = [];

    /// <summary>What people were asked to approve, in the order in which they were asked.</summary>
    public IReadOnlyList<AskedApproval> Approvals { get; init; } = [];

    /// <summary>Everything that was decided, in order.</summary>
    public IReadOnlyList<RecordedDecision> Decisions { get; init; } = [];

    /// <summary>What people said and did, as far as the session was told, in order.</summary>
    public IReadOnlyList<PersonsAct> People { get; init; } = [];

    /// <summary>What was decided and not proved to have worked when the report ends, in the order in which it was decided.</summary>
    public IReadOnlyList<UnprovedAction> Unproved { get; init; } = [];

    /// <summary>What went wrong with the rules and with what the host should have done, in order.</summary>
    public IReadOnlyList<ReportedTrouble> Troubles { get; init; } = [];

    /// <summary>Times in which facts did not come that usually do, the longest first.</summary>
    public IReadOnlyList<DataGap> Gaps { get; init; } = [];

    /// <summary>Reads a report from the entries of a journal.</summary>
    /// <param name="entries">All entries, from the first on; what was before the time is needed to know how things stood then.</param>
    /// <param name="from">Where the report begins; null: with the journal.</param>
    /// <param name="until">Where it ends; null: with the journal.</param>
    public static JournalReport Of(IEnumerable<JournalEntry> entries, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var reading = new ReportReading(from ?? DateTimeOffset.MinValue, until ?? DateTimeOffset.MaxValue);
        foreach (var entry in entries)
        {
            if (entry.Instant > until) break;
            reading.Take(entry);
        }

        return reading.Finish();
    }

    /// <summary>The part of a report that is about one of its incidents: from its opening until it was resolved.</summary>
    /// <param name="incident">The incident; one of <see cref="Incidents"/>.</param>
    public JournalReport About(ReportedIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var (from, until) = (incident.OpenedAt, incident.ResolvedAt ?? Until);
        return this with
        {
            From = from,
            Until = until,
            Incidents = [incident],
            Components = [.. Components.Select(c => c.Within(from, until)).Where(c => c.Unannounced.Any()).OrderByDescending(c => c.Down(until))],
            Terms = [.. Terms.Where(t => t.From <= until && (t.Until is null || t.Until >= from))],
            Approvals = [.. Approvals.Where(a => IsWithin(a.AskedAt))],
            Decisions = [.. Decisions.Where(d => IsWithin(d.Instant) && IsAbout(d.Target))],
            People = [.. People.Where(p => IsWithin(p.At))],
            Unproved = [.. Unproved.Where(u => IsWithin(u.Since))],
            Troubles = [.. Troubles.Where(t => IsWithin(t.At))],
            Gaps = [.. Gaps.Where(g => g.From <= until && g.Until >= from)],
        };

        bool IsWithin(DateTimeOffset instant) => from <= instant && instant <= until;
        bool IsAbout(string target) => !target.StartsWith("incident/", StringComparison.Ordinal) || target == Target.Of("incident", incident.Id).ToString();
    }
}
