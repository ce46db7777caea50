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
}
