using System.Net;
using Toombos.Client.Documents;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Folders of repositories as documents: with a token that is kept, file by file, and with what changed told by file.</summary>
public sealed class GitSourceTests : IAsyncDisposable
{
    ToombosHost? _host;
    RepositorySink? _sink;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_private_folder_is_read_with_a_connected_token_and_its_history_names_the_files(DatabaseKind database)
    {
        var client = (await StartAsync(database)).Client;
        _sink!.Token = "secret-token-1";
        _sink.Put("docs/a.md", "# Alpha\n\nThe first text.");
        _sink.Put("docs/b.md", "# Beta\n\nThe second text.");
        var account = await client.Connections.AddAsync(new() { Provider = "gitlab-token", Name = "Own GitLab", Host = _sink.Address, Token = _sink.Token }, Ct);
        Assert.Equal((_sink.Address, "ada"), (account.Host, account.AccountName));

        var address = $"{_sink.Address}/g/r/-/tree/main/docs";
        var added = await client.Documents.AddSourceAsync(new() { Name = "Docs", Address = address, ConnectionId = account.Id }, Ct);
        Assert.Equal((SourceKind.Git, 2, 2), (added.Source.Kind, added.Snapshot.ItemCount, _sink.Fetched.Count));
        _sink.Commit();
        Assert.False((await client.Documents.SyncSourceAsync(added.Source.Id, Ct)).Changed);

        _sink.Put("docs/b.md", "# Beta\n\nAnother second text.");
        _sink.Put("docs/c.md", "# Gamma\n\nThe third text.");
        _sink.Remove("docs/a.md");
        var changed = await client.Documents.SyncSourceAsync(added.Source.Id, Ct);
        Assert.Equal(["Beta", "Gamma"], (await client.Documents.ListItemsAsync(changed.Snapshot.Id, ct: Ct)).Items.Select(i => i.Title));
        Assert.Equal(["docs/b.md", "docs/c.md"], _sink.Fetched.Skip(2).Order());
        var run = (await client.Documents.ListSyncsAsync(added.Source.Id, ct: Ct)).Items[0];
        Assert.Equal([(ChangeKind.Removed, "docs/a.md"), (ChangeKind.Changed, "docs/b.md"), (ChangeKind.Added, "docs/c.md")], run.Files.Select(f => (f.Kind, f.Path)));
        Assert.Equal(3, run.FileCount);
    }

    [Fact]
    public async Task A_token_is_shown_to_no_other_server()
    {
        var client = (await StartAsync(DatabaseKind.Sqlite)).Client;
        _sink!.Token = "secret-token-1";
        var account = await client.Connections.AddAsync(new() { Provider = "gitlab-token", Name = "Own GitLab", Host = _sink.Address, Token = _sink.Token }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Documents.AddSourceAsync(new() { Name = "X", Address = "https://gitlab.com/g/r/-/tree/main/docs", ConnectionId = account.Id }, Ct));
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Connections.AddAsync(new() { Provider = "github-token", Name = "X", Host = _sink.Address, Token = "t" }, Ct));
        Assert.Equal(["host"], refused.Errors.Keys);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Connections.AddAsync(new() { Provider = "gitlab-token", Name = "X", Host = "https://a:b@git.example.com/x", Token = "t" }, Ct));
        Assert.All(_sink.Taken, t => Assert.EndsWith("/user", t.Path, StringComparison.Ordinal));
    }

    async Task<TestWorkspace> StartAsync(DatabaseKind database)
    {
        _sink = await ServiceSink.StartAsync<RepositorySink>();
        _host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["GitSource:GitHubApi"] = _sink.Address });
        return await _host.AddWorkspaceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_sink is not null) await _sink.DisposeAsync();
    }
}
