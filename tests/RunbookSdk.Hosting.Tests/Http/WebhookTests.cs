using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Hosting.Webhooks;
using RunbookSdk.Journal;

namespace RunbookSdk.Hosting.Tests.Http;

/// <summary>Decisions sent to a web server of somebody.</summary>
public sealed class WebhookTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static readonly Suspend Suspension = new(new Component("online1", "WebTools"), "load");
    private readonly HttpClient client = new();

    public void Dispose() => client.Dispose();

    [Fact]
    public void Signature_is_that_of_the_example_of_Standard_Webhooks()
    {
        var signature = new WebhookSignature([Secret]);

        var signed = signature.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}""");

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signed);
    }

    [Theory]
    [InlineData("k1", 0, "body", true)]
    [InlineData("k1", 300, "body", true)]
    [InlineData("k1", 301, "body", false)]
    [InlineData("k1", -301, "body", false)]
    [InlineData("k2", 0, "body", false)]
    [InlineData("k1", 0, "body ", false)]
    public void Receiver_takes_a_signature_of_the_same_message_that_is_not_old(string id, int secondsLater, string body, bool valid)
    {
        var signed = new WebhookSignature([Secret]).Sign("k1", Samples.Noon, "body");
        var timestamp = Samples.Noon.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

        var receiver = new WebhookSignature([Convert.ToBase64String(new byte[32]), Secret]);

        Assert.Equal(valid, receiver.IsValid(id, timestamp, $"v2,x {signed}", body, Samples.Noon.AddSeconds(secondsLater), TimeSpan.FromMinutes(5)));
        Assert.False(new WebhookSignature([Convert.ToBase64String(new byte[32])]).IsValid("k1", timestamp, signed, "body", Samples.Noon, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task Decision_arrives_as_a_signed_CloudEvent_with_its_key()
    {
        await using var server = await LocalServer.AnsweringAsync((204, ""));
        var handler = Handler(server.Url);

        var result = await handler.HandleAsync(Deliveries.Of<RunbookAction>(Suspension, "rule/snø 1/suspend"), default);

        Assert.True(result.IsDone);
        var seen = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/"), (seen.Method, seen.Path));
        Assert.Equal("application/cloudevents+json; charset=utf-8", seen.Headers["Content-Type"]);
        Assert.Equal("rule/sn%C3%B8%201/suspend", seen.Headers["Idempotency-Key"]);
        Assert.Equal(Deliveries.Event("suspend", "component/online1/webtools", "rule/snø 1/suspend"), seen.Body);
        Assert.True(new WebhookSignature([Secret]).IsValid(
            seen.Headers["webhook-id"], seen.Headers["webhook-timestamp"], seen.Headers["webhook-signature"], seen.Body, Samples.Noon, TimeSpan.Zero));
    }

    [Fact]
    public async Task Identity_of_a_message_holds_no_full_stop_and_its_signature_is_of_it()
    {
        await using var server = await LocalServer.AnsweringAsync((204, ""));

        await Handler(server.Url).HandleAsync(Deliveries.Of<RunbookAction>(Suspension, "block-11.5/client/a.b/2019-09-13T12:00:00.25Z/block"), default);

        var seen = Assert.Single(server.Requests);
        Assert.Equal("block-11%2E5/client/a%2Eb/2019-09-13T12:00:00%2E25Z/block", seen.Headers["webhook-id"]);
        Assert.Equal("block-11.5/client/a.b/2019-09-13T12:00:00.25Z/block", seen.Headers["Idempotency-Key"]);
        Assert.True(new WebhookSignature([Secret]).IsValid(
            seen.Headers["webhook-id"], seen.Headers["webhook-timestamp"], seen.Headers["webhook-signature"], seen.Body, Samples.Noon, TimeSpan.Zero));
    }

    [Fact]
    public async Task Release_and_renewal_are_sent_too()
    {
        await using var server = await LocalServer.AnsweringAsync((200, "ok"));
        var handler = Handler(server.Url);

        await handler.RenewAsync(Deliveries.Of<RunbookAction>(Suspension, "k2", DeliveryKind.Renew), default);
        await handler.ReleaseAsync(Deliveries.Of<RunbookAction>(Suspension, "k3", DeliveryKind.Release), default);

        Assert.Equal(["k2", "k3"], server.Requests.Select(r => r.Headers["webhook-id"]));
    }

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(299, true, false)]
    [InlineData(302, false, false)]
    [InlineData(400, false, false)]
    [InlineData(401, false, false)]
    [InlineData(404, false, false)]
    [InlineData(408, false, true)]
    [InlineData(410, false, false)]
    [InlineData(420, false, true)]
    [InlineData(425, false, true)]
    [InlineData(429, false, true)]
    [InlineData(500, false, true)]
    [InlineData(503, false, true)]
    public async Task Status_says_whether_it_is_done_or_may_be_tried_again(int status, bool done, bool mayRetry)
    {
        await using var server = await LocalServer.AnsweringAsync((status, "what was\nwrong"));

        var result = await Handler(server.Url).HandleAsync(Deliveries.Of<RunbookAction>(Suspension), default);

        Assert.Equal((done, mayRetry), (result.IsDone, result.MayRetry));
        if (!done) Assert.Equal($"the webhook answered {status}: what was wrong", result.Said);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 13 Sep 2019 12:01:30 GMT", 90)]
    [InlineData("Fri, 13 Sep 2019 11:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Receiver_says_when_to_try_again(string header, int? seconds)
    {
        await using var server = await LocalServer.StartAsync((_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, header);
            return Task.CompletedTask;
        });

        var result = await Handler(server.Url).HandleAsync(Deliveries.Of<RunbookAction>(Suspension), default);

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, result.RetryAfter);
    }

    [Fact]
    public async Task Nobody_who_answers_is_a_failure_that_may_pass()
    {
        Uri gone;
        await using (var server = await LocalServer.AnsweringAsync((200, ""))) gone = server.Url;

        var result = await Handler(gone).HandleAsync(Deliveries.Of<RunbookAction>(Suspension), default);

        Assert.True(result is { IsDone: false, MayRetry: true });
        Assert.StartsWith("the webhook did not answer: ", result.Said);
    }

    [Fact]
    public async Task Endless_answer_is_cut()
    {
        await using var server = await LocalServer.StartAsync(async (_, context) =>
        {
            context.Response.StatusCode = 500;
            var block = new byte[1 << 16];
            Array.Fill(block, (byte)'x');
            try
            {
                while (true) await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
            }
        });

        var result = await Handler(server.Url).HandleAsync(Deliveries.Of<RunbookAction>(Suspension), default);

        Assert.True(result.MayRetry);
        Assert.InRange(result.Said.Length, 200, 260);
    }

    [Fact]
    public async Task Attempt_that_is_ended_ends()
    {
        using var ended = new CancellationTokenSource();
        await using var server = await LocalServer.StartAsync(async (_, context) =>
        {
            await ended.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Handler(server.Url).HandleAsync(Deliveries.Of<RunbookAction>(Suspension), ended.Token));
    }

    [Theory]
    [InlineData(null, "The address of the webhook is missing")]
    [InlineData("relative", "The address of the webhook is none that can be called")]
    [InlineData("ftp://x/", "The address of the webhook is none that can be called")]
    public void Address_that_cannot_be_called_is_refused(string? url, string message)
    {
        var options = new WebhookOptions { Url = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute) };

        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new WebhookHandler(client, options)).Message);
    }

    [Theory]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("no base64 at all, but long enough")]
    public void Secret_that_is_none_is_refused_and_not_told(string secret)
    {
        var options = new WebhookOptions { Url = new("https://x/"), Secrets = { Secret, secret } };

        var message = Assert.Throws<ArgumentException>(() => new WebhookHandler(client, options)).Message;

        Assert.StartsWith("Secret 2 of the webhook is no Base64 of 24 to 64 bytes", message);
        Assert.DoesNotContain(secret, message);
    }

    private WebhookHandler Handler(Uri url) => new(client, new() { Url = url, Secrets = { Secret } }, new FakeTime(Samples.Noon));
}
