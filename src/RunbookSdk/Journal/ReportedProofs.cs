using System.Text.Json;
using RunbookSdk.Actions;

namespace RunbookSdk.Journal;

/// <summary>Follows through a journal what has to be proved to have worked.</summary>
internal sealed class ReportedProofs
{
    private readonly Dictionary<string, UnprovedAction> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnprovedAction> late = new(StringComparer.Ordinal);

    /// <summary>A verification begins, moves or ends.</summary>
    public void Move(JournalRecord record)
    {
        using var document = JsonDocument.Parse(record.Data);
        if (!document.RootElement.TryGetProperty("value", out var value))
        {
            open.Remove(record.Key);
            return;
        }

        open[record.Key] = new(
            value.GetProperty("rule").GetString()!, value.GetProperty("action").GetString()!, value.GetProperty("target").GetString()!,
            value.GetProperty("since").GetDateTimeOffset(), value.GetProperty("escalations").GetInt32() > 0);
    }

    /// <summary>What was late is forgotten by the session some time later, and not by a report; a proof that comes late settles it.</summary>
    public void Take(RecordedDecision decision)
    {
        var key = $"{decision.Rule} {decision.Identity}";
        if (decision.Outcome == Outcome.Unverified) late.TryAdd(key, new(decision.Rule, decision.Action, decision.Target, decision.Instant, true));
        else if (decision.Outcome == Outcome.Verified) late.Remove(key);
    }

    /// <summary>What was not proved by the end.</summary>
    public IReadOnlyList<UnprovedAction> Within(DateTimeOffset from, DateTimeOffset until) =>
        [.. late.Values.Concat(open.Values.Where(o => !o.IsLate)).Where(u => from <= u.Since && u.Since <= until).OrderBy(u => u.Since)];
}
