using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Documents;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Documents that are kept elsewhere: read, read again, watched; and what happens when that fails.</summary>
public sealed class SyncTests : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toombos-folder-");
    readonly Dictionary<string, string?> _settings;
    ToombosHost? _host;

    public SyncTests() => _settings = new()
    {
        ["FolderSource:AllowedRoots:0"] = _folder.FullName,
        ["FolderSource:QuietMilliseconds"] = "0",
        ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1",
    };

    [Theory, BothDatabases]
    public async Task A_folder_is_read_when_asked_and_a_failure_keeps_the_last_good_snapshot(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(database)).Client;
        var file = Path.Combine(_folder.FullName, "news.md");
        await File.WriteAllTextAsync(file, "# News\n\nThe first state of it.", ct);

        var added = await client.Documents.AddSourceAsync(new() { Name = "Folder", Kind = SourceKind.Folder, Address = file }, ct);
        Assert.False((await client.Documents.SyncSourceAsync(added.Source.Id, ct)).Changed);

        File.Delete(file);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.not-found", () => client.Documents.SyncSourceAsync(added.Source.Id, ct));
        var failed = await client.Documents.GetSourceAsync(added.Source.Id, ct);
        Assert.NotNull(failed.SyncError);
        Assert.Equal(added.Snapshot.Id, failed.Latest?.Id);

        await File.WriteAllTextAsync(file, "# News\n\nThe second state of it.", ct);
        var synced = await client.Documents.SyncSourceAsync(added.Source.Id, ct);
        Assert.True(synced.Snapshot.Number == 2 && synced.Source.SyncError is null);
    }

    [Theory, BothDatabases]
    public async Task A_watched_folder_takes_a_snapshot_by_itself(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(database)).Client;
        var file = Path.Combine(_folder.FullName, "news.md");
        await File.WriteAllTextAsync(file, "# News\n\nThe first state of it.", ct);
        var added = await client.Documents.AddSourceAsync(new() { Name = "Folder", Kind = SourceKind.Folder, Address = _folder.FullName }, ct);

        await File.WriteAllTextAsync(file, "# News\n\nThe second state of it.", ct);
        var source = await Eventually.SatisfiesAsync(
            () =>
            {
                _host!.Clock.Advance(TimeSpan.FromSeconds(6));
                return client.Documents.GetSourceAsync(added.Source.Id, ct);
            },
            s => s.Latest!.Number == 2);

        Assert.Contains("second state", await client.Documents.GetMarkdownAsync(source.Latest!.Id, ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SourceKind.Folder, "/etc/passwd")]
    [InlineData(SourceKind.Folder, "../../etc/passwd")]
    [InlineData(SourceKind.Url, "http://169.254.169.254/latest/meta-data")]
    [InlineData(SourceKind.Url, "http://localhost:1/")]
    [InlineData(SourceKind.Url, "http://[::ffff:10.0.0.1]/a.md")]
    [InlineData(SourceKind.Url, "file:///etc/passwd")]
    [InlineData(SourceKind.Url, "gopher://example.com/")]
    [InlineData(SourceKind.Url, "not an address")]
    public async Task Addresses_that_lead_inside_are_refused_at_the_field(SourceKind kind, string address)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(DatabaseKind.Sqlite)).Client;

        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid",
            () => client.Documents.AddSourceAsync(new() { Name = "Inside", Kind = kind, Address = address }, ct));

        Assert.Equal(["address"], refused.Errors.Keys);
        Assert.Empty((await client.Documents.ListSourcesAsync(ct: ct)).Items);
    }

    [Fact]
    public async Task An_address_is_read_with_its_etag_and_its_failure_is_said_in_words()
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(DatabaseKind.Sqlite)).Client;
        var (status, asked, conditional) = (200, 0, 0);
        await using var site = WebApplication.CreateSlimBuilder().Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/news.md", (HttpRequest request) =>
        {
            asked++;
            if (status != 200) return Results.StatusCode(status);
            if (request.Headers.IfNoneMatch == "\"v1\"")
            {
                conditional++;
                return Results.StatusCode(304);
            }
            request.HttpContext.Response.Headers.ETag = "\"v1\"";
            return Results.Text("# News\n\nRead from an address.", "text/markdown");
        });
        await site.StartAsync(ct);
        var address = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/news.md";

        var added = await client.Documents.AddSourceAsync(new() { Name = "Site", Kind = SourceKind.Url, Address = address }, ct);
        var again = await client.Documents.SyncSourceAsync(added.Source.Id, ct);
        status = 503;
        await Problems.RefusedAsync(HttpStatusCode.BadGateway, "source.unreachable", () => client.Documents.SyncSourceAsync(added.Source.Id, ct));

        Assert.False(again.Changed);
        Assert.Equal(1, conditional);
        Assert.True(asked >= 3);
        var source = await client.Documents.GetSourceAsync(added.Source.Id, ct);
        Assert.Contains("503", source.SyncError, StringComparison.Ordinal);
        Assert.Equal(added.Snapshot.Id, source.Latest?.Id);
    }

    [Fact]
    public async Task A_text_that_lives_in_toombos_is_not_synced_and_one_that_does_not_is_not_overwritten()
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(DatabaseKind.Sqlite)).Client;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.md"), "# A\n\nSome text here.", ct);
        var pasted = await client.Documents.AddSourceAsync(new() { Name = "Pasted", Markdown = "# A\n\nSome text here." }, ct);
        var kept = await client.Documents.AddSourceAsync(new() { Name = "Kept", Kind = SourceKind.Folder, Address = _folder.FullName }, ct);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.nothing-to-sync", () => client.Documents.SyncSourceAsync(pasted.Source.Id, ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.read-only", () => client.Documents.UpdateDocumentAsync(kept.Source.Id, new() { Markdown = "# B" }, ct));
    }

    async Task<TestWorkspace> StartAsync(DatabaseKind database) =>
        await (_host = await ToombosHost.StartAsync(database, _settings)).AddWorkspaceAsync();

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
