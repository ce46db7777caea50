using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Running;

/// <summary>
/// Makes the fact of what happened to a delivery. A decision that goes to several handlers has succeeded when all of them have, and is given up when
/// one of them has given up.
/// </summary>
internal sealed class OutcomeFacts(IOutbox outbox, IEnumerable<HandlerRuntime> handlers)
{
    private readonly HashSet<string> reporting = [.. handlers.Where(h => h.Options.ReportsOutcome).Select(h => h.Name)];

    /// <summary>The fact; null when another handler has the last word.</summary>
    public Observation? Of(DeliveryReport report)
    {
        var delivery = report.Delivery;
        var all = outbox.Find(delivery.IdempotencyKey).Where(d => reporting.Contains(d.Handler) || d.Number == delivery.Number).ToList();
        var isLast = report.Status switch
        {
            ActionStatus.DeadLettered => true,
            ActionStatus.Succeeded => all.TrueForAll(d => d.Number == delivery.Number || d.State == DeliveryState.Succeeded),
            _ => !all.Exists(d => d.Number != delivery.Number && d.State == DeliveryState.Dead),
        };
        return isLast ? Observe(report, all.Count > 1) : null;
    }

    private static Observation Observe(DeliveryReport report, bool isOneOfSeveral)
    {
        var (delivery, decision) = (report.Delivery, RecordedDecision.Parse(report.Delivery.Decision));
        var said = report.Status == ActionStatus.Attempted ? "" : delivery.Said;
        var at = delivery.ChangedAt ?? decision.Instant;
        return new(
            new ActionOutcome(
                decision.IdempotencyKey, decision.Rule, decision.Target, decision.ActionName, report.Status, Math.Max(1, delivery.Attempts),
                isOneOfSeveral && said.Length > 0 ? $"{delivery.Handler}: {said}" : said, at),
            at);
    }
}
