using System.Globalization;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Accounts at networks and sites of others, by the real connectors: posts, threads and pages, replaced, taken away, in doubt, and through crashes.</summary>
public sealed class ElsewhereTests
{
    const string Token = "a-token-of-the-harbour";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Long enough for a thread.</summary>
    static string Long { get; } = "# News\n\n## [tips] Tips\n\n### Sail with the tide\n\n" + string.Join(' ', Enumerable.Range(1, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $"The ferry of pier {i} leaves when the tide turns, says the harbour master.")));

    static PublishRequest Request(Draft draft, Guid channel) => new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel };

    static async Task<(Stage Stage, TestWorkspace Workspace, MastodonSink Sink, Guid Channel)> MastodonAsync(DatabaseKind database, Scythe? scythe = null)
    {
        var stage = await Stage.StartAsync(database, scythe, fake: false);
        var (workspace, sink) = (await stage.WorkspaceAsync(), await ServiceSink.StartAsync<MastodonSink>());
        (sink.Token, sink.Now) = (Token, stage.Host.Clock.GetUtcNow);
        var channel = await workspace.Client.Channels.AddAsync(new() { Name = "Harbour social", Kind = "mastodon", Settings = new() { ["server"] = sink.Address, ["accessToken"] = Token } }, Ct);
        return (stage, workspace, sink, channel.Channel.Id);
    }

    [Theory, BothDatabases]
    public async Task A_thread_is_posted_shown_at_its_address_and_taken_away_again(DatabaseKind database)
    {
        var (stage, workspace, sink, channel) = await MastodonAsync(database);
        await using var _ = stage;
        await using var __ = sink;
        var client = workspace.Client.Publishing;
        Assert.True((await workspace.Client.Channels.CheckAsync(channel, Ct)).Good);
        var draft = await Stage.ApprovedAsync(workspace.Client, "mastodon", Long);

        var done = await stage.FinishAsync(workspace, (await client.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        Assert.Equal(draft.Content.Posts, sink.Posts.Select(p => p.Text));
        Assert.True(sink.Posts.Count > 1);
        Assert.Equal((PublicationState.Published, $"https://harbour.social/@harbour/{sink.Posts[0].Id}"), (done.State, done.Address));
        Assert.Equal(sink.Posts[0].Id, (await client.ListDeliveriesAsync(done.Id, ct: Ct)).Items.Single().Reference);

        var away = await client.WithdrawAsync(done.Id, Ct);
        Assert.Equal(PublicationState.Published, (await stage.FinishAsync(workspace, away.Id)).State);
        Assert.Empty(sink.Posts);
        Assert.Null((await client.GetAsync(done.Id, Ct)).Address);
        await Problems.RefusedAsync(System.Net.HttpStatusCode.Conflict, "publication.not-up", () => client.WithdrawAsync(done.Id, Ct));
    }

    [Theory, BothDatabases]
    public async Task What_a_server_takes_less_of_than_others_is_known_before_anything_is_sent(DatabaseKind database)
    {
        var (stage, workspace, sink, channel) = await MastodonAsync(database);
        await using var _ = stage;
        await using var __ = sink;
        var client = workspace.Client;
        Assert.Equal((500, 4), ((await client.Channels.GetAsync(channel, Ct)).Limits["post"], (await client.Channels.ListAsync(Ct)).Single().Limits["images"]));
        var draft = await Stage.ApprovedAsync(client, "mastodon", Long);
        Assert.Empty((await client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Obstacles);

        sink.MostCharacters = 300;
        Assert.True((await client.Channels.CheckAsync(channel, Ct)).Good);
        var obstacle = (await client.Publishing.PreviewAsync(Request(draft, channel), Ct)).Obstacles[0];
        Assert.Equal("draft.too-long-there", obstacle.Code);
        Assert.Matches(@"^Post 1 of \d has \d{3} characters, and the server of 'Harbour social' takes 300\. Shorten it, and have it approved\.$", obstacle.Sentence);
        await Problems.RefusedAsync(System.Net.HttpStatusCode.Conflict, "draft.too-long-there", () => client.Publishing.PublishAsync(Request(draft, channel), ct: Ct));
        Assert.Empty(sink.Posts);

        // Changed settings may mean another server, which is asked anew.
        sink.MostCharacters = 5000;
        Assert.Equal(5000, (await client.Channels.UpdateAsync(channel, new() { Settings = new() { ["server"] = sink.Address, ["accessToken"] = Token } }, Ct)).Limits["post"]);
        Assert.Equal(PublicationState.Published, (await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id)).State);
    }

    [Theory, BothDatabases]
    public async Task A_draft_that_waits_for_its_time_is_held_against_what_the_server_takes_then(DatabaseKind database)
    {
        var (stage, workspace, sink, channel) = await MastodonAsync(database);
        await using var _ = stage;
        await using var __ = sink;
        var draft = await Stage.ApprovedAsync(workspace.Client, "mastodon", Long);
        var planned = await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct);
        sink.MostCharacters = 300;
        await workspace.Client.Channels.CheckAsync(channel, Ct);
        var failed = await stage.FinishAsync(workspace, planned.Id);
        Assert.Equal(PublicationState.Failed, failed.State);
        Assert.Contains("takes 300", (await workspace.Client.Publishing.ListDeliveriesAsync(failed.Id, ct: Ct)).Items.Single().Error, StringComparison.Ordinal);
        Assert.Empty(sink.Posts);
    }

    [Theory, BothDatabases]
    public async Task Killed_before_any_statement_a_thread_goes_on_where_it_stopped(DatabaseKind database)
    {
        var scythe = new Scythe();
        var (stage, workspace, sink, channel) = await MastodonAsync(database, scythe);
        await using var _ = stage;
        await using var __ = sink;
        var draft = await Stage.ApprovedAsync(workspace.Client, "mastodon", Long);
        var (deaths, spared) = (0, false);
        for (var statement = 1; !spared; statement++)
        {
            var before = sink.Posts.Count;
            var planned = await workspace.Client.Publishing.PublishAsync(Request(draft, channel) with { Slot = $"s{statement}" }, ct: Ct);
            var died = await stage.WorkAsync(workspace, planned.Id, () => scythe.Arm(statement)) is null;
            (spared, deaths) = (!died, deaths + (died ? 1 : 0));
            var done = died ? await stage.FinishAsync(workspace, planned.Id) : await workspace.Client.Publishing.GetAsync(planned.Id, Ct);
            Assert.Equal(PublicationState.Published, done.State);
            Assert.Equal(draft.Content.Posts, sink.Posts.Skip(before).Select(p => p.Text));
            // The same text again must not be taken for what was posted a day before.
            stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.True(deaths > 20, $"It died {deaths} times.");
    }

    [Theory, BothDatabases]
    public async Task A_page_keeps_its_address_when_a_later_version_takes_its_place(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, fake: false);
        await using var sink = await ServiceSink.StartAsync<WordPressSink>();
        sink.Password = Token;
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var channel = (await client.Channels.AddAsync(new() { Name = "Blog", Kind = "wordpress", Settings = new() { ["site"] = sink.Address, ["user"] = "editor", ["applicationPassword"] = Token } }, Ct)).Channel.Id;
        var draft = await Stage.ApprovedAsync(client, "web");
        var first = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);
        var post = Assert.Single(sink.Posts);
        Assert.Equal((PublicationState.Published, $"{sink.Address}/{post["slug"]}/"), (first.State, first.Address));
        Assert.DoesNotContain("<html", $"{post["content"]}", StringComparison.Ordinal);

        var changed = await client.Writing.EditDraftAsync(draft.Summary.Id, new() { BaseVersion = draft.VersionNumber, Text = draft.Editable with { Title = "Breathe slowly, twice" } }, Ct);
        changed = await Stage.ApproveAsync(client, changed.Summary.Id);
        var second = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(changed, channel), ct: Ct)).Id);

        Assert.Equal((first.Id, first.Address), (second.UpdateOf, second.Address));
        Assert.Equal("Breathe slowly, twice", $"{Assert.Single(sink.Posts)["title"]}");
        await stage.FinishAsync(workspace, (await client.Publishing.WithdrawAsync(second.Id, Ct)).Id);
        Assert.Empty(sink.Posts);
    }

    [Theory]
    [InlineData(UnknownAnswer.ItIsThere, 1)]
    [InlineData(UnknownAnswer.SendAgain, 2)]
    public async Task Where_nobody_can_be_asked_a_person_says_what_became_of_it(UnknownAnswer answer, int messages)
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite, fake: false);
        await using var sink = await ServiceSink.StartAsync<TelegramSink>();
        sink.Token = "123456:abcdefghijklmnopqrstuvwxyz";
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var channel = (await client.Channels.AddAsync(new() { Name = "Harbour", Kind = "telegram", Settings = new() { ["server"] = sink.Address, ["chat"] = "@harbour_news", ["botToken"] = sink.Token } }, Ct)).Channel.Id;
        var draft = await Stage.ApprovedAsync(client, "telegram");
        sink.Lose = _ => true;
        var doubt = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);
        Assert.Equal((PublicationState.Unknown, 1), (doubt.State, sink.Messages.Count));
        sink.Lose = _ => false;

        var told = await client.Publishing.ResolveAsync(doubt.Id, answer, Ct);
        if (told.FinishedAt is null) told = await stage.FinishAsync(workspace, told.Id);
        Assert.Equal((PublicationState.Published, messages), (told.State, sink.Messages.Count));
    }

    [Fact]
    public async Task What_was_written_for_one_network_is_not_posted_on_another()
    {
        var (stage, workspace, sink, channel) = await MastodonAsync(DatabaseKind.Sqlite);
        await using var _ = stage;
        await using var __ = sink;
        var draft = await Stage.ApprovedAsync(workspace.Client, "bluesky");
        var refused = await Problems.RefusedAsync(System.Net.HttpStatusCode.UnprocessableEntity, "channel.wrong-family", () => workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct));
        Assert.Contains("takes what is written for Mastodon", refused.Message, StringComparison.Ordinal);
    }
}
