using Microsoft.Extensions.Options;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The exam of channels that call a service, against the service itself.</summary>
public abstract class RealContract : IAsyncLifetime, IHttpClientFactory
{
    readonly OutboundHttpOptions options = new() { AllowedPrivateHosts = { "127.0.0.1", "localhost" } };
    readonly List<HttpMessageHandler> handlers = [];
    LossyLine? line;

    /// <summary>Told of each call before it leaves.</summary>
    protected Action<HttpRequestMessage> Before { get; set; } = _ => { };

    /// <summary>Unlike that of every other test.</summary>
    protected string Run { get; } = Guid.NewGuid().ToString("N")[..10];

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Of the server, with the user and password that it knows.</summary>
    protected abstract Uri Server { get; }
    protected abstract IChannel Channel();
    protected abstract ChannelAccount Account { get; }
    protected abstract ChannelAccount WithWrongPassword { get; }
    protected abstract Dispatch Dispatch(string key);

    /// <summary>What takes away what is there.</summary>
    private protected virtual Dispatch Removal(ChannelAnswer.Delivered there, TestMemory memory) => new Dispatch.Removal(there.Reference!, memory.Kept) { Key = "away" };

    /// <summary>How many calls publishing makes that change something.</summary>
    protected abstract int Writes { get; }

    /// <summary>What readers who are not signed in see of the dispatch, each post once for each time that it is there.</summary>
    protected abstract Task<IReadOnlyList<string>> ReadAsync(string key);

    /// <summary>What they are to see.</summary>
    protected abstract IReadOnlyList<string> Whole(string key);

    public ValueTask InitializeAsync()
    {
        line = new(Server.Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var handler in handlers) handler.Dispose();
        await line!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public HttpClient CreateClient(string name)
    {
        var handler = new ThroughLine(Server.Port, line!.Port, request => Before(request)) { InnerHandler = OutboundHttp.CreateHandler(options, RealServers.ResolveAsync) };
        handlers.Add(handler);
        return new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    internal ApiLine Line => new(Http);
    internal OutboundHttp Http => new(this, Options.Create(options), TimeProvider.System, OutboundGate.Open);

    internal async Task<HttpAnswer.Answered> GetAsync(string address) => Assert.IsType<HttpAnswer.Answered>(await Http.CallAsync(address, ct: Ct));

    internal Task<ChannelAnswer> SendAsync(string key, TestMemory memory) => Channel().SendAsync(Account, Dispatch(key), memory, Ct);

    [Fact]
    public async Task Readers_see_what_was_published_and_no_longer_what_was_taken_away()
    {
        var (key, memory) = ($"whole-{Run}", new TestMemory());
        Assert.Empty(await ReadAsync(key));
        var there = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, memory));
        Assert.True(there.Confirmed);
        Assert.Equal(Whole(key), await ReadAsync(key));
        for (var i = 0; i < 2; i++) Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, Removal(there, memory), new TestMemory(), Ct));
        Assert.Empty(await ReadAsync(key));
    }

    [Fact]
    public async Task Whichever_answer_is_lost_the_end_is_whole_and_nothing_is_double()
    {
        var lost = 0;
        for (var write = 1; write <= Writes; write++)
        {
            var (key, memory) = ($"lost-{write}-{Run}", new TestMemory());
            line!.LoseWrite(write);
            var (answer, tries) = (await SendAsync(key, memory), 0);
            while (answer is ChannelAnswer.Unclear or ChannelAnswer.TryLater && ++tries < 4) answer = await SendAsync(key, memory);
            Assert.IsType<ChannelAnswer.Delivered>(answer);
            Assert.Equal(Whole(key), await ReadAsync(key));
            line.Keep();
            Assert.Equal(++lost, line.Lost);
        }
    }

    [Fact]
    public async Task A_check_is_good_and_one_with_a_wrong_password_says_so()
    {
        Assert.All(await Channel().CheckAsync(Account, Ct), point => Assert.True(point.Good, point.Sentence));
        Assert.Equal(ChannelProblem.Auth, Assert.Single(await Channel().CheckAsync(WithWrongPassword, Ct), point => !point.Good).Problem);
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await Channel().SendAsync(WithWrongPassword, Dispatch($"wrong-{Run}"), new TestMemory(), Ct)).Problem);
        Assert.Empty(await ReadAsync($"wrong-{Run}"));
    }

    /// <summary>Whatever names the server goes through the line to it, and is told the server's own name.</summary>
    sealed class ThroughLine(int server, int line, Action<HttpRequestMessage> before) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            before(request);
            if (request.RequestUri is { } address && address.Port == server)
            {
                request.Headers.Host = address.Authority;
                request.RequestUri = new UriBuilder(address) { Port = line }.Uri;
            }
            return base.SendAsync(request, cancellationToken);
        }
    }
}
