using System.Globalization;
using System.Net;
using RunbookSdk.Hosting.Handlers;

namespace RunbookSdk.Hosting.Http;

/// <summary>What a server answered to a handler. Immutable.</summary>
/// <param name="Status">The status; null when there was no answer.</param>
/// <param name="Body">What it said, at most <see cref="LongestBody"/> characters of it; without an answer why there was none.</param>
/// <param name="RetryAfter">How long it asks to be left alone; null when it does not say.</param>
internal sealed record HttpReply(HttpStatusCode? Status, string Body, TimeSpan? RetryAfter)
{
    /// <summary>Longer answers are cut: nobody needs them, and a server must not fill our memory.</summary>
    public const int LongestBody = 1 << 20;

    /// <summary>What is read whole, or not at all, is longer: a list of all that a server has.</summary>
    public const int LongestList = 16 << 20;

    private const int LongestSaid = 200;

    public bool IsFine => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>What an answer that is not fine means for the delivery: whether another attempt may work.</summary>
    /// <param name="receiver">Who answered, in words; it holds no secret, as the address may.</param>
    public HandlerResult Problem(string receiver) => Status switch
    {
        null => HandlerResult.Failed($"{receiver} did not answer: {Said}"),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)420 or (HttpStatusCode)425 => HandlerResult.Failed(Text(receiver), RetryAfter),
        >= HttpStatusCode.InternalServerError => HandlerResult.Failed(Text(receiver), RetryAfter),
        _ => HandlerResult.GivenUp(Text(receiver)),
    };

    private string Said => Body.Length <= LongestSaid ? Body.ReplaceLineEndings(" ").Trim() : string.Concat(Body.AsSpan(0, LongestSaid), " ...").ReplaceLineEndings(" ").Trim();

    private string Text(string receiver) => string.Create(
        CultureInfo.InvariantCulture, $"{receiver} answered {(int)Status!.Value}{(Said.Length == 0 ? "" : ": ")}{Said}");
}
