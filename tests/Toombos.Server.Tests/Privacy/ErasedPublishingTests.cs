using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Publishing;

namespace Toombos.Server.Tests.Privacy;

/// <summary>With a workspace goes what it was about to publish, and what it has published on sites that Toombos shows.</summary>
public sealed class ErasedPublishingTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<Publication> PublishAsync(ToombosClient client, Guid channel, LocalTime? at = null)
    {
        var draft = await Stage.ApprovedAsync(client, "web");
        return await client.Publishing.PublishAsync(new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, At = at }, ct: Ct);
    }

    static async Task EraseAsync(ToombosHost host, ToombosClient owner, Guid workspace)
    {
        await owner.Workspaces.DeleteAsync(workspace, new() { Name = "Harbour" }, Ct);
        host.Clock.Advance(DeleteWorkspace.Grace);
        await host.Services.GetRequiredService<PrivacySweep>().RunAsync(Ct);
    }

    [Theory, BothDatabases]
    public async Task What_an_erased_workspace_had_planned_is_not_sent_and_no_row_of_it_is_left(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, role: "all");
        var (owner, id) = await stage.Host.SignUpWithWorkspaceAsync();
        var other = await stage.WorkspaceAsync();
        var (erased, kept) = (await stage.ChannelAsync(new(id, "", owner.Client, stage.Host.CreateClient()), "webhook"), await stage.ChannelAsync(other, "webhook"));
        var due = new LocalTime { Local = new(2026, 4, 2, 12, 0, 0), Zone = "Etc/UTC" };
        await PublishAsync(owner.Client, erased, due);
        var later = await PublishAsync(other.Client, kept, due with { Local = due.Local.AddMinutes(1) });

        await EraseAsync(stage.Host, owner.Client, id);
        Assert.DoesNotContain(await PlantedRows.CountAsync(stage.Host, id), table => table.Value > 0);
        stage.Host.Clock.SetUtcNow(later.DueAt);
        await Eventually.SatisfiesAsync(async () =>
        {
            stage.Host.Clock.Advance(TimeSpan.FromSeconds(5));
            return await other.Client.Publishing.GetAsync(later.Id, Ct);
        }, p => p.FinishedAt is not null);

        Assert.Equal((0, 1), (stage.Webhook.Asked(erased), stage.Webhook.Asked(kept)));
    }

    [Theory, BothDatabases]
    public async Task The_site_of_an_erased_workspace_is_gone_from_disk(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        var other = await host.AddWorkspaceAsync();
        foreach (var client in (ToombosClient[])[owner.Client, other.Client])
        {
            var page = await PublishAsync(client, (await client.Channels.AddAsync(new() { Name = "News", Kind = "site" }, Ct)).Channel.Id);
            await Eventually.SatisfiesAsync(() => client.Publishing.GetAsync(page.Id, Ct), p => p.State == PublicationState.Published);
        }
        string[] PagesOf(Guid workspace) => new DirectoryInfo(Path.Combine(host.DataFolder, "sites", workspace.ToString("N"))) is { Exists: true } folder
            ? [.. folder.GetFiles("*.html", SearchOption.AllDirectories).Select(f => f.Name)] : [];
        Assert.NotEmpty(PagesOf(id));

        await EraseAsync(host, owner.Client, id);

        Assert.Empty(PagesOf(id));
        Assert.NotEmpty(PagesOf(other.Id));
    }
}
