using Microsoft.Extensions.Logging;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>What all handlers of a host share.</summary>
/// <param name="Outbox">Remembers the deliveries.</param>
/// <param name="Actions">Makes their actions.</param>
/// <param name="Time">The clock.</param>
/// <param name="Log">Where is told what happens.</param>
/// <param name="Measures">What is counted.</param>
/// <param name="Report">Lets the session know what happened; from any thread, and never waits.</param>
internal sealed record DispatchContext(
    IOutbox Outbox, ActionReader Actions, TimeProvider Time, ILogger Log, HostingMeasures Measures, Action<DeliveryReport> Report);
