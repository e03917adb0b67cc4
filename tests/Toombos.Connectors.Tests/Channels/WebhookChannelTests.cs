using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Signed messages against receivers that answer anything, late, or not at all.</summary>
public sealed class WebhookChannelTests : ChannelContract, IAsyncLifetime, IHttpClientFactory
{
    static readonly string Key = "whsec_" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret));

    readonly FakeTimeProvider clock = new(new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
    readonly OutboundHttpOptions options = new() { AllowedPrivateHosts = { "127.0.0.1", "hook.test" } };
    readonly List<SocketsHttpHandler> handlers = [];
    HookSink? sink;
    int lookups;

    HookSink Sink => sink!;

    public async ValueTask InitializeAsync() => sink = await HookSink.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var handler in handlers) handler.Dispose();
        await Sink.DisposeAsync();
    }

    public HttpClient CreateClient(string name)
    {
        var handler = OutboundHttp.CreateHandler(options, (_, _) =>
        {
            lookups++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        handlers.Add(handler);
        return new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal override IChannel Channel(OutboundGate gate) => new WebhookChannel(new OutboundHttp(this, Options.Create(options), clock, gate), clock);

    protected override ChannelAccount Account => At(new UriBuilder(Sink.Address) { Host = "hook.test" }.Uri.ToString());

    static WebhookAccount At(string address, params string[] more) => new() { Address = address, SigningKeys = [Key, .. more] };

    protected override Dispatch Dispatch(string key) => new Dispatch.Message("publication.published", clock.GetUtcNow(), "{\"text\":\"Grüße 👋\"}"u8.ToArray()) { Key = key };

    protected override int Arrived(string key) => Sink.Taken.Select(m => m.Id).Where(id => id == key).Distinct().Count();

    protected override int Touched => lookups + Sink.Taken.Count;

    protected override bool LoseAnswers(bool lose)
    {
        Sink.Answer = context =>
        {
            if (lose) context.Abort();
            return Task.CompletedTask;
        };
        return true;
    }

    protected override IReadOnlyList<string> Secrets => [Key[6..]];

    protected override void RefuseLoudly() => Sink.Answer = context =>
    {
        context.Response.StatusCode = 401;
        return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, $"I know: {Key} {Key[6..]}", Ct);
    };

    Task<ChannelAnswer> SendAsync(string? address = null) => Channel(OutboundGate.Open).SendAsync(address is null ? Account : At(address), Dispatch("one"), Ct);

    [Fact]
    public async Task A_message_is_signed_byte_for_byte_by_every_key()
    {
        var old = StandardWebhooks.NewKey();
        Assert.Equal(new ChannelAnswer.Delivered(true), await Channel(OutboundGate.Open).SendAsync(At(Sink.Address, old), Dispatch("one"), Ct));
        var taken = Assert.Single(Sink.Taken);
        Assert.Equal(("one", "application/json; charset=utf-8", "{\"text\":\"Grüße 👋\"}"), (taken.Id, taken.ContentType, System.Text.Encoding.UTF8.GetString(taken.Body)));
        Assert.Equal(2, taken.Signature.Split(' ').Length);
        foreach (var key in new[] { Key, old }) Assert.True(StandardWebhooks.Verify(taken.Id, taken.Timestamp, taken.Signature, taken.Body, key, clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(301, "Permission"), InlineData(400, "Content"), InlineData(401, "Auth"), InlineData(402, "Billing"), InlineData(403, "Permission"), InlineData(404, "Permission")]
    [InlineData(409, "Duplicate"), InlineData(410, "Permission"), InlineData(413, "Content"), InlineData(422, "Content"), InlineData(418, "Permission")]
    public async Task A_refusal_is_told_by_what_must_be_done(int status, string problem)
    {
        Sink.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, new string('n', 5000), Ct);
        };
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await SendAsync());
        Assert.Equal(problem, refused.Problem.ToString());
        Assert.Contains($"{status}", refused.Sentence, StringComparison.Ordinal);
        Assert.InRange(refused.Answer!.Length, 1, 500);
        Assert.Single(Sink.Taken);
    }

    [Theory]
    [InlineData(408, null, "Transient", null), InlineData(429, "120", "Rate", 120), InlineData(500, null, "Transient", null), InlineData(503, "Thu, 26 Nov 2026 09:10:00 GMT", "Transient", 600), InlineData(429, "999999999", "Rate", 86400)]
    public async Task What_may_work_later_is_told_with_how_long_to_wait(int status, string? after, string problem, int? seconds)
    {
        Sink.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = after;
            return Task.CompletedTask;
        };
        var later = Assert.IsType<ChannelAnswer.TryLater>(await SendAsync());
        Assert.Equal((problem, seconds), (later.Problem.ToString(), (int?)later.After?.TotalSeconds));
    }

    [Fact]
    public async Task A_success_counts_although_its_body_is_endless()
    {
        Sink.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(new byte[65536], context.RequestAborted);
        };
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync());
    }

    [Fact]
    public async Task Silence_after_the_message_is_unclear_and_nobody_there_is_not()
    {
        var silent = new TaskCompletionSource();
        Sink.Answer = context =>
        {
            silent.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        };
        var sending = SendAsync();
        await silent.Task.WaitAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(options.TimeoutSeconds));
        Assert.IsType<ChannelAnswer.Unclear>(await sending);

        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and never listens
        Assert.IsType<ChannelAnswer.TryLater>(await SendAsync($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}/"));
    }

    [Theory]
    [InlineData("http://10.0.0.1/"), InlineData("http://internal.example/"), InlineData("file:///etc/passwd"), InlineData("https://user:pass@example.com/"), InlineData("http://example.com:6379/")]
    public async Task An_address_that_may_not_be_called_is_not(string address) =>
        Assert.Equal(ChannelProblem.Permission, Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(address)).Problem);

    [Fact]
    public async Task What_is_too_large_does_not_leave()
    {
        var large = new Dispatch.Message("x", default, new byte[WebhookChannel.LargestMessage + 1]) { Key = "one" };
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, large, Ct));
        Assert.Equal(0, Touched);
    }
}
