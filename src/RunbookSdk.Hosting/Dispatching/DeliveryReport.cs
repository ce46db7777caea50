using RunbookSdk.Actions;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>What happened to a delivery, for the session to know.</summary>
/// <param name="Delivery">The delivery, as it stands now.</param>
/// <param name="Status">What happened.</param>
internal sealed record DeliveryReport(Delivery Delivery, ActionStatus Status);
