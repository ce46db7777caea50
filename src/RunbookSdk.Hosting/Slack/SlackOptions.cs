namespace RunbookSdk.Hosting.Slack;

/// <summary>Where messages go. Read once, when the handler is made.</summary>
public sealed class SlackOptions
{
    /// <summary>The incoming webhook of a channel. It is a secret: who knows it can post.</summary>
    /// <value>Absolute, <c>https</c> or <c>http</c>; default: none, one has to be given.</value>
    public Uri? Url { get; set; }
}
