using Microsoft.Extensions.Logging;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Handlers;

namespace HostingExample;

// snippet: hosting-handler
/// <summary>Turns WebTools off, and on again when nobody asks for that any more. Told twice to turn it off, it is off.</summary>
internal sealed class WebToolsSwitch(ILogger<WebToolsSwitch> logger) : IStandingActionHandler<Suspend>
{
    public async Task<HandlerResult> HandleAsync(ActionDelivery<Suspend> delivery, CancellationToken cancellationToken) =>
        await TurnAsync(delivery, isOn: false, cancellationToken);

    public async Task<HandlerResult> ReleaseAsync(ActionDelivery<Suspend> delivery, CancellationToken cancellationToken) =>
        await TurnAsync(delivery, isOn: true, cancellationToken);

    private async Task<HandlerResult> TurnAsync(ActionDelivery<Suspend> delivery, bool isOn, CancellationToken cancellationToken)
    {
        if (delivery.Attempt == 1 && !isOn) return HandlerResult.Failed("the switch is busy"); // so that you see a second attempt
        await Task.Delay(10, cancellationToken); // here a real one calls its service, and hands delivery.IdempotencyKey on
        logger.LogInformation("WebTools is turned {State} on {Cluster}", isOn ? "on" : "off", delivery.Action.Component.Cluster);
        return HandlerResult.Done(isOn ? "turned on" : "turned off");
    }
}
// end-snippet
