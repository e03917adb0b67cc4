using System.Net;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Publishing;

namespace Toombos.Server.Tests.Stale;

/// <summary>Which texts no longer match their source, through the API: as snapshots follow each other, drafts are edited, and people decide.</summary>
public sealed class StaleTests(Hosts hosts)
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 20 kg. It is made of cedar and glass.\n\n## Harbour day\n\nThe harbour day is on 12 June 2027. Children paddle for free.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Lighter(string kilos = "18") => Document.Replace("20 kg", $"{kilos} kg", StringComparison.Ordinal);

    async Task<(ToombosClient Client, Guid Source)> SourceAsync(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        return (client, (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id);
    }

    async Task<(ToombosClient Client, Guid Source, DraftSummary Draft)> DraftAsync(DatabaseKind database, string channel = "email")
    {
        var (client, source) = await SourceAsync(database);
        return (client, source, (await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [channel] }, Ct)).Drafts[0]);
    }

    static Task<StaleCount> CountAsync(ToombosClient client, int open, int ignored = 0) => Eventually.SatisfiesAsync(() => client.Stale.CountAsync(Ct), c => c.Open == open && c.Ignored == ignored);

    static async Task<IReadOnlyList<StaleDraft>> ListAsync(ToombosClient client, int count, bool ignored = false) =>
        (await Eventually.SatisfiesAsync(() => client.Stale.ListAsync(ignored, ct: Ct), p => p.Items.Count == count)).Items;

    static Task<Toombos.Client.Documents.SyncResult> SaveAsync(ToombosClient client, Guid source, string markdown) => client.Documents.UpdateDocumentAsync(source, new() { Markdown = markdown }, Ct);

    [Theory, BothDatabases]
    public async Task A_draft_whose_source_changed_is_named_with_what_changed(DatabaseKind database)
    {
        var (client, source, draft) = await DraftAsync(database);

        await SaveAsync(client, source, Lighter());

        var stale = Assert.Single(await ListAsync(client, 1));
        Assert.Equal((draft.Id, 1, true, "email", "News", StaleState.Draft, 1, 2), (stale.DraftId, stale.VersionNumber, stale.IsNewest, stale.Channel, stale.SourceName, stale.State, stale.Then.Number, stale.Now.Number));
        var change = Assert.Single(stale.Changes);
        Assert.Equal(("The hull weighs 20 kg. It is made of cedar and glass.", "The hull weighs 18 kg. It is made of cedar and glass.", "new-hull"), (change.Before, change.After, change.Item));
        Assert.True(stale.Sentences > 0);
        var report = await client.Stale.GetReportAsync(draft.Id, ct: Ct);
        Assert.Equal(stale.Sentences, report.Sentences.Count);
        Assert.Equal(stale.Changes[0].Before, Assert.Single(report.Blocks).Before);
        Assert.All(report.Sentences, s => Assert.Contains("18 kg", s.After, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task What_nobody_cites_makes_nothing_stale(DatabaseKind database)
    {
        var (client, source) = await SourceAsync(database);
        await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"], Items = ["harbour-day"] }, Ct);
        var other = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"], Items = ["new-hull"] }, Ct);

        await SaveAsync(client, source, Lighter());

        Assert.Equal(other.Drafts[0].Id, Assert.Single(await ListAsync(client, 1)).DraftId);
    }

    [Theory, BothDatabases]
    public async Task A_source_that_returns_to_its_old_text_makes_drafts_match_again(DatabaseKind database)
    {
        var (client, source, draft) = await DraftAsync(database);
        await SaveAsync(client, source, Lighter());
        await CountAsync(client, 1);

        await SaveAsync(client, source, Document);

        await CountAsync(client, 0);
        Assert.Empty((await client.Stale.GetReportAsync(draft.Id, ct: Ct)).Sentences);
    }

    [Theory, BothDatabases]
    public async Task After_several_snapshots_the_newest_counts(DatabaseKind database)
    {
        var (client, source, draft) = await DraftAsync(database);
        foreach (var kilos in new[] { "19", "18", "17" }) await SaveAsync(client, source, Lighter(kilos));

        var stale = await Eventually.SatisfiesAsync(() => client.Stale.ListAsync(ct: Ct), p => p.Items is [{ Now.Number: 4 }]);
        Assert.Equal((1, "The hull weighs 17 kg. It is made of cedar and glass."), (stale.Items[0].Then.Number, stale.Items[0].Changes[0].After));

        var updated = await client.Stale.UpdateDraftAsync(draft.Id, new() { ContentHash = (await client.Writing.GetDraftAsync(draft.Id, ct: Ct)).ContentHash }, Ct);
        Assert.Equal(stale.Items[0].Now.Id, updated.Draft.SnapshotId);
    }

    [Theory, BothDatabases]
    public async Task A_piece_from_an_older_snapshot_is_stale_at_once(DatabaseKind database)
    {
        var (client, source) = await SourceAsync(database);
        var first = (await client.Documents.GetSourceAsync(source, Ct)).Latest!.Id;
        await SaveAsync(client, source, Lighter());

        await client.Writing.CreatePieceAsync(new() { SourceId = source, SnapshotId = first, Channels = ["email"] }, Ct);

        Assert.Equal(1, (await client.Stale.CountAsync(Ct)).Open);
    }

    [Theory, BothDatabases]
    public async Task An_update_rewrites_only_what_is_at_fault_and_voids_the_approval(DatabaseKind database)
    {
        var (client, source, summary) = await DraftAsync(database);
        var before = await Stage.ApproveAsync(client, summary.Id);
        await SaveAsync(client, source, Lighter());
        Assert.Equal(StaleState.Approved, Assert.Single(await ListAsync(client, 1)).State);

        var updated = await client.Stale.UpdateDraftAsync(summary.Id, new() { ContentHash = before.ContentHash }, Ct);

        Assert.Equal((2, null, DraftState.Draft), (updated.Draft.VersionNumber, updated.Draft.Approval, updated.Draft.Summary.State));
        Assert.Equal(before.Content.Parts.SelectMany(p => p.Sentences).Select(s => s.Text.Replace("20 kg", "18 kg", StringComparison.Ordinal)), updated.Draft.Content.Parts.SelectMany(p => p.Sentences).Select(s => s.Text));
        Assert.True(updated.Draft.Checks.Passed);
        var versions = (await client.Writing.ListVersionsAsync(summary.Id, ct: Ct)).Items;
        Assert.Equal(("Updated from snapshot 2", (await client.Documents.GetSourceAsync(source, Ct)).Latest!.Id), (versions[0].Note, versions[0].SnapshotId));
        Assert.Equal(0, (await client.Stale.CountAsync(Ct)).Open);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.changed", () => client.Stale.UpdateDraftAsync(summary.Id, new() { ContentHash = before.ContentHash }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.up-to-date", () => client.Stale.UpdateDraftAsync(summary.Id, new() { ContentHash = updated.Draft.ContentHash }, Ct));

        // Edits from here on are judged by the new snapshot, and the first version by its own.
        var edited = await client.Writing.EditDraftAsync(summary.Id, new() { Text = updated.Draft.Editable with { Subject = "A hull of 18 kg" }, BaseVersion = 2 }, Ct);
        Assert.Equal(0, edited.Summary.UnsupportedClaims);
        await client.Writing.RestoreVersionAsync(summary.Id, 1, Ct);
        Assert.Equal(1, (await client.Stale.CountAsync(Ct)).Open);
    }

    [Theory, BothDatabases]
    public async Task An_edit_in_between_is_looked_at_anew(DatabaseKind database)
    {
        var (client, source, summary) = await DraftAsync(database, "bluesky");
        await SaveAsync(client, source, Lighter());
        await CountAsync(client, 1);
        var draft = await client.Writing.GetDraftAsync(summary.Id, ct: Ct);

        await client.Writing.EditDraftAsync(summary.Id, new() { Text = new() { Posts = [.. draft.Editable.Posts, "Come and see us."] }, BaseVersion = 1 }, Ct);
        Assert.Equal(2, Assert.Single(await ListAsync(client, 1)).VersionNumber);
        await client.Writing.EditDraftAsync(summary.Id, new() { Text = new() { Posts = ["The harbour day is on 12 June 2027."] }, BaseVersion = 2 }, Ct);

        Assert.Equal(0, (await client.Stale.CountAsync(Ct)).Open);
    }

    [Theory, BothDatabases]
    public async Task What_a_named_person_ignores_stays_ignored_until_it_changes_again(DatabaseKind database)
    {
        var (client, source, summary) = await DraftAsync(database);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.up-to-date", () => client.Stale.IgnoreAsync(summary.Id, new() { Name = "Ada Lind", Reason = "Too early" }, Ct));
        await SaveAsync(client, source, Lighter());
        await CountAsync(client, 1);

        var ignored = await client.Stale.IgnoreAsync(summary.Id, new() { Name = "Ada Lind", Reason = "Only a rounding" }, Ct);
        Assert.Equal(("Ada Lind", "Only a rounding"), (ignored.Ignored?.By, ignored.Ignored?.Reason));
        await CountAsync(client, 0, 1);
        var draft = await client.Writing.GetDraftAsync(summary.Id, ct: Ct);
        await client.Writing.EditDraftAsync(summary.Id, new() { Text = draft.Editable with { Body = draft.Editable.Body + "\n\nCome and see us." }, BaseVersion = 1 }, Ct);
        await CountAsync(client, 0, 1);
        await SaveAsync(client, source, Lighter() + "\n## More\n\nSomething else entirely is new here.\n");
        Assert.Equal(3, (await Eventually.SatisfiesAsync(() => client.Stale.ListAsync(true, ct: Ct), p => p.Items is [{ Now.Number: 3 }])).Items[0].Now.Number);
        await CountAsync(client, 0, 1);

        await SaveAsync(client, source, Lighter("17"));
        await CountAsync(client, 1);

        await client.Stale.IgnoreAsync(summary.Id, new() { Name = "Ada Lind", Reason = "Still a rounding" }, Ct);
        await client.Stale.StopIgnoringAsync(summary.Id, Ct);
        await CountAsync(client, 1);
    }

    [Theory, BothDatabases]
    public async Task The_list_is_paged_newest_first_without_gaps(DatabaseKind database)
    {
        var (client, source) = await SourceAsync(database);
        for (var i = 0; i < 3; i++) await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email", "x"] }, Ct);
        await SaveAsync(client, source, Lighter());
        await CountAsync(client, 6);

        var (seen, after) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await client.Stale.ListAsync(after: after, limit: 2, ct: Ct);
            Assert.True(page.Items.Count <= 2);
            seen.AddRange(page.Items.Select(s => s.DraftId));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(6, seen.Distinct().Count());
        Assert.Equal(6, seen.Count);
        Assert.Empty((await client.Stale.ListAsync(sourceId: Guid.NewGuid(), ct: Ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task When_nothing_is_left_an_update_is_refused_with_the_reason(DatabaseKind database)
    {
        var (client, source, summary) = await DraftAsync(database, "bluesky");
        await SaveAsync(client, source, "# News\n\n## Another matter\n\nNothing of the old text stands here any more.\n");
        await CountAsync(client, 1);

        Assert.NotNull((await client.Stale.GetReportAsync(summary.Id, ct: Ct)).Obstacle);
        var draft = await client.Writing.GetDraftAsync(summary.Id, ct: Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.nothing-left", () => client.Stale.UpdateDraftAsync(summary.Id, new() { ContentHash = draft.ContentHash }, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_sent_newsletter_is_named_where_it_is_out_and_corrected_by_a_new_draft(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, role: "all");
        var (workspace, client, source, published) = await PublishedAsync(stage, "webhook", "email");

        await SaveAsync(client, source, Lighter());
        var stale = Assert.Single(await ListAsync(client, 1));
        Assert.Equal((StaleState.Published, "Our webhook", false), (stale.State, Assert.Single(stale.Published).ChannelName, stale.Published[0].Replaceable));

        // An update of the draft does not change what readers have.
        var updated = await client.Stale.UpdateDraftAsync(stale.DraftId, new() { ContentHash = (await client.Writing.GetDraftAsync(stale.DraftId, ct: Ct)).ContentHash }, Ct);
        stale = Assert.Single(await ListAsync(client, 1));
        Assert.Equal((1, false, StaleState.Published), (stale.VersionNumber, stale.IsNewest, stale.State));

        var correction = await client.Stale.CorrectAsync(published.Id, Ct);
        Assert.Equal(CorrectionKind.NewDraft, correction.Kind);
        Assert.Contains("can't be changed", correction.Advice, StringComparison.Ordinal);
        Assert.NotEqual(updated.Draft.Summary.PieceId, correction.Draft.Summary.PieceId);
        Assert.Contains("The hull weighs 18 kg.", correction.Draft.Editable.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Children", correction.Draft.Editable.Body, StringComparison.Ordinal);
        Assert.StartsWith("Correction:", correction.Draft.Editable.Subject, StringComparison.Ordinal);
        Assert.True(correction.Draft.Checks.Passed, string.Join("; ", correction.Draft.Checks.Findings.Select(f => f.Message)));
    }

    [Theory, BothDatabases]
    public async Task A_page_of_a_site_is_corrected_by_the_next_version(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, role: "all");
        var (workspace, client, source, published) = await PublishedAsync(stage, "site", "web");
        await SaveAsync(client, source, Lighter());
        await CountAsync(client, 1);

        var correction = await client.Stale.CorrectAsync(published.Id, Ct);

        Assert.Equal((CorrectionKind.Replaces, 2), (correction.Kind, correction.Draft.VersionNumber));
        await CountAsync(client, 1);
        await Stage.ApproveAsync(client, correction.Draft.Summary.Id);
        var again = await client.Publishing.PublishAsync(new() { DraftId = correction.Draft.Summary.Id, ContentHash = correction.Draft.ContentHash, ChannelId = published.ChannelId }, ct: Ct);
        await Eventually.SatisfiesAsync(() => client.Publishing.GetAsync(again.Id, Ct), p => p.State == PublicationState.Published);
        await CountAsync(client, 0);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-out", () => client.Stale.CorrectAsync(published.Id, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_post_at_a_network_that_lets_it_be_changed_is_corrected_by_the_next_version(DatabaseKind database)
    {
        var mastodon = new FakeChannel("mastodon", Connectors.Channels.AfterSilence.GoOn);
        await using var stage = await Stage.StartAsync(database, role: "all", another: mastodon);
        var (_, client, source, published) = await PublishedAsync(stage, "mastodon", "mastodon");
        await SaveAsync(client, source, Lighter());
        Assert.True(Assert.Single(Assert.Single(await ListAsync(client, 1)).Published).Replaceable);

        var correction = await client.Stale.CorrectAsync(published.Id, Ct);
        Assert.Equal((CorrectionKind.Replaces, published.DraftId, 2), (correction.Kind, correction.Draft.Summary.Id, correction.Draft.VersionNumber));
        Assert.Contains("change the post that is up", correction.Advice, StringComparison.Ordinal);
        await Stage.ApproveAsync(client, correction.Draft.Summary.Id);
        var again = await client.Publishing.PublishAsync(new() { DraftId = correction.Draft.Summary.Id, ContentHash = correction.Draft.ContentHash, ChannelId = published.ChannelId, UpdateOf = published.Id }, ct: Ct);
        await Eventually.SatisfiesAsync(() => client.Publishing.GetAsync(again.Id, Ct), p => p.State == PublicationState.Published);
        Assert.Equal([false, true], mastodon.Arrived(published.ChannelId).Cast<Connectors.Channels.Dispatch.Posts>().Select(d => d.Changes));
        await CountAsync(client, 0);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-out", () => client.Stale.CorrectAsync(published.Id, Ct));
    }

    static async Task<(TestWorkspace, ToombosClient, Guid Source, Publication)> PublishedAsync(Stage stage, string channel, string family)
    {
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [family], Items = ["new-hull"] }, Ct);
        var draft = await Stage.ApproveAsync(client, piece.Drafts[0].Id);
        var publication = await client.Publishing.PublishAsync(new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = await stage.ChannelAsync(workspace, channel) }, ct: Ct);
        await Eventually.SatisfiesAsync(() => client.Publishing.GetAsync(publication.Id, Ct), p => p.State == PublicationState.Published);
        return (workspace, client, source, publication);
    }
}
