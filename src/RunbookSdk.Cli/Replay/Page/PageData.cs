using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Journal;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

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
        json.Texts("clauses", ClausesOf(rule.Model));
        json.Texts("gate", GateOf(rule.Model.Settings));
    });

    private static IEnumerable<string> ClausesOf(RuleModel rule) =>
    [
        .. rule.Query.Slots.Select(ClauseText.Of),
        .. rule.Query.Conditions.Select(c => $"where {ClauseText.Of(c.Body, rule.Query)}"),
        $"select {ClauseText.Of(rule.Projection, rule.Query)}",
    ];

    /// <summary>What the gate minds of a rule.</summary>
    private static IEnumerable<string> GateOf(RuleSettings settings)
    {
        if (settings.Approvals > 0) yield return $"waits for {Count(settings.Approvals, "approval")} within {TimeWords.Of(settings.ApprovalWithin)}";
        if (settings.Cooldown > TimeSpan.Zero) yield return $"cool-down of {TimeWords.Of(settings.Cooldown)}";
        if (settings.Lease is { } lease) yield return $"lease of {TimeWords.Of(lease)}";
        if (settings.Budget is { } budget) yield return $"at most {Count(budget.Count, "time")} per {TimeWords.Of(budget.Per)}";
        if (settings.MostTargets is { } most) yield return $"touches at most {Count(most, "target")} at one time";
        if (settings.OnlyDuring is { } window) yield return $"only during {window}";
        if (settings.EscalatesTo is { } team) yield return $"wakes {team} when it is stopped";
    }

    private static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

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
        if (recorder.Lines.HasMore) LeaveOut("lines of charts, at least", 1);
        json.List("charts", charts, PageBounds.Charts, chart =>
        {
            json.Writer.WriteString("title", chart.Title);
            json.List("lines", chart.Lines, PageBounds.LinesOfChart, line =>
            {
                json.Writer.WriteString("name", line.Name);
                json.Writer.WriteNumber("width", line.Line.Width / 1000);
                WritePoints(json, line.Line);
            });
            LeaveOut("lines of charts", chart.LeftOut);
            json.List("thresholds", chart.Thresholds, int.MaxValue, threshold => Write(json, threshold));
        });
    }

    /// <summary>Times as seconds since the point before, values with six digits: what the eye can tell apart, in few bytes.</summary>
    private static void WritePoints(PageJson json, MetricLine line)
    {
        json.Writer.WriteStartArray("points");
        var last = 0L;
        foreach (var (at, value) in line.Points())
        {
            json.Writer.WriteRawValue(((at - last) / 1000m).ToString("0.###", CultureInfo.InvariantCulture), skipInputValidation: true);
            json.Writer.WriteRawValue(value.ToString("G6", CultureInfo.InvariantCulture), skipInputValidation: true);
            last = at;
        }

        json.Writer.WriteEndArray();
    }

    private static void Write(PageJson json, Threshold threshold)
    {
        json.Writer.WriteString("rule", threshold.Rule);
        json.Writer.WriteString("sign", threshold.Operator);
        json.Writer.WriteNumber("value", threshold.Value);
        json.Writer.WriteString("use", DecisionWords.Of(threshold.Use));
        if (threshold.Lasting > TimeSpan.Zero) json.Writer.WriteString("lasting", TimeWords.Of(threshold.Lasting));
        if (threshold.Of is { } of) json.Writer.WriteString("of", of);
    }

    private void WriteLeftOut(PageJson json) => json.List("leftOut", leftOut, int.MaxValue, l =>
    {
        json.Writer.WriteString("what", l.Key);
        json.Writer.WriteNumber("count", l.Value);
    });
}
