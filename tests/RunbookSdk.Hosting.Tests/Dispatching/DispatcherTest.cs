using Microsoft.Extensions.Logging.Abstractions;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Dispatching;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Running;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Dispatching;

/// <summary>An outbox, a clock that stands, and a dispatcher of the handlers that a test adds.</summary>
public abstract class DispatcherTest : IAsyncLifetime
{
    private readonly List<HandlerRuntime> handlers = [];
    private readonly List<DeliveryReport> reports = [];
    private Dispatcher? dispatcher;
    private long decisions;

    private protected FakeTime Time { get; } = new(Samples.Noon);

    private protected IOutbox Outbox { get; } = new MemoryOutbox();

    private protected Dispatcher Dispatcher => dispatcher ??= new Dispatcher(
        handlers, new DispatchContext(Outbox, new ActionReader(), Time, NullLogger.Instance, new HostingMeasures(new MeterFactory()), report =>
        {
            lock (reports) reports.Add(report);
        }));

    private protected IReadOnlyList<DeliveryReport> Reports
    {
        get
        {
            lock (reports) return [.. reports];
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (dispatcher is not null) await dispatcher.DisposeAsync();
    }

    /// <summary>Options whose time-out does not ring while a test moves the clock from one delay to the next.</summary>
    private protected static HandlerOptions Patient() => new() { Timeout = TimeSpan.FromHours(20), AttemptsUntilBreak = 1000 };

    private protected void Handle<TAction>(string name, IActionHandler<TAction> handler, HandlerOptions? options = null)
        where TAction : RunbookAction => handlers.Add(new(name, new HandlerCaller<TAction>(handler), options ?? Patient()));

    /// <summary>Puts decisions to page these teams into the outbox and hands them over.</summary>
    private protected IReadOnlyList<Delivery> Page(params ReadOnlySpan<string> teams)
    {
        var deliveries = new List<Delivery>();
        foreach (var team in teams) deliveries.Add(Paging(team));
        var taken = Outbox.Take(1, deliveries);
        Dispatcher.Add(taken);
        return taken;
    }

    private protected Delivery Paging(string team, string handler = "pager")
    {
        var number = ++decisions;
        var key = $"rule/team/{team}/2019-09-13T12:00:00Z/page";
        return Samples.Delivery($"{key}#{number}", handler, $"team/{team}", action: "page") with
        {
            ActionType = typeof(Page).FullName!,
            IsStanding = false,
            Arguments = $$"""{"team":"{{team}}","because":"load"}""",
            Decision = Samples.Decision(number, "page", $"team/{team}", key),
        };
    }

    private protected Delivery Suspending(DeliveryKind kind, string handler = "switch")
    {
        var number = ++decisions;
        return Samples.Delivery($"key#{number}", handler, kind: kind) with { Decision = Samples.Decision(number, "suspend", "component/online1/webtools", "key") };
    }

    private protected void Send(params IReadOnlyList<Delivery> deliveries) => Dispatcher.Add(Outbox.Take(1, deliveries));

    /// <summary>Starts anew with what the outbox holds, as a later process does.</summary>
    private protected async Task RestartAsync()
    {
        await Dispatcher.DisposeAsync();
        dispatcher = null;
        Dispatcher.Start();
    }

    private protected Task UntilSettledAsync() => Time.UntilAsync(() => Outbox.Read().All(d => !d.IsOpen));

    private protected static void AssertStates(IEnumerable<DeliveryState> expected, IReadOnlyList<Delivery> found) => Assert.Equal(expected, found.Select(d => d.State));
}
