using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Dispatching;

/// <summary>A handler of a running host.</summary>
/// <param name="Name">Its name; deliveries in the outbox name it.</param>
/// <param name="Caller">Calls it.</param>
/// <param name="Options">How it is called.</param>
internal sealed record HandlerRuntime(string Name, HandlerCaller Caller, HandlerOptions Options)
{
    /// <summary>True when a decision is for it.</summary>
    public bool Takes(RunbookAction action, DeliveryKind kind) =>
        Caller.ActionType.IsInstanceOfType(action)
        && (kind != DeliveryKind.Renew || Caller.Renews)
        && Chooses(action);

    /// <summary>What cannot be chosen is handed over: it must not be lost because a choice failed.</summary>
    private bool Chooses(RunbookAction action)
    {
        try
        {
            return Options.Takes?.Invoke(action) ?? true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return true;
        }
    }
}
