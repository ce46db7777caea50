using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Journal;
using RunbookSdk.Lifecycles;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>Writes what a page shows, as JSON. A pure function of what was recorded: the same replay, the same bytes.</summary>
/// <param name="title">What was replayed.</param>
/// <param name="zone">The zone that times are shown in.</param>
/// <param name="recorder">What was recorded.</param>
/// <param name="tally">What was counted.</param>
internal sealed class PageData(string title, TimeZoneInfo zone, PageRecorder recorder, ReplayTally tally)
{
    private readonly SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);

    public string Write()
    {
        var report = recorder.Finish();
        var decisions = new PageDecisions(report.Decisions);
        using var json = new PageJson();
        json.Writer.WriteStartObject();
        WriteSummary(json, report);
        WriteRules(json);
        var (noDecision, noEvidence) = decisions.Write(json);
        LeaveOut("decisions", noDecision);
        LeaveOut("evidence of decisions", noEvidence);
        WriteComponents(json, report);
        WriteIncidents(json, report);
        WriteRequests(json, report, decisions);
        WriteMatches(json);
        WriteNotes(json, report);
        WriteCharts(json, decisions);
        WriteLeftOut(json);
        json.Writer.WriteEndObject();
        return json.Text();
    }

    private void LeaveOut(string what, int count)
    {
        if (count > 0) leftOut[what] = leftOut.GetValueOrDefault(what) + count;
    }

    private void WriteSummary(PageJson json, JournalReport report)
    {
        var writer = json.Writer;
        var (from, until) = (tally.First ?? report.From, tally.Last ?? report.Until);
        writer.WriteString("title", title);
        json.Instant("from", from);
        json.Instant("until", until);
        if (tally.First is null) writer.WriteBoolean("empty", true); // no instant was reached, so there is none to show
        writer.WriteString("zone", zone.Id);
        json.List("offsets", ZoneOffsets.Of(zone, from, until), int.MaxValue, o =>
        {
            json.Instant("from", o.From);
            writer.WriteNumber("minutes", o.Offset.TotalMinutes);
        });
        writer.WriteString("rulesHash", recorder.Rules.Hash);
        writer.WriteStartObject("counts");
        writer.WriteNumber("facts", tally.Read);
        writer.WriteNumber("late", tally.Late);
        writer.WriteNumber("duplicates", tally.Duplicates);
        writer.WriteNumber("rejected", tally.Rejected);
        writer.WriteNumber("matches", tally.MatchesBegun);
        writer.WriteNumber("decisions", report.Decisions.Count);
        writer.WriteNumber("faults", tally.Faults + tally.Refusals);
        writer.WriteEndObject();
    }

    private void WriteRules(PageJson json) => json.List("rules", recorder.Rules.Rules, int.MaxValue, rule =>
    {
        json.Writer.WriteString("id", rule.Id);
        json.Writer.WriteString("description", rule.Description);
        json.Writer.WriteString("mode", DecisionWords.Of(rule.Mode));
        json.Writer.WriteString("place", string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(rule.Location.File)}:{rule.Location.Line}"));
        if (rule.IsImplied) json.Writer.WriteBoolean("implied", true);
        json.Texts("clauses", RuleWords.ClausesOf(rule.Model));
        json.Texts("gate", RuleWords.GateOf(rule.Model));
    });

    private void WriteComponents(PageJson json, JournalReport report)
    {
        var down = report.Components.ToDictionary(c => (c.Cluster, c.Name), c => c.Down(report.Until));
        var shown = recorder.Components.All.OrderByDescending(c => down.GetValueOrDefault(c.Key)).Take(PageBounds.Components).Select(c => c.Key).ToHashSet();
        LeaveOut("components", recorder.Components.All.Count() - shown.Count);
        LeaveOut("changes of components", recorder.Components.LeftOut);
        json.List("components", recorder.Components.All.Where(c => shown.Contains(c.Key)), PageBounds.Components, c =>
        {
            json.Writer.WriteString("cluster", c.Key.Cluster);
            json.Writer.WriteString("name", c.Key.Name);
            json.Writer.WriteString("target", Target.Of("component", c.Key.Cluster, c.Key.Name).ToString());
            json.List("changes", c.Value, int.MaxValue, change =>
            {
                json.Instant("at", change.At);
                if (change.Status is { } status) json.Writer.WriteString("status", status);
            });
        });
    }

    private void WriteIncidents(PageJson json, JournalReport report) => LeaveOut("incidents", json.List("incidents", report.Incidents, PageBounds.Incidents, incident =>
    {
        json.Writer.WriteString("id", incident.Id);
        json.Writer.WriteString("target", Target.Of("incident", incident.Id).ToString());
        json.Writer.WriteString("title", incident.Title);
        json.Writer.WriteString("impact", StatusText.Of(incident.Impact));
        json.Instant("opened", incident.OpenedAt);
        json.Instant("resolved", incident.ResolvedAt);
        LeaveOut("updates of incidents", json.List("updates", incident.Updates, PageBounds.Entries, update =>
        {
            json.Instant("at", update.At);
            json.Writer.WriteString("status", StatusText.Of(update.Status));
            json.Writer.WriteString("text", update.Text);
            json.Writer.WriteString("by", update.By);
        }));
    }));

    private void WriteRequests(PageJson json, JournalReport report, PageDecisions decisions)
    {
        LeaveOut("standing actions", json.List("terms", report.Terms, PageBounds.Entries, term =>
        {
            json.Writer.WriteString("action", term.Began.Action);
            json.Writer.WriteString("target", term.Began.Target);
            json.Writer.WriteString("details", string.Join(", ", term.Began.Details.Select(d => $"{d.Key} {d.Value}")));
            json.Writer.WriteString("rule", term.Began.Rule);
            json.Writer.WriteNumber("began", term.Began.Number);
            if (term.Ended is { } ended) json.Writer.WriteNumber("ended", ended.Number);
            json.Instant("from", term.From);
            json.Instant("until", term.Until);
            json.List("renewals", decisions.RenewalsOf(term), PageBounds.Entries, at => json.Instant("at", at));
        }));
        LeaveOut("approvals", json.List("approvals", report.Approvals, PageBounds.Entries, asked =>
        {
            json.Writer.WriteNumber("asked", asked.Asked.Number);
            if (asked.Answer is { } answer) json.Writer.WriteNumber("answer", answer.Number);
            json.Writer.WriteString("rule", asked.Asked.Rule);
            json.Writer.WriteString("action", asked.Asked.Action);
            json.Writer.WriteString("target", asked.Asked.Target);
            json.Instant("from", asked.AskedAt);
            json.Instant("until", asked.Answer?.Instant);
        }));
    }

    private void WriteMatches(PageJson json)
    {
        LeaveOut("matches", recorder.Matches.LeftOut);
        json.List("matches", recorder.Matches.Spans, PageBounds.Matches, match =>
        {
            json.Writer.WriteString("rule", match.Rule);
            json.Writer.WriteString("facts", match.Facts);
            json.Instant("from", match.From);
            json.Instant("until", match.Until);
        });
    }

    private void WriteNotes(PageJson json, JournalReport report)
    {
        var notes = report.People.Select(p => (p.At, What: p.What, p.About, By: p.By, p.Text))
            .Concat(report.Troubles.Select(t => (t.At, What: t.Kind, t.About, By: "", t.Text)))
            .Concat(report.Gaps.Select(g => (At: g.From, What: "no facts", About: $"{g.Type} {g.Key}", By: "", Text: $"none for {TimeWords.Of(Seconds(g.Until - g.From))}, where one comes each {TimeWords.Of(Seconds(g.Usual))}")))
            .OrderBy(n => n.At);
        LeaveOut("notes", json.List("notes", notes, PageBounds.Entries, note =>
        {
            json.Instant("at", note.At);
            json.Writer.WriteString("what", note.What);
            json.Writer.WriteString("about", note.About);
            json.Writer.WriteString("by", note.By);
            json.Writer.WriteString("text", note.Text);
        }));
    }

    private static TimeSpan Seconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(1, Math.Round(time.TotalSeconds)));

    private void WriteCharts(PageJson json, PageDecisions decisions)
    {
        var (charts, more) = PageCharts.Of(recorder.Rules, recorder.Lines, decisions.Evidence);
        LeaveOut("charts", more);
        LeaveOut("values of further facts", recorder.Lines.LeftOut);
        json.List("charts", charts, PageBounds.Charts, chart =>
        {
            chart.Write(json);
            LeaveOut("lines of charts", chart.LeftOut);
        });
    }

    private void WriteLeftOut(PageJson json) => json.List("leftOut", leftOut, int.MaxValue, l =>
    {
        json.Writer.WriteString("what", l.Key);
        json.Writer.WriteNumber("count", l.Value);
    });
}
