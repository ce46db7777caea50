using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>Attempts to hand decisions over.</summary>
internal static class Deliveries
{
    public static ActionDelivery<TAction> Of<TAction>(
        TAction action, string key = "k1", DeliveryKind kind = DeliveryKind.Do, DateTimeOffset? leaseUntil = null, DateTimeOffset? instant = null, string rule = "shed-load")
        where TAction : RunbookAction
    {
        var name = kind == DeliveryKind.Release ? "release" : action.Name;
        var at = instant ?? Samples.Noon;
        return new(action, new()
        {
            CloudEvent = Event(name, action.Target.ToString(), key),
            Number = 1,
            Instant = at,
            Rule = rule,
            Action = action.Name,
            IsRelease = kind == DeliveryKind.Release,
            Target = action.Target.ToString(),
            Because = action.Because,
            IdempotencyKey = key,
            MatchBegan = at,
            LeaseUntil = leaseUntil,
            Details = action.Details,
        })
        {
            Kind = kind,
            IdempotencyKey = key,
        };
    }

    /// <summary>A decision as the journal holds it, in short.</summary>
    public static string Event(string action, string target, string key) =>
        $$"""{"specversion":"1.0","id":"1","source":"/runbook","type":"runbook.decision.v1","data":{"action":"{{action}}","target":"{{target}}","idempotencyKey":"{{key}}"} }""";
}
