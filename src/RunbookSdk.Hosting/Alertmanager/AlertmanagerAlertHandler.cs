using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Http;

namespace RunbookSdk.Hosting.Alertmanager;

/// <summary>
/// Tells Alertmanager what runbooks do, so that it routes, groups and silences as it does everything else. A page or another one-shot
/// action fires an alert for <see cref="AlertmanagerOptions.AlertDuration"/> from when it is told; a standing action fires one as long as it
/// is in force. The alert's labels are its identity: <c>alertname</c> (<c>Runbook</c> and the action), <c>action</c>, <c>target</c>, the team
/// of a page, and those of the options; of a one-shot action also <c>rule</c> and <c>idempotency_key</c>, so that each one notifies; of a
/// standing one <c>details</c>, so that two that differ end apart. An attempt that comes again makes no other alert. Safe for several threads.
/// </summary>
public sealed class AlertmanagerAlertHandler : IRenewingActionHandler<RunbookAction>
{
    private readonly AlertmanagerCalls calls;
    private readonly AlertmanagerOptions options;
    private readonly TimeProvider time;

    /// <summary>Makes a handler.</summary>
    /// <param name="client">Whose connections, headers (authorization among them) and limits hold; not disposed of here.</param>
    /// <param name="options">Which Alertmanager, and what it is told.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <exception cref="ArgumentException">There is no usable URL.</exception>
    public AlertmanagerAlertHandler(HttpClient client, AlertmanagerOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.time) = (options, time ?? TimeProvider.System);
        calls = new(client, WebAddress.Root(options.Url, AlertmanagerCalls.Receiver), this.time);
    }

    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => FireAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> RenewAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => FireAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> ReleaseAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return PostAsync(delivery, delivery.Decision.Instant, "resolved", cancellationToken);
    }

    private Task<HandlerResult> FireAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var (decision, now) = (delivery.Decision, time.GetUtcNow());
        if (delivery.Action is not StandingAction) return PostAsync(delivery, now + options.AlertDuration, "fires", cancellationToken);
        var until = decision.LeaseUntil ?? decision.Instant + options.LongestDuration;
        return until <= now
            ? Task.FromResult(HandlerResult.Done(AlertmanagerCalls.TimeWasOver(until)))
            : PostAsync(delivery, until, "fires", cancellationToken);
    }

    private async Task<HandlerResult> PostAsync(ActionDelivery<RunbookAction> delivery, DateTimeOffset until, string said, CancellationToken cancellationToken)
    {
        var decision = delivery.Decision;
        var labels = LabelsOf(delivery);
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["description"] = $"{decision.Rule} at {AlertmanagerCalls.Words(decision.Instant)} ({delivery.IdempotencyKey})",
            ["summary"] = decision.Because,
        };
        var begins = decision.MatchBegan < decision.Instant && delivery.Action is StandingAction ? decision.MatchBegan : decision.Instant;
        var reply = await calls.PostAlertAsync(new(labels, annotations, begins, until), cancellationToken).ConfigureAwait(false);
        return reply.IsFine ? HandlerResult.Done($"alert {labels["alertname"]} {said}") : reply.Problem(AlertmanagerCalls.Receiver);
    }

    private SortedDictionary<string, string> LabelsOf(ActionDelivery<RunbookAction> delivery)
    {
        var action = delivery.Action;
        var labels = new SortedDictionary<string, string>(options.Labels, StringComparer.Ordinal)
        {
            ["action"] = action.Name,
            ["alertname"] = $"Runbook{string.Concat(action.Name.Split('-').Select(Capital))}",
            ["target"] = action.Target.ToString(),
        };
        if (action is Page page) labels["team"] = page.Team;
        if (action is StandingAction) labels["details"] = string.Join(' ', action.Details.Select(d => $"{d.Key}={d.Value}")); // an empty label is none
        else (labels["rule"], labels["idempotency_key"]) = (delivery.Decision.Rule, delivery.IdempotencyKey);
        return labels;
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
