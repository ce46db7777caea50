using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Reports;

/// <summary>A line of a report's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="By">Which rule, or which person; empty when it is not known.</param>
/// <param name="What">What was done.</param>
/// <param name="Targets">What to.</param>
/// <param name="Outcome">What became of it; empty for what people did.</param>
/// <param name="Why">Why.</param>
internal sealed record TimelineRow(DateTimeOffset At, string By, string What, IReadOnlyList<string> Targets, string Outcome, string Why);

/// <summary>What happened, one thing after the other; what a rule asks for several targets at once is one line.</summary>
internal static class ReportTimeline
{
    public static IReadOnlyList<TimelineRow> Of(JournalReport report)
    {
        var decisions = report.Decisions
            .GroupBy(d => (d.Instant, d.Rule, What: MarkdownText.What(d), d.Outcome, d.Because, Approvers: string.Join(", ", d.Approvers)))
            .Select(g => new TimelineRow(
                g.Key.Instant, g.Key.Rule, g.Key.Outcome == Outcome.Released ? $"release of {g.Key.What}" : g.Key.What, [.. g.Select(d => d.Target)],
                DecisionWords.Of(g.Key.Outcome), g.Key.Because + (g.Key.Approvers.Length == 0 ? "" : $" [{g.Key.Approvers}]")));
        var people = report.People.Select(p => new TimelineRow(p.At, p.By, p.What, [p.About], "", p.Text));
        var troubles = report.Troubles.Where(t => t.Kind != "fault").Select(t => new TimelineRow(t.At, t.About, t.Kind, [], "", t.Text));
        return [.. people.Concat(troubles).Concat(decisions).OrderBy(r => r.At)]; // what people did comes before what followed from it
    }
}
