using System.Net;
using System.Security.Cryptography;
using System.Text;
using Toombos.Client.Documents;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Sources that are read because somebody calls their secret address: GitHub, GitLab, Notion, or anybody who knows it.</summary>
public sealed class HookTests : IAsyncDisposable
{
    ToombosHost? _host;
    RepositorySink? _sink;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_call_has_the_source_read_and_many_calls_are_few_readings(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        var made = await space.Client.Documents.MakeHookAsync(id, Ct);
        var before = _sink!.Lists;
        _sink.Put("docs/a.md", "# Alpha\n\nAnother text.");
        var calls = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => CallAsync(made.Address, "anything at all")));
        Assert.All(calls, c => Assert.Equal(HttpStatusCode.Accepted, c));

        await SyncedAsync(space, id, s => s.Latest!.Number == 2);
        var runs = (await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items;
        Assert.Equal((SyncTrigger.Hook, SyncOutcome.Changed), (runs[^2].Trigger, runs[^2].Outcome));
        Assert.InRange(_sink.Lists - before, 1, 1);
        Assert.NotNull((await space.Client.Documents.FindHookAsync(id, Ct))!.CalledAt);
    }

    [Theory, BothDatabases]
    public async Task A_message_that_is_signed_has_to_be_signed_rightly(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        var made = await space.Client.Documents.MakeHookAsync(id, Ct);
        const string push = """{"ref":"refs/heads/main"}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(made.Address, push, ("X-Hub-Signature-256", Signed("wrong", push)), ("X-GitHub-Event", "push")));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(made.Address, push, ("X-Hub-Signature-256", "sha256=zz"), ("X-GitHub-Event", "push")));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(made.Address, push, ("X-Gitlab-Token", "wrong"), ("X-Gitlab-Event", "Push Hook")));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(made.Address, push, ("X-Notion-Signature", Signed(made.Secret, push))));
        Assert.Empty((await space.Client.Jobs.ListAsync(ct: Ct)).Items);

        // A greeting is answered and nothing more.
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, push, ("X-Hub-Signature-256", Signed(made.Secret, push)), ("X-GitHub-Event", "ping")));
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, push, ("X-Gitlab-Token", made.Secret), ("X-Gitlab-Event", "Issue Hook")));
        Assert.Single((await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items);

        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, push, ("X-Hub-Signature-256", Signed(made.Secret, push)), ("X-GitHub-Event", "push")));
        await SyncedAsync(space, id, async () => (await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items.Count == 2);
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, push, ("X-Gitlab-Token", made.Secret), ("X-Gitlab-Event", "Push Hook")));
        await SyncedAsync(space, id, async () => (await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items.Count == 3);
    }

    [Theory, BothDatabases]
    public async Task Notion_gives_its_token_once_and_is_believed_by_its_signature_alone_from_then_on(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        var made = await space.Client.Documents.MakeHookAsync(id, Ct);
        const string changed = """{"type":"page.content_updated"}""";
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, """{"verification_token":"secret_first"}"""));
        Assert.Equal("secret_first", (await space.Client.Documents.FindHookAsync(id, Ct))!.NotionToken);
        Assert.Single((await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items);

        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, changed, ("X-Notion-Signature", Signed("secret_first", changed))));
        await SyncedAsync(space, id, async () => (await space.Client.Documents.ListSyncsAsync(id, ct: Ct)).Items.Count == 2);
        Assert.Null((await space.Client.Documents.FindHookAsync(id, Ct))!.NotionToken);

        // Whoever learns the address later can't put a token of their own in its place.
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, """{"verification_token":"secret_second"}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(made.Address, changed, ("X-Notion-Signature", Signed("secret_second", changed))));
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(made.Address, changed, ("X-Notion-Signature", Signed("secret_first", changed))));
    }

    [Theory, BothDatabases]
    public async Task A_new_address_ends_the_one_before_and_a_removed_one_is_nobodys(DatabaseKind database)
    {
        var (space, id) = await StartAsync(database);
        Assert.Null(await space.Client.Documents.FindHookAsync(id, Ct));
        var first = await space.Client.Documents.MakeHookAsync(id, Ct);
        var second = await space.Client.Documents.MakeHookAsync(id, Ct);
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(first.Address, ""));
        Assert.Equal(HttpStatusCode.Accepted, await CallAsync(second.Address, ""));
        await space.Client.Documents.RemoveHookAsync(id, Ct);
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(second.Address, ""));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(second.Address[..^70] + new string('0', 70), ""));
        var pasted = await space.Client.Documents.AddSourceAsync(new() { Name = "Pasted", Markdown = "# A\n\nSome text." }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.nothing-to-sync", () => space.Client.Documents.MakeHookAsync(pasted.Source.Id, Ct));
    }

    static string Signed(string key, string body) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));

    async Task<HttpStatusCode> CallAsync(string address, string body, params (string Name, string Value)[] headers)
    {
        using var stranger = _host!.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address).PathAndQuery) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await stranger.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    Task<bool> SyncedAsync(TestWorkspace space, Guid id, Func<Source, bool> wanted) => SyncedAsync(space, id, async () => wanted(await space.Client.Documents.GetSourceAsync(id, Ct)));

    Task<bool> SyncedAsync(TestWorkspace space, Guid id, Func<Task<bool>> wanted) => Eventually.SatisfiesAsync(
        () =>
        {
            _host!.Clock.Advance(TimeSpan.FromSeconds(1));
            return wanted();
        },
        done => done);

    async Task<(TestWorkspace Space, Guid Source)> StartAsync(DatabaseKind database)
    {
        _sink = await ServiceSink.StartAsync<RepositorySink>();
        _sink.Put("docs/a.md", "# Alpha\n\nThe first text.");
        _host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Jobs:LeaseSeconds"] = "600", ["Jobs:DrainSeconds"] = "0" });
        var space = await _host.AddWorkspaceAsync();
        var added = await space.Client.Documents.AddSourceAsync(new() { Name = "Docs", Address = $"{_sink.Address}/g/r/-/tree/main/docs", Schedule = new() }, Ct);
        return (space, added.Source.Id);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_sink is not null) await _sink.DisposeAsync();
    }
}
