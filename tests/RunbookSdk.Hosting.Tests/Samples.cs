using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests;

/// <summary>Values that tests begin with.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2019, 9, 13, 12, 0, 0, TimeSpan.Zero);

    public static Delivery Delivery(
        string key, string handler = "switch", string target = "component/online1/webtools", DeliveryKind kind = DeliveryKind.Do, string action = "suspend") => new()
        {
            Entry = 1,
            Handler = handler,
            Kind = kind,
            Target = target,
            Action = action,
            ActionType = "RunbookSdk.Components.Suspend",
            IsStanding = true,
            Arguments = """{"component":{"cluster":"online1","name":"WebTools"},"because":"snø 'and' \"quotes\""}""",
            Decision = "{}",
            IdempotencyKey = key,
        };

    /// <summary>A decision as the journal holds it.</summary>
    public static string Decision(long number, string action, string target, string key) =>
        $$"""{"specversion":"1.0","id":"{{number}}","source":"/runbook","type":"runbook.decision.v1","subject":"{{target}}","time":"2019-09-13T12:00:00Z","datacontenttype":"application/json","data":{"rule":"rule","action":"{{action}}","target":"{{target}}","mode":"act","outcome":"decided","because":"load","matchBegan":"2019-09-13T12:00:00Z","idempotencyKey":"{{key}}","facts":[]} }""";
}
