namespace RunbookSdk.Hosting.Webhooks;

/// <summary>Where a webhook is sent, and how it is signed. Read once, when the handler is made.</summary>
public sealed class WebhookOptions
{
    /// <summary>Where to.</summary>
    /// <value>Absolute, <c>https</c> or <c>http</c>; default: none, one has to be given.</value>
    public Uri? Url { get; set; }

    /// <summary>
    /// Secrets to sign with, in Base64, with or without <c>whsec_</c> before it; 24 to 64 bytes each. With several, each signs: so a receiver can
    /// be given the new one before the old one is taken away.
    /// </summary>
    /// <value>Default: none, nothing is signed.</value>
    public IList<string> Secrets { get; } = [];

    /// <summary>The receiver in what handlers say; the address itself may hold a secret, and is not told.</summary>
    /// <value>Default: <c>the webhook</c>.</value>
    public string Receiver { get; set; } = "the webhook";
}
