using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests;

/// <summary>A handler that does what a test says, and remembers what it was asked for.</summary>
internal sealed class ScriptedHandler<TAction>(Func<ActionDelivery<TAction>, CancellationToken, Task<HandlerResult>> act) : IRenewingActionHandler<TAction>
    where TAction : RunbookAction
{
    private readonly List<ActionDelivery<TAction>> calls = [];

    public ScriptedHandler(Func<ActionDelivery<TAction>, HandlerResult> act) : this((delivery, _) => Task.FromResult(act(delivery)))
    {
    }

    public ScriptedHandler() : this(_ => HandlerResult.Done("done"))
    {
    }

    public IReadOnlyList<ActionDelivery<TAction>> Calls
    {
        get
        {
            lock (calls) return [.. calls];
        }
    }

    /// <summary>What it was asked for, as <c>do component/c/webtools 1</c>: what, target, attempt.</summary>
    public IEnumerable<string> Told => Calls.Select(c => $"{Word(c.Kind)} {c.Action.Target} {c.Attempt}");

    public Task<HandlerResult> HandleAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken) => Call(delivery, cancellationToken);

    public Task<HandlerResult> ReleaseAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken) => Call(delivery, cancellationToken);

    public Task<HandlerResult> RenewAsync(ActionDelivery<TAction> delivery, CancellationToken cancellationToken) => Call(delivery, cancellationToken);

    private static string Word(DeliveryKind kind) => kind.ToString().ToLowerInvariant();

    private Task<HandlerResult> Call(ActionDelivery<TAction> delivery, CancellationToken cancellationToken)
    {
        lock (calls) calls.Add(delivery);
        return act(delivery, cancellationToken);
    }
}
