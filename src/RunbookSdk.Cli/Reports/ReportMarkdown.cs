using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Reports;

/// <summary>Prints a report as the draft of a postmortem, in Markdown. The same report is always the same text.</summary>
/// <param name="output">Where to.</param>
/// <param name="report">The report.</param>
/// <param name="zone">The zone that times are shown in.</param>
internal sealed class ReportMarkdown(TextWriter output, JournalReport report, TimeZoneInfo zone)
{
    /// <summary>What a machine cannot know.</summary>
    private const string ForPeople = "_For people to write:_";

    private readonly MarkdownText text = new(zone, report.Until);

    public void Write()
    {
        WriteSummary();
        WriteIncidents();
        WriteDone();
        WriteNotDone();
        WriteComponents();
        WriteTimeline();
        WriteFollowUps();
    }

    private void WriteSummary()
    {
        var title = report.Incidents switch
        {
            [var one] => MarkdownText.Cell(one.Title),
            [] => "no incident",
            { Count: var count } => $"{count} incidents",
        };
        Line($"# Postmortem draft: {title}");
        Line();
        Line($"From {text.At(report.From)} to {text.At(report.Until)}, times of {zone.Id}. Drafted from the journal by `runbook report`: what is here was");
        Line("observed or decided; what only people know is left open.");
        Heading("Summary");
        foreach (var incident in report.Incidents)
        {
            var end = incident.ResolvedAt is { } at ? $"resolved {text.At(at)}, after {TimeText.Of(at - incident.OpenedAt)}" : "**not resolved**";
            Line($"- {MarkdownText.Code(incident.Id)}: {MarkdownText.Cell(incident.Title)} ({MarkdownText.Word(incident.Impact)}), opened {text.At(incident.OpenedAt)}, {end}.");
        }

        if (report.Components is [var worst, ..])
            Line($"- {Count(report.Components.Count, "component")} affected; {MarkdownText.Cell(worst.Name)} of {MarkdownText.Cell(worst.Cluster)} for the longest: {TimeText.Of(worst.Down(report.Until))}, {MarkdownText.Word(worst.Worst)} at worst.");
        var decided = report.Decisions.Where(d => d.Outcome == Outcome.Decided).ToList();
        Line($"- {Count(decided.Count, "action")} decided by {Count(decided.Select(d => d.Rule).Distinct().Count(), "rule")}, {decided.Count(d => d.Approvers.Count > 0)} of them approved by people; {report.Decisions.Count(d => d.Outcome == Outcome.Denied)} refused.");
        Line($"- {ForPeople} whom it hurt and how much, and the cause behind the causes.");
    }

    private void WriteIncidents()
    {
        Heading("What happened");
        if (report.Incidents.Count == 0) Line("No incident was open in that time.\n");
        foreach (var incident in report.Incidents)
        {
            Line($"### {MarkdownText.Cell(incident.Title)} ({MarkdownText.Code(incident.Id)})");
            Line();
            Table("when", "status", "what was said", "by");
            foreach (var update in incident.Updates) Row(text.At(update.At), MarkdownText.Word(update.Status), MarkdownText.Cell(update.Text), MarkdownText.Code(update.By));
            Line();
        }

        Line($"{ForPeople} why it began, and why it was not noticed or stopped earlier.");
    }

    private void WriteDone()
    {
        Heading("What was done");
        var terms = report.Terms.GroupBy(t => (t.From, t.Until, t.Began.Rule, What: MarkdownText.What(t.Began), t.Began.Because)).ToList();
        if (terms.Count > 0)
        {
            Table("from", "for", "what", "to", "by", "why", "ended by");
            foreach (var term in terms)
            {
                Row(
                    text.At(term.Key.From), text.Lasted(term.Key.From, term.Key.Until), MarkdownText.Cell(term.Key.What), MarkdownText.Targets(term.Select(t => t.Began.Target)),
                    $"`{term.Key.Rule}`{MarkdownText.Approvers(term.First().Began)}", MarkdownText.Cell(term.Key.Because), End(term.First()));
            }

            Line();
        }

        var once = report.Decisions.Where(d => d.Outcome == Outcome.Decided && !d.IsStanding && d.Action is not ("open-incident" or "change-incident" or "post-update")).ToList();
        if (once.Count > 0)
        {
            Table("when", "what", "to", "by", "why");
            foreach (var decision in once)
                Row(text.At(decision.Instant), MarkdownText.Cell(MarkdownText.What(decision)), MarkdownText.Targets([decision.Target]), $"`{decision.Rule}`{MarkdownText.Approvers(decision)}", MarkdownText.Cell(decision.Because));
            Line();
        }

        if (terms.Count + once.Count == 0) Line("Nothing.\n");
        if (report.People.Count > 0)
        {
            Line("What people said and did, as far as it was recorded:");
            Line();
            Table("when", "who", "what", "about", "");
            foreach (var act in report.People) Row(text.At(act.At), MarkdownText.Cell(act.By), MarkdownText.Cell(act.What), MarkdownText.Code(act.About), MarkdownText.Cell(act.Text));
            Line();
        }

        if (report.Approvals.Count == 0) return;
        Line("What people were asked:");
        Line();
        Table("asked", "what", "to", "by", "why", "answer");
        foreach (var asked in report.Approvals)
            Row(text.At(asked.AskedAt), MarkdownText.Cell(MarkdownText.What(asked.Asked)), MarkdownText.Targets([asked.Asked.Target]), $"`{asked.Asked.Rule}`", MarkdownText.Cell(asked.Asked.Because), Answer(asked));
    }

    private static string End(ActionTerm term)
    {
        if (term.Ended is not { } ended) return "**in force**";
        var renewed = term.Renewals == 0 ? "" : $", renewed {Count(term.Renewals, "time")}";
        return $"`{ended.Rule}`: {MarkdownText.Cell(ended.Because)}{renewed}";
    }

    private static string Answer(AskedApproval asked)
    {
        if (asked.Answer is not { } answer) return "**waits**";
        var after = TimeText.Of(answer.Instant - asked.AskedAt);
        return answer.Outcome switch
        {
            Outcome.Proposed => $"asked anew after {after}, for its facts had changed",
            Outcome.Decided when answer.Rule != asked.Asked.Rule => $"met after {after} by `{answer.Rule}`",
            Outcome.Decided => $"approved by {MarkdownText.Cell(string.Join(", ", answer.Approvers))} after {after}",
            _ => $"{MarkdownText.Word(answer.Outcome)} after {after}: {MarkdownText.Cell(answer.Because)}",
        };
    }

    private void WriteNotDone()
    {
        var stopped = report.Decisions.Where(d => d.Outcome == Outcome.Denied).ToList();
        var observed = report.Decisions.Where(d => d.Outcome == Outcome.Observed).GroupBy(d => (d.Rule, d.Action)).ToList();
        Heading("What was asked for and not done");
        if (stopped.Count + observed.Count == 0) Line("Nothing.");
        foreach (var decision in stopped)
            Line($"- {text.At(decision.Instant)}: {MarkdownText.Cell(MarkdownText.What(decision))} {MarkdownText.Targets([decision.Target])}, asked for by `{decision.Rule}`: {MarkdownText.Cell(decision.Because)}");
        foreach (var group in observed)
            Line($"- {group.Key.Action}, {Count(group.Count(), "time")}, by `{group.Key.Rule}`, which only observes; first at {text.At(group.First().Instant)}: {MarkdownText.Cell(group.First().Because)}");
    }

    private void WriteComponents()
    {
        Heading("Affected components");
        if (report.Components.Count == 0)
        {
            Line("None.");
            return;
        }

        Table("component", "at worst", "for", "when");
        foreach (var component in report.Components)
        {
            var periods = component.Periods.Select(p => $"{MarkdownText.Word(p.Status)} {text.At(p.From)} for {text.Lasted(p.From, p.Until)}");
            Row($"{MarkdownText.Cell(component.Name)} of {MarkdownText.Cell(component.Cluster)}", MarkdownText.Word(component.Worst), TimeText.Of(component.Down(report.Until)), string.Join("<br>", periods));
        }
    }

    private void WriteTimeline()
    {
        Heading("Timeline");
        Table("when", "by", "what", "to", "", "why");
        foreach (var row in ReportTimeline.Of(report))
            Row(text.At(row.At), row.By.Length > 0 ? MarkdownText.Code(row.By) : "", MarkdownText.Cell(row.What), MarkdownText.Targets(row.Targets), row.Outcome, MarkdownText.Cell(row.Why));
    }

    private void WriteFollowUps()
    {
        Heading("Follow-ups");
        var any = false;
        foreach (var line in new FollowUps(report, text).Lines())
        {
            Line($"- [ ] {line}");
            any = true;
        }

        if (!any) Line("Nothing that the journal knows of.");
        Line($"- [ ] {ForPeople} what is changed so that it does not happen again.");
    }

    private static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    private void Heading(string heading)
    {
        Line();
        Line($"## {heading}");
        Line();
    }

    private void Table(params ReadOnlySpan<string> columns)
    {
        Row(columns);
        Line($"|{string.Concat(Enumerable.Repeat(" --- |", columns.Length))}");
    }

    private void Row(params ReadOnlySpan<string> cells) => Line($"| {string.Join(" | ", cells)} |");

    private void Line(string line = "") => output.WriteLine(line);
}
