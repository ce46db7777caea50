using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Cli.Operators;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Reports;

/// <summary>What a report leaves to be done, each a line.</summary>
internal sealed class FollowUps(JournalReport report, MarkdownText text)
{
    private const int ShownGaps = 10;

    public IEnumerable<string> Lines() =>
        OfIncidents().Concat(OfActions()).Concat(OfProofs()).Concat(OfApprovals()).Concat(OfTroubles()).Concat(OfLimits()).Concat(OfGaps());

    private IEnumerable<string> OfIncidents()
    {
        foreach (var incident in report.Incidents)
        {
            if (incident.ResolvedAt is null) yield return $"Resolve {MarkdownText.Code(incident.Id)}, open since {text.At(incident.OpenedAt)}.";
            else if (!incident.HasPostmortem) yield return $"Write the postmortem of {MarkdownText.Code(incident.Id)}, resolved {text.At(incident.ResolvedAt.Value)}.";
        }
    }

    private IEnumerable<string> OfActions() => report.Terms.Where(t => t.Until is null).GroupBy(t => (t.Began.Rule, What: MarkdownText.What(t.Began), t.From)).Select(
        g => $"In force at the end: {MarkdownText.Cell(g.Key.What)} {MarkdownText.Targets(g.Select(t => t.Began.Target))}, by `{g.Key.Rule}` since {text.At(g.Key.From)}. Is it meant to stay?");

    private IEnumerable<string> OfApprovals()
    {
        foreach (var asked in report.Approvals)
        {
            var what = $"{MarkdownText.Cell(MarkdownText.What(asked.Asked))} {MarkdownText.Code(asked.Asked.Target)}, asked for by `{asked.Asked.Rule}` at {text.At(asked.AskedAt)}";
            if (asked.Answer is null) yield return $"Answer what waits: {what}.";
            else if (asked.HasExpired) yield return $"Nobody answered in time: {what}. Who should have, and did they know?";
        }
    }

    private IEnumerable<string> OfProofs() => report.Unproved.Select(u => u.IsLate
        ? $"Never proved to have worked: {u.Action} {MarkdownText.Code(u.Target)} of `{u.Rule}`, unproved since {text.At(u.Since)}. Did it?"
        : $"Not proved yet to have worked: {u.Action} {MarkdownText.Code(u.Target)} of `{u.Rule}`, decided {text.At(u.Since)}.");

    private IEnumerable<string> OfTroubles()
    {
        foreach (var group in report.Troubles.GroupBy(t => (t.Kind, t.About)))
        {
            var (first, times) = (group.First(), group.Count());
            var often = times == 1 ? $"at {text.At(first.At)}" : string.Create(CultureInfo.InvariantCulture, $"{times} times, first at {text.At(first.At)}");
            yield return group.Key.Kind switch
            {
                "set-aside" => $"Rule `{group.Key.About}` was set aside {often}, and decides nothing since: {MarkdownText.Cell(first.Text)}",
                "fault" => $"Rule `{group.Key.About}` failed {often}: {MarkdownText.Cell(first.Text)}",
                "given-up" => $"Decided and not done by the host: {MarkdownText.Cell(group.Key.About)}, {often}: {MarkdownText.Cell(first.Text)}",
                _ => $"An evaluation was refused {often} ({group.Key.About}): {MarkdownText.Cell(first.Text)}",
            };
        }
    }

    /// <summary>What was refused, and by no person: a limit was right, or is too narrow.</summary>
    private IEnumerable<string> OfLimits()
    {
        var answered = report.Approvals.Select(a => a.Answer).ToHashSet();
        return report.Decisions.Where(d => d.Outcome == Outcome.Denied && !answered.Contains(d)).GroupBy(d => (d.Rule, What: MarkdownText.What(d))).Select(
            g => string.Create(CultureInfo.InvariantCulture, $"`{g.Key.Rule}` was refused {MarkdownText.Cell(g.Key.What)} {g.Count()} {(g.Count() == 1 ? "time" : "times")}, first at {text.At(g.First().Instant)}. Was that right?"));
    }

    private IEnumerable<string> OfGaps()
    {
        foreach (var gap in report.Gaps.Take(ShownGaps))
            yield return $"No {gap.Type} of {MarkdownText.Cell(gap.Key)} came from {text.At(gap.From)} to {text.At(gap.Until)} ({TimeText.Of(gap.Until - gap.From)}; usually every {TimeText.Of(gap.Usual)}). What was not seen then?";
        if (report.Gaps.Count > ShownGaps)
            yield return string.Create(CultureInfo.InvariantCulture, $"{report.Gaps.Count - ShownGaps} further gaps of data (`--format json` has them).");
    }
}
