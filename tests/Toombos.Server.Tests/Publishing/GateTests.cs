using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Nothing goes out that may not, however it is asked for and whenever that comes about.</summary>
public sealed class GateTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Client.Writing.Draft draft, Guid channel, Guid? audience = null) =>
        new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = audience };

    [Fact]
    public async Task Without_an_approval_of_this_very_text_nothing_is_published()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Stage.Document }, Ct)).Source.Id;
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["web"] }, Ct);
        var draft = await client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: Ct);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.not-approved", () => client.Publishing.PublishAsync(Request(draft, channel), ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.changed", () => client.Publishing.PublishAsync(Request(draft, channel) with { ContentHash = new string('0', 64) }, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => client.Publishing.PublishAsync(Request(draft, channel) with { DraftId = Guid.NewGuid() }, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "channel.not-found", () => client.Publishing.PreviewAsync(Request(draft, Guid.NewGuid()), Ct));
        Assert.Null((await client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Cost);
        Assert.Equal(["draft.not-approved"], (await client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Obstacles.Select(o => o.Code));
        Assert.Empty((await client.Publishing.ListAsync(ct: Ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task What_a_network_charges_is_said_before_it_is_published(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (draft, channel) = (await Stage.ApprovedAsync(workspace.Client, "x"), await stage.ChannelAsync(workspace, "x"));
        var cost = (await workspace.Client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Cost!;
        Assert.Equal((draft.Content.Posts.Count, "USD", new DateOnly(2026, 11, 1)), (cost.Posts, cost.Currency, cost.CheckedOn));
        Assert.Equal((cost.Posts - cost.Links) * 0.015m + cost.Links * 0.20m, cost.Amount);
        Assert.Equal(0.20m, (await workspace.Client.Channels.GetKindAsync("x", Ct)).Price!.Linked);
    }

    [Fact]
    public async Task A_newsletter_needs_a_mail_channel_an_audience_with_people_and_the_senders_address()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.Host.AddWorkspaceAsync();
        var client = workspace.Client;
        var (mail, site, hook) = (await stage.ChannelAsync(workspace, "email"), await stage.ChannelAsync(workspace, "site"), await stage.ChannelAsync(workspace, "webhook"));
        var (letter, page) = (await Stage.ApprovedAsync(client), await Stage.ApprovedAsync(client, "web"));
        var (nobody, people) = (await client.AddListAsync(), await client.AddListAsync("ann@example.com"));

        async Task<IEnumerable<string>> ObstaclesAsync(PublishRequest request) => (await client.Publishing.PreviewAsync(request, Ct)).Obstacles.Select(o => o.Code);

        Assert.Equal(["audience.needed", "brand.no-postal-address"], await ObstaclesAsync(Request(letter, mail)));
        Assert.Equal(["audience.empty", "brand.no-postal-address"], await ObstaclesAsync(Request(letter, mail, nobody)));
        Assert.Equal(["channel.wrong-family", "brand.no-postal-address"], await ObstaclesAsync(Request(page, mail, people)));
        Assert.Equal(["channel.wrong-family"], await ObstaclesAsync(Request(letter, site)));
        Assert.Equal(["audience.not-needed"], await ObstaclesAsync(Request(page, site, people)));
        Assert.Empty(await ObstaclesAsync(Request(letter, hook)));
        Assert.Empty(await ObstaclesAsync(Request(page, hook)));
        await stage.Host.InAsync(workspace.Id, async services =>
        {
            var db = services.GetRequiredService<ToombosDb>();
            (await db.Channels.FirstAsync(c => c.Id == hook, Ct)).Switch(off: true);
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Equal(["channel.off"], await ObstaclesAsync(Request(page, hook)));
    }

    [Theory]
    [InlineData("<!-- dry_run: true -->", "document.dry-run")]
    [InlineData("<!-- scheduled_for: 2026-03-02T18:00 -->", "document.not-before")]
    [InlineData("<!-- expires_at: 2026-03-01 -->", "document.expired")]
    public async Task What_the_editor_wrote_into_the_document_holds(string flag, string code)
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web", $"# News\n\n## [tips] Tips\n\n{flag}\n### Breathe slowly\n\nSix breaths a minute calm most people, says the clinic. Try it before you leave the beach.\n");

        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, code, () => client.Publishing.PublishAsync(Request(draft, channel), ct: Ct));

        if (code == "document.dry-run") Assert.True((await client.Publishing.PublishAsync(Request(draft, channel) with { DryRun = true }, ct: Ct)).DryRun);
        // 18:00 in Berlin is 17:00 UTC.
        if (code == "document.not-before") Assert.NotNull(await client.Publishing.PublishAsync(Request(draft, channel) with { At = new() { Local = new(2026, 3, 2, 18, 0, 0) } }, ct: Ct));
    }

    [Theory, BothDatabases]
    public async Task A_text_that_was_changed_before_its_time_is_not_sent(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var id = (await client.Publishing.PublishAsync(Request(draft, channel) with { At = new() { Local = new(2026, 3, 2, 12, 0, 0) } }, ct: Ct)).Id;

        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Title = "Another title for it" }, BaseVersion = draft.VersionNumber }, Ct);
        stage.Host.Clock.Advance(TimeSpan.FromHours(3));
        var failed = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Failed, 0), (failed.State, stage.Webhook.Asked(channel)));
        Assert.Contains("version 2", failed.Error, StringComparison.Ordinal);
        Assert.Contains((await client.Events.ListAsync(limit: 100, ct: Ct)).Items, e => e.Kind == "publication.failed" && e.SubjectId == id);
        var second = await Stage.ApproveAsync(client, draft.Summary.Id);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.changed", () => client.Publishing.RetryAsync(id, Ct));
        Assert.Equal(PublicationState.Published, (await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(second, channel), ct: Ct)).Id)).State);
    }

    [Fact]
    public async Task In_the_middle_of_a_list_a_change_of_the_text_stops_the_rest()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com", "cyd@example.com");
        var draft = await Stage.ApprovedAsync(client);
        stage.Email.Answer(channel, (_, n) =>
        {
            if (n == 2) client.Writing.EditDraftAsync(draft.Summary.Id, new() { Text = draft.Editable with { Subject = "Another subject" }, BaseVersion = draft.VersionNumber }, Ct).GetAwaiter().GetResult();
            return new Connectors.Channels.ChannelAnswer.Delivered(false);
        });

        var part = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(draft, channel, list), ct: Ct)).Id);

        Assert.Equal((PublicationState.Partial, 2, 1), (part.State, part.Counts.Sent, part.Counts.Failed));
    }

    [Theory, BothDatabases]
    public async Task What_is_planned_for_an_audience_that_is_removed_is_not_sent_and_says_why(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com");
        var request = Request(await Stage.ApprovedAsync(client), channel, list);
        var id = (await client.Publishing.PublishAsync(request with { At = new() { Local = new(2026, 3, 2, 12, 0, 0) } }, ct: Ct)).Id;
        await client.Audiences.DeleteAsync(list, Ct);

        await Problems.RefusedAsync(HttpStatusCode.NotFound, "audience.not-found", () => client.Publishing.PreviewAsync(request, Ct));
        stage.Host.Clock.Advance(TimeSpan.FromHours(3));
        var failed = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Failed, "Letter", 0, 0), (failed.State, failed.AudienceName, failed.Counts.Total, stage.Email.Asked(channel)));
        Assert.Contains("no audience", failed.Error, StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "audience.not-found", () => client.Publishing.RetryAsync(id, Ct));
    }

    [Theory, BothDatabases]
    public async Task What_is_called_off_is_not_sent_and_its_place_is_free(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var request = Request(await Stage.ApprovedAsync(client, "web"), channel) with { At = new() { Local = new(2026, 3, 2, 12, 0, 0) } };
        var first = await client.Publishing.PublishAsync(request, ct: Ct);

        var off = await client.Publishing.CancelAsync(first.Id, Ct);

        Assert.Equal((PublicationState.Cancelled, 1), (off.State, off.Counts.Cancelled));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.WorkAsync(workspace, first.Id));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.ended", () => client.Publishing.CancelAsync(first.Id, Ct));
        Assert.Equal(PublicationState.Planned, (await client.Publishing.PublishAsync(request, ct: Ct)).State);
    }

    [Theory, BothDatabases]
    public async Task A_job_that_is_ended_by_itself_leaves_no_publication_that_waits_for_ever(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var off = await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct);
        await client.Jobs.CancelAsync(off.JobId!.Value, Ct);
        Assert.Equal(PublicationState.Cancelled, (await client.Publishing.GetAsync(off.Id, Ct)).State);

        // One whose process dies each time is given up, and what was on its way is for a person to say.
        stage.Webhook.Answer(channel, (_, _) => throw new Killed());
        var id = (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id;
        for (var i = 0; i < Features.Publishing.Publish.Rules.MaxAttempts; i++)
        {
            if ((await client.Publishing.GetAsync(id, Ct)).FinishedAt is not null) break;
            stage.Host.Clock.Advance(TimeSpan.FromHours(1));
            await stage.WorkAsync(workspace, id);
        }
        var given = await client.Publishing.GetAsync(id, Ct);
        Assert.Equal((PublicationState.Unknown, 1), (given.State, given.Counts.Unknown));
    }

    [Fact]
    public async Task A_piece_stays_while_something_of_it_is_about_to_go_out()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var id = (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id;

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "piece.in-use", () => client.Writing.DeletePieceAsync(draft.Summary.PieceId, Ct));
        await stage.FinishAsync(workspace, id);
        await client.Writing.DeletePieceAsync(draft.Summary.PieceId, Ct);

        Assert.Equal((PublicationState.Published, draft.Summary.Title), (await client.Publishing.GetAsync(id, Ct) is var kept ? kept.State : default, kept.Title));
    }

    [Fact]
    public async Task A_source_that_is_removed_takes_its_drafts_and_what_was_planned_of_them_fails()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var id = (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id;
        var source = (await client.Documents.ListSourcesAsync(ct: Ct)).Items.Single().Id;
        await client.Documents.DeleteSourceAsync(source, Ct);

        Assert.Equal((PublicationState.Failed, 0), ((await stage.FinishAsync(workspace, id)).State, stage.Webhook.Asked(channel)));
    }
}
