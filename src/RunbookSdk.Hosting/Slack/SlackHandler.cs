using System.Globalization;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Http;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Slack;

/// <summary>
/// Posts decisions to a channel by an incoming webhook, as Slack and those that do like it take them: <c>{"text": ...}</c> with Slack's
/// <c>mrkdwn</c> (https://api.slack.com/messaging/webhooks, https://api.slack.com/reference/surfaces/formatting). Renewals are not posted.
/// A webhook has no identity of messages: one that was taken and not acknowledged is posted again. Safe for several threads.
/// </summary>
public sealed class SlackHandler : IStandingActionHandler<RunbookAction>
{
    private const int LongestReason = 3000;
    private const string Receiver = "the channel";
    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly Uri url;

    /// <summary>Makes a handler.</summary>
    /// <param name="client">Whose connections and limits hold; not disposed of here.</param>
    /// <param name="options">Where to.</param>
    /// <param name="time">The clock; default: the system's.</param>
    /// <exception cref="ArgumentException">There is no usable URL.</exception>
    public SlackHandler(HttpClient client, SlackOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        (this.client, this.time, url) = (client, time ?? TimeProvider.System, WebAddress.Of(options.Url, "the channel's webhook"));
    }

    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => PostAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> ReleaseAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => PostAsync(delivery, cancellationToken);

    private async Task<HandlerResult> PostAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["text"] = Text(delivery) });
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = HttpCall.Json(body) };
        var reply = await HttpCall.SendAsync(client, request, time, cancellationToken).ConfigureAwait(false);
        return reply.IsFine ? HandlerResult.Done("posted to the channel") : reply.Problem(Receiver);
    }

    private static string Text(ActionDelivery<RunbookAction> delivery)
    {
        var decision = delivery.Decision;
        var action = delivery.Kind == DeliveryKind.Release ? $"release ({delivery.Action.Name})" : decision.ActionName;
        var because = decision.Because.Length <= LongestReason ? decision.Because : decision.Because[..LongestReason] + " ...";
        var details = string.Join(", ", decision.Details.Select(d => $"{d.Key} {d.Value}"));
        var approved = decision.Approvers.Count == 0 ? "" : $", approved by {string.Join(", ", decision.Approvers)}";
        var until = decision.LeaseUntil is { } lease ? $", until {At(lease)} unless it is renewed" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"*{Escape(action)}* {Escape(decision.Target)}{(details.Length == 0 ? "" : " (")}{Escape(details)}{(details.Length == 0 ? "" : ")")}: {Escape(because)}\n_{Escape(decision.Rule)}, {At(decision.Instant)}{Escape(approved)}{until}_");
    }

    private static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The three characters that Slack's texts have a use of their own for; nothing in a reason may mention a channel or a person.</summary>
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
