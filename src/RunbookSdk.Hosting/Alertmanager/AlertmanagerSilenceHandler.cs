using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Http;

namespace RunbookSdk.Hosting.Alertmanager;

/// <summary>
/// Silences the alerts of what a standing action switches off, as long as it is in force: nobody is to be woken because WebTools, which was
/// suspended, does not answer. The silence ends with the lease, is made longer when that is renewed, and expires with the release. It looks
/// first: a silence with the action's mark in its comment that is there already is changed, not made twice; one of a person is never
/// touched. Safe for several threads.
/// </summary>
public sealed class AlertmanagerSilenceHandler : IRenewingActionHandler<StandingAction>
{
    private readonly AlertmanagerCalls calls;
    private readonly AlertmanagerOptions options;
    private readonly TimeProvider time;

    /// <summary>Makes a handler.</summary>
    /// <param name="client">Whose connections, headers (authorization among them) and limits hold; not disposed of here.</param>
    /// <param name="options">Which Alertmanager, and which alerts an action silences.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <exception cref="ArgumentException">There is no usable URL.</exception>
    public AlertmanagerSilenceHandler(HttpClient client, AlertmanagerOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.time) = (options, time ?? TimeProvider.System);
        calls = new(client, WebAddress.Root(options.Url, AlertmanagerCalls.Receiver), this.time);
    }

    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(ActionDelivery<StandingAction> delivery, CancellationToken cancellationToken) => SilenceAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> RenewAsync(ActionDelivery<StandingAction> delivery, CancellationToken cancellationToken) => SilenceAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public async Task<HandlerResult> ReleaseAsync(ActionDelivery<StandingAction> delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var (problem, ours) = await OursAsync(delivery.Action, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return problem;
        foreach (var silence in ours)
        {
            var reply = await calls.DeleteSilenceAsync(silence.Id, cancellationToken).ConfigureAwait(false);
            if (!reply.IsFine) return reply.Problem(AlertmanagerCalls.Receiver);
        }

        return HandlerResult.Done(ours.Count == 0 ? "there was no silence any more" : $"silence {ours[0].Id} expired");
    }

    private async Task<HandlerResult> SilenceAsync(ActionDelivery<StandingAction> delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var (decision, now) = (delivery.Decision, time.GetUtcNow());
        var matchers = options.Silences(delivery.Action);
        if (matchers.Count == 0) return HandlerResult.Done("the action silences no alerts");
        var until = decision.LeaseUntil ?? decision.Instant + options.LongestDuration;
        if (until <= now) return HandlerResult.Done(AlertmanagerCalls.TimeWasOver(until));
        var (problem, ours) = await OursAsync(delivery.Action, cancellationToken).ConfigureAwait(false);
        if (problem is not null) return problem;
        if (ours.Any(s => s.EndsAt == until)) return HandlerResult.Done($"silence {ours.First(s => s.EndsAt == until).Id} was there");
        var reply = await calls.PostSilenceAsync(
            new(ours.FirstOrDefault()?.Id, matchers, ours.FirstOrDefault()?.StartsAt ?? now, until, options.CreatedBy, $"{decision.Because} {MarkOf(delivery.Action)}"),
            cancellationToken).ConfigureAwait(false);
        return reply.IsFine ? HandlerResult.Done($"silence {IdIn(reply.Body)} until {AlertmanagerCalls.Words(until)}") : reply.Problem(AlertmanagerCalls.Receiver);
    }

    private async Task<(HandlerResult? Problem, IReadOnlyList<KnownSilence> Ours)> OursAsync(RunbookAction action, CancellationToken cancellationToken)
    {
        var (reply, silences) = await calls.SilencesAsync(cancellationToken).ConfigureAwait(false);
        if (!reply.IsFine) return (reply.Problem(AlertmanagerCalls.Receiver), []);
        var mark = MarkOf(action);
        return (null, [.. silences.Where(s => s.CreatedBy == options.CreatedBy && s.Comment.EndsWith(mark, StringComparison.Ordinal)).OrderBy(s => s.StartsAt).ThenBy(s => s.Id, StringComparer.Ordinal)]);
    }

    /// <summary>What tells the silence of an action from any other, whoever asked for it and why.</summary>
    private static string MarkOf(RunbookAction action) => $"[{string.Join(' ', [action.Name, action.Target.ToString(), .. action.Details.Select(d => $"{d.Key}={d.Value}")])}]";

    private static string IdIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("silenceID").GetString() ?? "";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
