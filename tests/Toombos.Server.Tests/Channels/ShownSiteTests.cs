using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;
using Channel = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Tests.Channels;

/// <summary>Sites as strangers see them: the live release, shut in, and nothing beside it.</summary>
public sealed class ShownSiteTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    async Task<(ToombosHost Host, TestWorkspace Workspace, Channel Site, HttpClient Browser)> PublishAsync(DatabaseKind database, params (string Path, string Text)[] files)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var site = (await workspace.Client.Channels.AddAsync(new() { Name = "Site", Kind = "site" }, Ct)).Channel;
        await PutAsync(host, workspace, site, files);
        return (host, workspace, site, host.CreateClient(new() { AllowAutoRedirect = false }));
    }

    static async Task PutAsync(ToombosHost host, TestWorkspace workspace, Channel site, params (string Path, string Text)[] files)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        var (_, account, connector) = await scope.ServiceProvider.GetRequiredService<ChannelDirectory>().OpenAsync(site.Id, Ct);
        var content = files.ToDictionary(f => f.Path, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Text));
        Assert.IsType<ChannelAnswer.Delivered>(await connector.SendAsync(account, new Dispatch.Site(content, "index.html") { Key = "one" }, NoMemory.Instance, Ct));
    }

    [Theory, BothDatabases]
    public async Task Pages_feeds_and_folders_are_shown_to_anybody_with_their_types(DatabaseKind database)
    {
        var (host, workspace, site, browser) = await PublishAsync(database, ("index.html", "<h1>Hej 👋</h1>"), ("feed.xml", "<rss/>"), ("style.css", "b{}"), ("posts/a b/index.html", "post"));
        using var home = await browser.GetAsync($"/sites/{site.Id}/", Ct);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8", "<h1>Hej 👋</h1>"), (home.StatusCode, home.Content.Headers.ContentType!.ToString(), await home.Content.ReadAsStringAsync(Ct)));
        var policy = Assert.Single(home.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        Assert.Equal("text/xml; charset=utf-8", (await browser.GetAsync($"/sites/{site.Id}/feed.xml", Ct)).Content.Headers.ContentType!.ToString());
        Assert.Equal("post", await browser.GetStringAsync($"/sites/{site.Id}/posts/a%20b/", Ct));
        foreach (var (asked, leads) in ((string, string)[])[("", "/"), ("/posts/a%20b", "/posts/a%20b/")])
            Assert.Equal($"/sites/{site.Id}{leads}", (await browser.GetAsync($"/sites/{site.Id}{asked}", Ct)).Headers.Location?.ToString());

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/sites/{site.Id}/");
        again.Headers.IfNoneMatch.Add(home.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await browser.SendAsync(again, Ct)).StatusCode);
        await PutAsync(host, workspace, site, ("index.html", "new"));
        Assert.Equal("new", await browser.GetStringAsync($"/sites/{site.Id}/", Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/sites/{site.Id}/feed.xml", Ct)).StatusCode);
    }

    [Fact]
    public async Task Nothing_outside_the_live_release_is_shown_and_no_folder_is_listed()
    {
        var (host, _, site, browser) = await PublishAsync(DatabaseKind.Sqlite, ("index.html", "home"), ("posts/one.html", "1"));
        await File.WriteAllTextAsync(Path.Combine(host.DataFolder, "sites", "secret.txt"), "secret", Ct);
        foreach (var path in (string[])["posts/", "posts", "../../secret.txt", "..%2f..%2fsecret.txt", "%2e%2e/%2e%2e/secret.txt", "..%5c..%5csecret.txt", "/etc/passwd", "%2fetc%2fpasswd", ".lock", "index.html/", "nothing.html"])
        {
            using var answer = await browser.GetAsync($"/sites/{site.Id}/{path}", Ct);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path} gave {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_site_can_have_its_own_page_for_what_is_not_there()
    {
        var (_, _, site, browser) = await PublishAsync(DatabaseKind.Sqlite, ("index.html", "home"), ("404.html", "own page"));
        using var answer = await browser.GetAsync($"/sites/{site.Id}/nothing", Ct);
        Assert.Equal((HttpStatusCode.NotFound, "own page"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct)));
    }

    [Fact]
    public async Task Only_sites_are_shown_and_none_that_was_disconnected()
    {
        var (host, workspace, site, browser) = await PublishAsync(DatabaseKind.Sqlite, ("index.html", "home"));
        var hook = (await workspace.Client.Channels.AddAsync(new() { Name = "Hook", Kind = "webhook", Settings = new() { ["address"] = "https://a.example" } }, Ct)).Channel;
        var empty = (await workspace.Client.Channels.AddAsync(new() { Name = "Empty", Kind = "site" }, Ct)).Channel;
        foreach (var id in (Guid[])[hook.Id, empty.Id, Guid.NewGuid()]) Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/sites/{id}/", Ct)).StatusCode);
        await workspace.Client.Channels.DeleteAsync(site.Id, Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/sites/{site.Id}/", Ct)).StatusCode);
        Assert.False(Directory.Exists(Path.Combine(host.DataFolder, "sites", workspace.Id.ToString("N"), site.Id.ToString("N"))));
    }
}
