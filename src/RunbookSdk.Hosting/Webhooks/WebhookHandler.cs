using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Hosting.Handlers;
using RunbookSdk.Hosting.Http;

namespace RunbookSdk.Hosting.Webhooks;

/// <summary>
/// Sends decisions to a URL: a POST of the decision as a CloudEvent 1.0 in structured mode, signed as Standard Webhooks 1.0 says. The
/// receiver's <c>2xx</c> means done; <c>408</c>, <c>420</c>, <c>425</c>, <c>429</c>, <c>5xx</c> and no answer are tried again, also later as
/// <c>Retry-After</c> asks; anything else is given up. The idempotency key is <c>webhook-id</c>, with <c>%2E</c> for full stops, and <c>Idempotency-Key</c>. Redirects are
/// followed only by a client that does so. Safe for several threads.
/// </summary>
public sealed class WebhookHandler : IRenewingActionHandler<RunbookAction>
{
    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly Uri url;
    private readonly string receiver;
    private readonly WebhookSignature? signature;

    /// <summary>Makes a handler.</summary>
    /// <param name="client">Whose connections, further headers and limits hold; not disposed of here.</param>
    /// <param name="options">Where to, and how it is signed.</param>
    /// <param name="time">The clock of the signatures; default: the system's.</param>
    /// <exception cref="ArgumentException">There is no usable URL, or a secret is none.</exception>
    public WebhookHandler(HttpClient client, WebhookOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        (this.client, this.time, receiver) = (client, time ?? TimeProvider.System, options.Receiver);
        url = WebAddress.Of(options.Url, "the webhook");
        signature = options.Secrets.Count == 0 ? null : new WebhookSignature(options.Secrets);
    }

    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => SendAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> ReleaseAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => SendAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public Task<HandlerResult> RenewAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken) => SendAsync(delivery, cancellationToken);

    private async Task<HandlerResult> SendAsync(ActionDelivery<RunbookAction> delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var (id, body, now) = (HeaderText.Identity(delivery.IdempotencyKey), delivery.Decision.CloudEvent, time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = HttpCall.Json(body, "application/cloudevents+json") };
        request.Headers.Add("Idempotency-Key", HeaderText.Of(delivery.IdempotencyKey));
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (signature is not null) request.Headers.Add(WebhookSignature.SignatureHeader, signature.Sign(id, now, body));
        var reply = await HttpCall.SendAsync(client, request, time, cancellationToken).ConfigureAwait(false);
        return reply.IsFine ? HandlerResult.Done($"{receiver} took it") : reply.Problem(receiver);
    }
}
