using System.Net;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Files;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Posts that are up get another text instead of a second post: whole threads, through trouble and crashes, and taken away as one.</summary>
public sealed class ChangedPostTests
{
    const string Token = "a-token-of-the-harbour";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Draft draft, Guid channel, Guid? updateOf = null) => new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, UpdateOf = updateOf };

    /// <summary>A next version of so many posts, approved.</summary>
    static async Task<Draft> NextAsync(ToombosClient client, Draft draft, string words, int posts = 1)
    {
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { BaseVersion = draft.VersionNumber, Text = draft.Editable with { Posts = [.. Enumerable.Range(1, posts).Select(n => $"{words}, part {n}.")] } }, Ct);
        return await Stage.ApproveAsync(client, draft.Summary.Id);
    }

    sealed class Scene : IAsyncDisposable
    {
        public required Stage Stage { get; init; }
        public required TestWorkspace Workspace { get; init; }
        public required MastodonSink Sink { get; init; }
        public required Guid Channel { get; init; }
        public required Draft Draft { get; init; }
        public required Publication First { get; init; }
        public ToombosClient Client => Workspace.Client;
        public IEnumerable<string> Texts => Sink.Posts.Select(p => p.Text);

        /// <summary>A thread of so many posts is up at Mastodon.</summary>
        public static async Task<Scene> StartAsync(DatabaseKind database, int posts = 2, Scythe? scythe = null)
        {
            var stage = await Stage.StartAsync(database, scythe, fake: false);
            var (workspace, sink) = (await stage.WorkspaceAsync(), await ServiceSink.StartAsync<MastodonSink>());
            (sink.Token, sink.Now, sink.Slow) = (Token, stage.Host.Clock.GetUtcNow, false);
            var channel = (await workspace.Client.Channels.AddAsync(new() { Name = "Harbour social", Kind = "mastodon", Settings = new() { ["server"] = sink.Address, ["accessToken"] = Token } }, Ct)).Channel.Id;
            var draft = await NextAsync(workspace.Client, await Stage.ApprovedAsync(workspace.Client, "mastodon"), "As it was", posts);
            var first = await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);
            Assert.Equal((PublicationState.Published, posts), (first.State, sink.Posts.Count));
            return new() { Stage = stage, Workspace = workspace, Sink = sink, Channel = channel, Draft = draft, First = first };
        }

        public async Task<Publication> PublishAsync(PublishRequest request) => await Stage.FinishAsync(Workspace, (await Client.Publishing.PublishAsync(request, ct: Ct)).Id);

        public async ValueTask DisposeAsync()
        {
            await Stage.DisposeAsync();
            await Sink.DisposeAsync();
        }
    }

    [Theory, BothDatabases]
    public async Task A_change_takes_the_place_of_the_post_and_the_whole_thread_is_taken_away_with_it(DatabaseKind database)
    {
        await using var scene = await Scene.StartAsync(database);
        var (client, sink, id) = (scene.Client.Publishing, scene.Sink, scene.Sink.Posts[0].Id);
        var longer = await NextAsync(scene.Client, scene.Draft, "Corrected", 3);
        Assert.Equal(scene.First.Id, (await client.PreviewAsync(Request(longer, scene.Channel), Ct)).Up?.Id);

        var second = await scene.PublishAsync(Request(longer, scene.Channel, scene.First.Id));
        Assert.Equal(longer.Content.Posts, scene.Texts);
        Assert.Equal((PublicationState.Published, scene.First.Id, scene.First.Address, id), (second.State, second.UpdateOf, second.Address, sink.Posts[0].Id));
        Assert.Equal([null, sink.Posts[0].Id, sink.Posts[1].Id], sink.Posts.Select(p => p.Answers));
        // The newest is what is measured, whichever of them is named it is what is changed.
        Assert.Equal((true, false), ((await client.GetMetricsAsync(scene.First.Id, Ct)).NextAt is null, (await client.GetMetricsAsync(second.Id, Ct)).NextAt is null));
        var shorter = await NextAsync(scene.Client, longer, "Short");
        var third = await scene.PublishAsync(Request(shorter, scene.Channel, scene.First.Id));
        Assert.Equal((second.Id, id), (third.UpdateOf, Assert.Single(sink.Posts).Id));
        Assert.Equal(third.Id, (await client.PreviewAsync(Request(shorter, scene.Channel), Ct)).Up?.Id);

        Assert.Equal(PublicationState.Published, (await scene.Stage.FinishAsync(scene.Workspace, (await client.WithdrawAsync(scene.First.Id, Ct)).Id)).State);
        Assert.Empty(sink.Posts);
        foreach (var one in (Publication[])[scene.First, second, third]) Assert.Equal((false, true), ((await client.GetAsync(one.Id, Ct)).Removable, (await client.GetAsync(one.Id, Ct)).TakenDownAt is not null));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-up", () => client.WithdrawAsync(third.Id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-up", () => client.PublishAsync(Request(shorter, scene.Channel, third.Id) with { Slot = "again" }, ct: Ct));
        Assert.Null((await client.PreviewAsync(Request(shorter, scene.Channel), Ct)).Up);
    }

    [Theory, BothDatabases]
    public async Task Killed_before_any_statement_a_change_goes_on_and_nothing_is_double(DatabaseKind database)
    {
        var scythe = new Scythe();
        await using var scene = await Scene.StartAsync(database, 2, scythe);
        var (draft, deaths, spared) = (scene.Draft, 0, false);
        for (var statement = 1; !spared; statement++)
        {
            draft = await NextAsync(scene.Client, draft, $"State {statement}", 1 + statement % 2);
            var planned = await scene.Client.Publishing.PublishAsync(Request(draft, scene.Channel, scene.First.Id), ct: Ct);
            var died = await scene.Stage.WorkAsync(scene.Workspace, planned.Id, () => scythe.Arm(statement)) is null;
            (spared, deaths) = (!died, deaths + (died ? 1 : 0));
            if (died) Assert.Equal(PublicationState.Published, (await scene.Stage.FinishAsync(scene.Workspace, planned.Id)).State);
            Assert.Equal(draft.Content.Posts, scene.Texts);
            scene.Stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.True(deaths > 20, $"It died {deaths} times.");
    }

    [Theory, BothDatabases]
    public async Task A_change_that_stopped_half_way_is_gone_on_from_by_the_next_one(DatabaseKind database)
    {
        await using var scene = await Scene.StartAsync(database, 1);
        var half = await NextAsync(scene.Client, scene.Draft, "Half", 3);
        scene.Sink.Instead = request => request.Method == "POST" && $"{request.Json["status"]}".Contains("part 3", StringComparison.Ordinal) ? new(422, """{"error":"Not like that"}""") : null;
        var failed = await scene.PublishAsync(Request(half, scene.Channel, scene.First.Id));
        Assert.Equal((PublicationState.Failed, 2), (failed.State, scene.Sink.Posts.Count));
        scene.Sink.Instead = _ => null;

        var whole = await NextAsync(scene.Client, half, "Whole", 2);
        Assert.Equal(PublicationState.Published, (await scene.PublishAsync(Request(whole, scene.Channel, scene.First.Id))).State);
        Assert.Equal(whole.Content.Posts, scene.Texts);
    }

    [Fact]
    public async Task A_post_that_is_gone_there_is_said_to_be_and_published_anew()
    {
        await using var scene = await Scene.StartAsync(DatabaseKind.Sqlite, 1);
        scene.Sink.TakeDown(scene.Sink.Posts[0].Id);
        var next = await NextAsync(scene.Client, scene.Draft, "Corrected");
        var failed = await scene.PublishAsync(Request(next, scene.Channel, scene.First.Id));
        Assert.Equal((PublicationState.Failed, DeliveryProblem.Permission), (failed.State, failed.Problem));
        Assert.Contains("no longer there", failed.Error, StringComparison.Ordinal);
        var twice = await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.exists", () => scene.Client.Publishing.PublishAsync(Request(next, scene.Channel), ct: Ct));
        Assert.Contains("'slot'", twice.Message, StringComparison.Ordinal);
        Assert.Equal(PublicationState.Published, (await scene.PublishAsync(Request(next, scene.Channel) with { Slot = "anew" })).State);
        Assert.Equal(next.Content.Posts, scene.Texts);
    }

    [Fact]
    public async Task Two_posts_of_a_draft_are_changed_each_by_itself_under_its_own_name()
    {
        await using var scene = await Scene.StartAsync(DatabaseKind.Sqlite, 1);
        var evening = await scene.PublishAsync(Request(scene.Draft, scene.Channel) with { Slot = "evening" });
        var next = await NextAsync(scene.Client, scene.Draft, "Corrected");
        var second = await scene.PublishAsync(Request(next, scene.Channel, evening.Id));
        Assert.Equal("evening", second.Slot);
        Assert.Equal([scene.Draft.Content.Posts[0], next.Content.Posts[0]], scene.Texts);
        await scene.PublishAsync(Request(next, scene.Channel, scene.First.Id));
        Assert.Equal([next.Content.Posts[0], next.Content.Posts[0]], scene.Texts);
        await scene.Stage.FinishAsync(scene.Workspace, (await scene.Client.Publishing.WithdrawAsync(second.Id, Ct)).Id);
        Assert.Null((await scene.Client.Publishing.GetAsync(scene.First.Id, Ct)).TakenDownAt);
        Assert.Single(scene.Texts);
    }

    [Fact]
    public void What_can_be_changed_can_be_taken_away_for_threads_grow_shorter() =>
        Assert.All(Connectors.Channels.ConnectorList.All.Where(c => c.Edits), c => Assert.Equal((true, Connectors.Channels.Publishes.Posts), (c.Removes, c.Publishes)));

    [Fact]
    public async Task A_rehearsed_change_changes_nothing()
    {
        await using var scene = await Scene.StartAsync(DatabaseKind.Sqlite, 1);
        var next = await NextAsync(scene.Client, scene.Draft, "Corrected");
        var rehearsed = await scene.PublishAsync(Request(next, scene.Channel, scene.First.Id) with { DryRun = true });
        Assert.Equal((PublicationState.Published, true), (rehearsed.State, rehearsed.DryRun));
        Assert.Equal(scene.Draft.Content.Posts, scene.Texts);
        Assert.Equal(PublicationState.Published, (await scene.PublishAsync(Request(next, scene.Channel, scene.First.Id))).State);
        Assert.Equal(next.Content.Posts, scene.Texts);
    }

    [Fact]
    public async Task The_gate_refuses_what_can_not_be_changed_and_says_why()
    {
        await using var scene = await Scene.StartAsync(DatabaseKind.Sqlite, 1);
        var (client, next) = (scene.Client, await NextAsync(scene.Client, scene.Draft, "Corrected"));
        Task RefusedAsync(string code, PublishRequest request, HttpStatusCode status = HttpStatusCode.Conflict) => Problems.RefusedAsync(status, code, () => client.Publishing.PublishAsync(request, ct: Ct));

        await RefusedAsync("publication.not-found", Request(next, scene.Channel, Guid.NewGuid()), HttpStatusCode.NotFound);
        await RefusedAsync("publication.of-another", Request(await Stage.ApprovedAsync(client, "mastodon"), scene.Channel, scene.First.Id));
        var stranger = await scene.Stage.WorkspaceAsync();
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => stranger.Client.Publishing.PublishAsync(Request(next, scene.Channel, scene.First.Id), ct: Ct));
        var site = await scene.Stage.ChannelAsync(scene.Workspace, "site");
        var page = await Stage.ApprovedAsync(client, "web");
        await RefusedAsync("publication.not-editable", Request(page, site, scene.First.Id));
        var hook = await scene.Stage.ChannelAsync(scene.Workspace, "webhook");
        await RefusedAsync("publication.not-editable", Request(next, hook, scene.First.Id));

        var file = await client.Files.UploadAsync("ferry.jpg", new MemoryStream(Pictures.Of(SkiaSharp.SKEncodedImageFormat.Jpeg, 400, 200)), ct: Ct);
        await client.Writing.EditDraftAsync(next.Summary.Id, new() { BaseVersion = next.VersionNumber, Text = next.Editable with { Pictures = [new() { FileId = file.Id, AltText = "A ferry." }] } }, Ct);
        var illustrated = await Stage.ApproveAsync(client, next.Summary.Id);
        await RefusedAsync("publication.other-pictures", Request(illustrated, scene.Channel, scene.First.Id));
        var again = await scene.PublishAsync(Request(illustrated, scene.Channel));
        var words = await NextAsync(client, illustrated, "Corrected again");
        Assert.Equal(PublicationState.Published, (await scene.PublishAsync(Request(words, scene.Channel, again.Id))).State);
        Assert.Equal(words.Content.Posts[0], scene.Texts.Last());
        Assert.Single(scene.Sink.MediaOf(scene.Sink.Posts[^1].Id));
    }

    [Fact]
    public async Task While_nobody_knows_the_end_of_a_change_no_other_is_begun()
    {
        await using var scene = await Scene.StartAsync(DatabaseKind.Sqlite, 1);
        var (client, sink) = (scene.Client, scene.Sink);
        var longer = await NextAsync(client, scene.Draft, "Longer", 2);
        sink.Lose = request => request.Is("POST", "/api/v1/statuses");
        sink.Instead = request => request.Is("GET", "/api/v1/accounts/verify_credentials") ? new(503, "{}") : null;
        var doubt = await scene.PublishAsync(Request(longer, scene.Channel, scene.First.Id));
        Assert.Equal((PublicationState.Unknown, 2), (doubt.State, sink.Posts.Count));
        (sink.Lose, sink.Instead) = (_ => false, _ => null);

        var next = await NextAsync(client, longer, "Corrected");
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.unsettled", () => client.Publishing.PublishAsync(Request(next, scene.Channel, scene.First.Id), ct: Ct));
        await client.Publishing.ResolveAsync(doubt.Id, UnknownAnswer.ItIsThere, Ct);
        var changed = await scene.PublishAsync(Request(next, scene.Channel, scene.First.Id));
        Assert.Equal((PublicationState.Published, doubt.Id, next.Content.Posts[0]), (changed.State, changed.UpdateOf, sink.Posts[0].Text));
    }

    [Fact]
    public async Task What_somebody_only_said_is_there_has_no_name_by_which_it_could_be_changed()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite, fake: false);
        await using var sink = await ServiceSink.StartAsync<DiscordSink>();
        sink.Token = "tokentokentokentokentoken";
        var workspace = await stage.WorkspaceAsync();
        var client = workspace.Client;
        var channel = (await client.Channels.AddAsync(new() { Name = "Harbour", Kind = "discord", Settings = new() { ["webhook"] = $"{sink.Address}/api/webhooks/42/{sink.Token}" } }, Ct)).Channel.Id;
        var draft = await Stage.ApprovedAsync(client, "discord");
        sink.Lose = request => request.Method == "POST";
        var doubt = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);
        await client.Publishing.ResolveAsync(doubt.Id, UnknownAnswer.ItIsThere, Ct);
        var next = await NextAsync(client, draft, "Corrected");
        Assert.Null((await client.Publishing.PreviewAsync(Request(next, channel), Ct)).Up);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.nameless", () => client.Publishing.PublishAsync(Request(next, channel, doubt.Id), ct: Ct));
    }
}
