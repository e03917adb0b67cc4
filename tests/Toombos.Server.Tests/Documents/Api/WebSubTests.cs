using System.Net;
using Toombos.Client.Documents;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Feeds whose hub tells of changes: asked, asked back, told, renewed, and read by schedule where the hub fails.</summary>
public sealed class WebSubTests : IAsyncDisposable
{
    ToombosHost? _host;
    HubSink? _hub;
    HttpClient? _caller;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_hub_that_was_asked_and_asks_back_has_the_feed_read_by_telling(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        Assert.Null(await space.Client.Documents.FindPushAsync(id, Ct));
        Assert.Equal(FeedPushState.Asked, (await space.Client.Documents.BeginPushAsync(id, Ct)).State);
        await UntilAsync(() => Task.FromResult(_hub!.Asked.Count == 1));
        Assert.StartsWith("https://toombos.example/hubs/tb_hub_", _hub!.Asked[0]["hub.callback"], StringComparison.Ordinal);

        Assert.False(await _hub.AskBackAsync(_caller!, topic: "https://other.example/feed"));
        Assert.True(await _hub.AskBackAsync(_caller!));
        var push = (await space.Client.Documents.FindPushAsync(id, Ct))!;
        Assert.Equal((FeedPushState.Active, _hub.Address + "/hub"), (push.State, push.Hub));

        // Who does not sign with the secret is not heard, and not told so.
        Assert.Equal([202], await _hub.TellAsync(_caller!, secret: "guessed"));
        Assert.Single((await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items);

        _hub.Entries.Insert(0, "Second");
        Assert.Equal([202], await _hub.TellAsync(_caller!));
        await UntilAsync(async () => (await space.Client.Documents.GetSourceAsync(id, Ct)).Latest!.Number == 2);
        Assert.Equal(SyncTrigger.Hub, (await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items[0].Trigger);
        Assert.DoesNotContain("believed", await space.Client.Documents.GetMarkdownAsync((await space.Client.Documents.GetSourceAsync(id, Ct)).Latest!.Id, Ct), StringComparison.Ordinal);
        Assert.Equal([202], await _hub.TellAsync(_caller!, method: "sha1"));
        await UntilAsync(async () => (await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items.Count == 3);

        await space.Client.Documents.EndPushAsync(id, Ct);
        Assert.Equal("unsubscribe", _hub.Asked[^1]["hub.mode"]);
        Assert.Equal([410], await _hub.TellAsync(_caller!));
    }

    [Theory, BothDatabases]
    public async Task A_lease_is_renewed_before_it_ends(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        _hub!.Lease = 7200;
        await space.Client.Documents.BeginPushAsync(id, Ct);
        await UntilAsync(() => Task.FromResult(_hub.Asked.Count == 1));
        Assert.True(await _hub.AskBackAsync(_caller!));
        var until = (await space.Client.Documents.FindPushAsync(id, Ct))!.Until!.Value;
        await UntilAsync(() => Task.FromResult(_hub.Asked.Count == 2), TimeSpan.FromSeconds(30));
        Assert.InRange(_host!.Clock.GetUtcNow(), until - TimeSpan.FromMinutes(13), until);
        Assert.True(await _hub.AskBackAsync(_caller!));
        Assert.True((await space.Client.Documents.FindPushAsync(id, Ct))!.Until > until);
    }

    [Theory, BothDatabases]
    public async Task A_hub_that_fails_is_asked_again_and_the_source_says_so(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        _hub!.Status = 503;
        await space.Client.Documents.BeginPushAsync(id, Ct);
        await UntilAsync(async () => (await space.Client.Documents.FindPushAsync(id, Ct))!.State == FeedPushState.Failed);
        Assert.Contains("by its schedule", (await space.Client.Documents.FindPushAsync(id, Ct))!.Problem, StringComparison.Ordinal);

        // The hub takes it and forgets it; then the answer is lost although the hub has asked back.
        (_hub.Status, _hub.Forgets) = (202, true);
        await UntilAsync(async () => (await space.Client.Documents.FindPushAsync(id, Ct))!.Problem!.Contains("did not ask back", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        (_hub.Forgets, _hub.Lose) = (false, r => r.Path == "/hub");
        var asked = _hub.Asked.Count;
        await UntilAsync(() => Task.FromResult(_hub.Asked.Count > asked), TimeSpan.FromSeconds(30));
        Assert.True(await _hub.AskBackAsync(_caller!));
        var push = (await space.Client.Documents.FindPushAsync(id, Ct))!;
        Assert.Equal((FeedPushState.Active, null), (push.State, push.Problem));
    }

    [Theory, BothDatabases]
    public async Task A_feed_without_a_hub_or_with_one_that_says_no_is_read_by_schedule(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        _hub!.Named = false;
        await space.Client.Documents.BeginPushAsync(id, Ct);
        await UntilAsync(async () => (await space.Client.Documents.FindPushAsync(id, Ct))!.State == FeedPushState.Failed);
        Assert.Contains("names no hub", (await space.Client.Documents.FindPushAsync(id, Ct))!.Problem, StringComparison.Ordinal);
        Assert.Empty(_hub.Asked);

        await space.Client.Documents.EndPushAsync(id, Ct);
        _hub.Named = true;
        await space.Client.Documents.BeginPushAsync(id, Ct);
        await UntilAsync(() => Task.FromResult(_hub.Asked.Count == 1));
        Assert.False(await _hub.AskBackAsync(_caller!, mode: "denied"));
        Assert.Equal(FeedPushState.Failed, (await space.Client.Documents.FindPushAsync(id, Ct))!.State);
    }

    [Fact]
    public async Task Only_feeds_are_told_of_and_only_to_a_server_that_can_be_called()
    {
        var (space, id) = await StartAsync(DatabaseKind.Sqlite, address: null);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.no-public-address", () => space.Client.Documents.BeginPushAsync(id, Ct));
        var pasted = await space.Client.Documents.AddSourceAsync(new() { Name = "Pasted", Markdown = "# A\n\nSome text." }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.not-a-feed", () => space.Client.Documents.BeginPushAsync(pasted.Source.Id, Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await _caller!.GetAsync(new Uri("/hubs/tb_hub_" + new string('0', 70), UriKind.Relative), Ct)).StatusCode);
    }

    Task<bool> UntilAsync(Func<Task<bool>> wanted, TimeSpan? step = null) => Eventually.SatisfiesAsync(
        () =>
        {
            _host!.Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            return wanted();
        },
        done => done);

    async Task<(TestWorkspace Space, Guid Source)> StartAsync(DatabaseKind database, string? address = "https://toombos.example")
    {
        _hub = await ServiceSink.StartAsync<HubSink>();
        var settings = new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["OutboundHttp:TimeoutSeconds"] = "300", ["Jobs:LeaseSeconds"] = "600", ["Jobs:DrainSeconds"] = "0" };
        if (address is not null) settings["Identity:PublicAddress"] = address;
        _host = await ToombosHost.StartAsync(database, settings);
        _caller = _host.CreateClient();
        var space = await _host.AddWorkspaceAsync();
        return (space, (await space.Client.Documents.AddSourceAsync(new() { Name = "Feed", Kind = SourceKind.Feed, Address = _hub.Address + "/feed", Schedule = new() }, Ct)).Source.Id);
    }

    public async ValueTask DisposeAsync()
    {
        _caller?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        if (_hub is not null) await _hub.DisposeAsync();
    }
}
