using System.Text.Json;
using System.Text.Json.Nodes;
using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Handlers;

namespace RunbookSdk.Hosting.Statuspage;

/// <summary>
/// Lets components of the page show how ours stand. It does not write what one decision says, but what is so now: however many decisions
/// wait, the page is read once and written where it differs, and what is over meanwhile is never shown. What a person has set at the page
/// stays until they set it back. Safe for several threads.
/// </summary>
internal sealed class StatuspageComponentHandler : IStandingActionHandler<StandingAction>, IDisposable
{
    public const string Operational = "operational";

    /// <summary>From fine to worst, in Statuspage's words.</summary>
    private static readonly ComponentStatus[] Severity =
        [ComponentStatus.Operational, ComponentStatus.UnderMaintenance, ComponentStatus.DegradedPerformance, ComponentStatus.PartialOutage, ComponentStatus.MajorOutage];

    private readonly StatuspageCalls calls;
    private readonly StatuspageOptions options;
    private readonly Func<IReadOnlyList<Component>> known;
    private readonly ShownComponents shown;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();
    private Task<Showing>? next;

    public StatuspageComponentHandler(StatuspageCalls calls, StatuspageOptions options, Func<IReadOnlyList<Component>> known)
    {
        if (string.IsNullOrWhiteSpace(options.StateFile)) throw new ArgumentException("Components at Statuspage need a StateFile, to tell a person's edit from what the handler has written.");
        (this.calls, this.options, this.known, shown) = (calls, options, known, new ShownComponents(options.StateFile));
    }

    /// <summary>True for what this handler does.</summary>
    public static bool Takes(RunbookAction action) => action is Suspend or Degrade;

    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(ActionDelivery<StandingAction> delivery, CancellationToken cancellationToken) => ShowAsync(delivery.Action.Target, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> ReleaseAsync(ActionDelivery<StandingAction> delivery, CancellationToken cancellationToken) => ShowAsync(delivery.Action.Target, cancellationToken);

    public void Dispose() => turn.Dispose();

    private async Task<HandlerResult> ShowAsync(Target target, CancellationToken cancellationToken)
    {
        if (IdOf(target) is not { } id) return HandlerResult.Done($"{target} is not shown at the page");
        var showing = await JoinAsync(cancellationToken).ConfigureAwait(false);
        return showing.Of(id);
    }

    /// <summary>Waits for the next showing that begins: all who wait meanwhile share it.</summary>
    private Task<Showing> JoinAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (next is null or { IsCompleted: true }) next = RunAsync();
            return next.WaitAsync(cancellationToken);
        }
    }

    private async Task<Showing> RunAsync()
    {
        await Task.Yield(); // so that who made it has kept it, before it may begin and let nobody join any more
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            lock (gate) next = null; // who comes from here on may know more than this one will
            return await ShowAllAsync().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Showing> ShowAllAsync()
    {
        var (reply, all) = await calls.ListAsync("components", CancellationToken.None).ConfigureAwait(false);
        if (!reply.IsFine) return new(reply.Problem(StatuspageCalls.Receiver), []);
        var results = new Dictionary<string, HandlerResult>(StringComparer.Ordinal);
        foreach (var (id, status) in Wanted())
        {
            var component = all.FirstOrDefault(c => c["id"]?.GetValue<string>() == id);
            results[id] = component is null
                ? HandlerResult.GivenUp($"the page has no component {id}")
                : await ShowAsync(id, component["status"]?.GetValue<string>() ?? Operational, status).ConfigureAwait(false);
        }

        return new(null, results);
    }

    private async Task<HandlerResult> ShowAsync(string id, string present, string wanted)
    {
        if (present == wanted)
        {
            shown.Settle(id, wanted);
            return HandlerResult.Done($"component {id} shows {wanted}");
        }

        if (!shown.IsOurs(id, present)) return HandlerResult.GivenUp($"a person has set component {id} to {present} at the page; it is left so, though it is {wanted}");
        shown.Begin(id, present, wanted);
        var body = new JsonObject { ["component"] = new JsonObject { ["status"] = wanted } };
        var (reply, _) = await calls.SendAsync(HttpMethod.Patch, $"components/{Uri.EscapeDataString(id)}", body, CancellationToken.None).ConfigureAwait(false);
        if (!reply.IsFine) return reply.Problem(StatuspageCalls.Receiver);
        shown.Settle(id, wanted);
        return HandlerResult.Done($"component {id} shows {wanted}, and showed {present}");
    }

    /// <summary>What each component of the page has to show now: the worst of ours.</summary>
    private SortedDictionary<string, string> Wanted()
    {
        var worst = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var component in known())
        {
            if (IdOf(Target.Of("component", component.Cluster, component.Name)) is not { } id) continue;
            var severity = Array.IndexOf(Severity, component.PublicStatus);
            worst[id] = Math.Max(severity, worst.GetValueOrDefault(id));
        }

        return new(worst.ToDictionary(w => w.Key, w => JsonNamingPolicy.SnakeCaseLower.ConvertName(Severity[w.Value].ToString())), StringComparer.Ordinal);
    }

    /// <summary>The component of the page that shows a target: by its own name before any beginning, and by the longest beginning.</summary>
    private string? IdOf(Target target)
    {
        var text = target.ToString();
        if (!options.Components.TryGetValue(text, out var id)) id = options.Components.Where(c => c.Key.EndsWith('*') && text.StartsWith(c.Key[..^1], StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(c => c.Key.Length).Select(c => c.Value).FirstOrDefault();
        return string.IsNullOrEmpty(id) ? null : id;
    }

    /// <summary>What came of reading the page and writing what differs.</summary>
    private sealed record Showing(HandlerResult? Problem, Dictionary<string, HandlerResult> Results)
    {
        public HandlerResult Of(string id) =>
            Problem ?? Results.GetValueOrDefault(id) ?? HandlerResult.Failed($"none of our components that {id} shows is known yet");
    }
}
