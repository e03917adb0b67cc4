using System.Net;
using System.Text;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Pages of a site: up, replaced under the same address, taken down; the others stay.</summary>
public sealed class SiteTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<Publication> PutAsync(Stage stage, TestWorkspace workspace, Client.Writing.Draft draft, Guid site) => await stage.FinishAsync(workspace,
        (await workspace.Client.Publishing.PublishAsync(new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = site }, ct: Ct)).Id);

    static Dispatch.Site Last(Stage stage, Guid site) => (Dispatch.Site)stage.Site.Arrived(site)[^1];

    static string Text(Dispatch.Site site, string path) => Encoding.UTF8.GetString(site.Files[path].Span);

    [Theory, BothDatabases]
    public async Task Pages_stand_beside_each_other_under_addresses_of_their_own_with_feed_and_sitemap(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var site = await stage.ChannelAsync(workspace, "site");
        // The same document twice: the same titles, and two pages.
        var (one, two) = (await PutAsync(stage, workspace, await Stage.ApprovedAsync(workspace.Client, "web"), site), await PutAsync(stage, workspace, await Stage.ApprovedAsync(workspace.Client, "web"), site));

        Assert.Equal((PublicationState.Published, PublicationState.Published), (one.State, two.State));
        Assert.Equal(one.Address + "-2", two.Address);
        Assert.StartsWith("https://tidewater.example/news/", one.Address, StringComparison.Ordinal);
        var files = Last(stage, site);
        Assert.Equal(5, files.Files.Count);
        Assert.Contains(files.Page!, files.Files.Keys);
        Assert.Contains(one.Address!, Text(files, "sitemap.xml"), StringComparison.Ordinal);
        Assert.Contains(two.Address!, Text(files, "feed.xml"), StringComparison.Ordinal);
        Assert.Contains("application/ld+json", Text(files, files.Page!), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_newer_version_takes_the_place_of_the_page_and_keeps_its_address_whatever_became_of_the_piece(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, site) = (workspace.Client, await stage.ChannelAsync(workspace, "site"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var (first, other) = (await PutAsync(stage, workspace, draft, site), await PutAsync(stage, workspace, await Stage.ApprovedAsync(client, "web"), site));
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Title = "A new title for the tips", Slug = "new-slug" }, BaseVersion = draft.VersionNumber }, Ct);

        var second = await PutAsync(stage, workspace, await Stage.ApproveAsync(client, draft.Summary.Id), site);

        Assert.Equal((first.Id, first.Address, PublicationState.Published), (second.UpdateOf, second.Address, second.State));
        Assert.Contains("A new title for the tips", Text(Last(stage, site), Last(stage, site).Page!), StringComparison.Ordinal);
        await client.Writing.DeletePieceAsync(other.PieceId, Ct);
        await PutAsync(stage, workspace, await Stage.ApprovedAsync(client, "web"), site);
        Assert.Equal(6, Last(stage, site).Files.Count);
    }

    [Theory, BothDatabases]
    public async Task A_page_is_taken_down_once_and_the_others_stay(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, site) = (workspace.Client, await stage.ChannelAsync(workspace, "site"));
        var page = await PutAsync(stage, workspace, await Stage.ApprovedAsync(client, "web"), site);
        var other = await PutAsync(stage, workspace, await Stage.ApprovedAsync(client, "web"), site);

        var (asked, again) = (await client.Publishing.WithdrawAsync(page.Id, Ct), await client.Publishing.WithdrawAsync(page.Id, Ct));
        Assert.Equal(asked.Id, again.Id);
        var gone = await stage.FinishAsync(workspace, asked.Id);

        Assert.Equal((PublicationState.Published, true, page.Id), (gone.State, gone.Withdraws, gone.UpdateOf));
        Assert.Null((await client.Publishing.GetAsync(page.Id, Ct)).Address);
        Assert.NotNull((await client.Publishing.GetAsync(other.Id, Ct)).Address);
        Assert.Equal((4, null), (Last(stage, site).Files.Count, Last(stage, site).Page));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-up", () => client.Publishing.WithdrawAsync(page.Id, Ct));
        var hook = await stage.ChannelAsync(workspace, "webhook");
        var called = await PutAsync(stage, workspace, await Stage.ApprovedAsync(client, "web"), hook);
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "publication.not-removable", () => client.Publishing.WithdrawAsync(called.Id, Ct));
    }
}
