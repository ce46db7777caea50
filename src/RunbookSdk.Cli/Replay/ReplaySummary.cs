using System.Globalization;

namespace RunbookSdk.Cli.Replay;

/// <summary>Says at the end what a replay did.</summary>
internal static class ReplaySummary
{
    public static void Print(TextWriter output, ReplayTally tally, TimeSpan loaded, TimeSpan took)
    {
        output.WriteLine();
        var odd = Text($"{tally.Late:N0} late, {tally.Duplicates:N0} duplicates, {tally.Rejected:N0} rejected");
        output.WriteLine(Text($"facts      {tally.Read:N0} read, {odd}"));
        output.WriteLine(Text($"matches    {tally.MatchesBegun:N0} begun, {tally.MatchesEnded:N0} ended"));
        output.WriteLine(Text($"decisions  {tally.Decisions:N0}"));
        PrintDecisions(output, tally);
        var refusals = tally.Refusals > 0 ? Text($", and {tally.Refusals:N0} instants refused") : "";
        var edits = tally.RefusedEdits > 0 ? Text($", and {tally.RefusedEdits:N0} edits refused") : "";
        output.WriteLine(Text($"faults     {tally.Faults:N0}{refusals}{edits}"));
        var history = tally.Last - tally.First ?? TimeSpan.Zero;
        var rate = took > TimeSpan.Zero ? tally.Read / took.TotalSeconds : 0;
        output.WriteLine(Text($"time       {Span(history)} of history in {Span(took)}, {rate:N0} facts per second"));
        output.WriteLine(Text($"           and {Span(loaded)} to load the runbooks"));
    }

    private static void PrintDecisions(TextWriter output, ReplayTally tally)
    {
        var rows = tally.DecisionsByRule.ToList();
        if (rows.Count == 0) return;
        var rule = rows.Max(r => r.Key.Rule.Length);
        var action = rows.Max(r => r.Key.Action.Length);
        foreach (var ((ruleId, actionName, outcome), count) in rows)
            output.WriteLine(Text($"  {count,7:N0}  {ruleId.PadRight(rule)}  {actionName.PadRight(action)}  {outcome}"));
    }

    /// <summary>A time span in its two largest units.</summary>
    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{Count((int)span.TotalDays, "day")} {Count(span.Hours, "hour")}",
        { TotalHours: >= 1 } => $"{Count((int)span.TotalHours, "hour")} {Count(span.Minutes, "minute")}",
        { TotalMinutes: >= 1 } => $"{Count((int)span.TotalMinutes, "minute")} {Count(span.Seconds, "second")}",
        _ => Text($"{span.TotalSeconds:0.00} seconds"),
    };

    private static string Count(int count, string unit) => count == 1 ? $"1 {unit}" : Text($"{count} {unit}s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
