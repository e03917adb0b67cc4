using System.Net;
using Toombos.Client.Access;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>What is published arrives once, and the ledger says what became of it.</summary>
public sealed class PublishTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Client.Writing.Draft draft, Guid channel, Guid? audience = null) =>
        new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = audience };

    [Theory, BothDatabases]
    public async Task A_newsletter_reaches_everyone_once_each_with_a_link_of_their_own(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com", "cyd@example.com");
        var draft = await Stage.ApprovedAsync(client);

        var preview = await client.Publishing.PreviewAsync(Request(draft, channel, list), Ct);
        Assert.Equal((3, 0, "Letter"), (preview.Deliveries, preview.Obstacles.Count, preview.AudienceName));
        var planned = await client.Publishing.PublishAsync(Request(draft, channel, list), ct: Ct);
        Assert.Equal(PublicationState.Planned, planned.State);
        var done = await stage.FinishAsync(workspace, planned.Id);

        Assert.Equal((PublicationState.Published, 3, 3), (done.State, done.Counts.Sent, done.Counts.Total));
        var mails = stage.Email.Arrived(channel).Cast<Dispatch.Mail>().ToList();
        Assert.Equal(["ann@example.com", "bob@example.com", "cyd@example.com"], mails.Select(m => m.To).Order());
        Assert.Equal(3, mails.Select(m => m.UnsubscribeAddress).Distinct().Count());
        Assert.All(mails, m =>
        {
            Assert.Contains($"href=\"{m.UnsubscribeAddress}\"", m.Html, StringComparison.Ordinal);
            Assert.Contains(m.UnsubscribeAddress, m.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("#unsubscribe", m.Html + m.Text, StringComparison.Ordinal);
            Assert.Contains("Quay 1, Orust", m.Html, StringComparison.Ordinal);
        });
        var lines = (await client.Publishing.ListDeliveriesAsync(done.Id, ct: Ct)).Items;
        var details = await client.Publishing.GetDeliveryAsync(lines[0].Id, Ct);
        var attempt = Assert.Single(details.Attempts);
        Assert.Equal((1, "delivered", draft.ContentHash), (attempt.Number, attempt.Outcome, attempt.ContentHash));
        Assert.Contains(details.Delivery.IdempotencyKey, mails.Select(m => m.Key));
    }

    [Theory, BothDatabases]
    public async Task Asked_twice_under_one_key_it_happens_once_and_another_request_under_it_is_refused(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var request = Request(await Stage.ApprovedAsync(client, "web"), channel);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.Publishing.PublishAsync(request, "same key", Ct)));

        Assert.Single(all.Select(p => p.Id).Distinct());
        Assert.Single((await client.Publishing.ListAsync(ct: Ct)).Items);
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key.reused", () => client.Publishing.PublishAsync(request with { Slot = "again" }, "same key", Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.exists", () => client.Publishing.PublishAsync(request, "another key", Ct));
        Assert.NotEqual(all[0].Id, (await client.Publishing.PublishAsync(request with { Slot = "again" }, "another key", Ct)).Id);
    }

    [Theory, BothDatabases]
    public async Task A_message_to_a_program_says_what_was_approved_by_whom_and_what_it_rests_on(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var channel = await stage.ChannelAsync(workspace, "webhook");
        var draft = await Stage.ApprovedAsync(workspace.Client, "web");

        var done = await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel), ct: Ct)).Id);

        Assert.Equal((PublicationState.Published, 1), (done.State, done.Counts.Confirmed));
        var sent = Assert.IsType<Dispatch.Message>(Assert.Single(stage.Webhook.Arrived(channel)));
        var message = Platform.Database.Json.Read<PublicationMessage>(System.Text.Encoding.UTF8.GetString(sent.Json.Span));
        Assert.Equal(("publication.published", draft.ContentHash, "Mia Berg", done.Id), (message.Type, message.Data.ContentHash, message.Data.ApprovedBy, message.Data.PublicationId));
        Assert.NotEmpty(message.Data.Citations);
    }

    [Fact]
    public async Task Only_what_failed_is_tried_again()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com", "cyd@example.com");
        stage.Email.Answer(channel, (d, _) => ((Dispatch.Mail)d).To.StartsWith("bob", StringComparison.Ordinal) ? new ChannelAnswer.Rejected(ChannelProblem.Content, "No such mailbox.") : new ChannelAnswer.Delivered(false));
        var id = (await client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(client), channel, list), ct: Ct)).Id;

        var part = await stage.FinishAsync(workspace, id);
        Assert.Equal((PublicationState.Partial, 2, 1, DeliveryProblem.Content), (part.State, part.Counts.Sent, part.Counts.Failed, part.Problem));
        Assert.Equal(3, stage.Email.Asked(channel));

        stage.Email.Answer(channel, (_, _) => new ChannelAnswer.Delivered(false));
        await client.Publishing.RetryAsync(id, Ct);
        var whole = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Published, 3), (whole.State, whole.Counts.Sent));
        Assert.Equal(4, stage.Email.Asked(channel));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.nothing-failed", () => client.Publishing.RetryAsync(id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.ended", () => client.Publishing.CancelAsync(id, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_busy_service_is_asked_again_when_it_said_and_nobody_gets_it_twice(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com");
        stage.Email.Answer(channel, (_, n) => n == 2 ? new ChannelAnswer.TryLater(ChannelProblem.Rate, "Slow down.", TimeSpan.FromMinutes(3)) : new ChannelAnswer.Delivered(false));
        var id = (await client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(client), channel, list), ct: Ct)).Id;

        var first = Assert.IsType<JobOutcome.TryLater>(await stage.WorkAsync(workspace, id));
        Assert.Equal((TimeSpan.FromMinutes(3), false), (first.After, first.Counts));
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(1));
        var done = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Published, 2), (done.State, stage.Email.Arrived(channel).Select(d => d.Key).Distinct().Count()));
        Assert.Equal(2, stage.Email.Arrived(channel).Count);
    }

    [Fact]
    public async Task When_the_account_lets_nobody_in_the_rest_is_not_tried_and_the_channel_says_so()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com", "cyd@example.com");
        stage.Email.Answer(channel, (_, _) => new ChannelAnswer.Rejected(ChannelProblem.Auth, "Enter the password again."));
        var request = Request(await Stage.ApprovedAsync(client), channel, list);
        var id = (await client.Publishing.PublishAsync(request, ct: Ct)).Id;

        var failed = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Failed, 3, DeliveryProblem.Auth, "Enter the password again."), (failed.State, failed.Counts.Failed, failed.Problem, failed.Error));
        Assert.Equal(1, stage.Email.Asked(channel));
        Assert.Contains("channel.refused", (await client.Publishing.PreviewAsync(request, Ct)).Obstacles.Select(o => o.Code));
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "channel.refused", () => client.Publishing.RetryAsync(id, Ct));
    }

    [Theory, BothDatabases]
    public async Task Of_what_is_unknown_a_person_says_what_became_of_it(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com", "cyd@example.com");
        stage.Email.Answer(channel, (_, _) => new ChannelAnswer.Unclear("The line broke."));
        var id = (await client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(client), channel, list), ct: Ct)).Id;
        Assert.Equal((PublicationState.Unknown, 3), (await stage.FinishAsync(workspace, id) is var p ? p.State : default, stage.Email.Asked(channel)));

        var lines = (await client.Publishing.ListDeliveriesAsync(id, DeliveryState.Unknown, ct: Ct)).Items;
        var there = await client.Publishing.ResolveDeliveryAsync(lines[0].Id, UnknownAnswer.ItIsThere, Ct);
        Assert.Equal(DeliveryState.Confirmed, there.State);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "delivery.not-unknown", () => client.Publishing.ResolveDeliveryAsync(lines[0].Id, UnknownAnswer.SendAgain, Ct));

        stage.Email.Answer(channel, (_, _) => new ChannelAnswer.Delivered(false));
        await client.Publishing.ResolveAsync(id, UnknownAnswer.SendAgain, Ct);
        var done = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Published, 2, 1), (done.State, done.Counts.Sent, done.Counts.Confirmed));
        Assert.Equal(5, stage.Email.Asked(channel));
        Assert.Equal("send-again", (await client.Publishing.GetDeliveryAsync(lines[1].Id, Ct)).Attempts[0].Outcome);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.nothing-unknown", () => client.Publishing.ResolveAsync(id, UnknownAnswer.ItIsThere, Ct));
    }

    [Theory, BothDatabases]
    public async Task Whoever_leaves_before_the_turn_comes_gets_nothing(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com");
        var (ann, bob) = (await client.FindAsync(list, "ann@example.com"), await client.FindAsync(list, "bob@example.com"));
        stage.Email.Answer(channel, (dispatch, _) =>
        {
            // Whoever comes first, the other leaves.
            client.Audiences.UnsubscribeAsync(list, ((Dispatch.Mail)dispatch).To == ann.Email ? bob.Id : ann.Id, ct: Ct).GetAwaiter().GetResult();
            return new ChannelAnswer.Delivered(false);
        });
        var id = (await client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(client), channel, list), ct: Ct)).Id;

        var done = await stage.FinishAsync(workspace, id);

        Assert.Equal((PublicationState.Published, 1, 1), (done.State, done.Counts.Sent, done.Counts.Cancelled));
        Assert.Single(stage.Email.Arrived(channel));
    }

    [Fact]
    public async Task A_dry_run_does_everything_but_send_and_leaves_the_place_free()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var request = Request(await Stage.ApprovedAsync(client, "web"), channel);

        var dry = await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(request with { DryRun = true }, ct: Ct)).Id);

        Assert.Equal((PublicationState.Published, true, 0), (dry.State, dry.DryRun, stage.Webhook.Asked(channel)));
        var line = Assert.Single((await client.Publishing.ListDeliveriesAsync(dry.Id, ct: Ct)).Items);
        Assert.Equal("dry-run", Assert.Single((await client.Publishing.GetDeliveryAsync(line.Id, Ct)).Attempts).Outcome);
        Assert.Equal(PublicationState.Published, (await stage.FinishAsync(workspace, (await client.Publishing.PublishAsync(request, ct: Ct)).Id)).State);
        Assert.Single(stage.Webhook.Arrived(channel));
    }

    [Fact]
    public async Task With_a_test_key_nothing_leaves_whatever_is_asked()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var channel = await stage.ChannelAsync(workspace, "webhook");
        using var http = await stage.Host.AddKeyAsync(workspace.Id, [Scopes.PublishingWrite, Scopes.PublishingRead], ApiKeyMode.Test);
        var asked = await new Client.ToombosClient(http).Publishing.PublishAsync(Request(await Stage.ApprovedAsync(workspace.Client, "web"), channel), ct: Ct);

        Assert.True(asked.DryRun);
        Assert.Equal((PublicationState.Published, 0), ((await stage.FinishAsync(workspace, asked.Id)).State, stage.Webhook.Asked(channel)));
    }

    [Fact]
    public async Task Readers_addresses_are_for_those_who_may_see_audiences()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var id = (await client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(client), channel, await client.AddListAsync("ann@example.com")), ct: Ct)).Id;
        await stage.FinishAsync(workspace, id);
        using var http = await stage.Host.AddKeyAsync(workspace.Id, [Scopes.PublishingRead]);

        Assert.Equal("ann@example.com", Assert.Single((await client.Publishing.ListDeliveriesAsync(id, ct: Ct)).Items).Target);
        Assert.Equal("a…@e…", Assert.Single((await new Client.ToombosClient(http).Publishing.ListDeliveriesAsync(id, ct: Ct)).Items).Target);
    }

    [Theory, BothDatabases]
    public async Task The_list_finds_by_words_state_and_time_page_by_page(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var ids = new List<Guid>();
        for (var hour = 1; hour <= 5; hour++)
            ids.Add((await client.Publishing.PublishAsync(Request(draft, channel) with { Slot = $"s{hour}", At = new() { Local = new(2026, 3, 2, 10 + hour, 0, 0) } }, ct: Ct)).Id);
        await client.Publishing.CancelAsync(ids[1], Ct);

        var first = await client.Publishing.ListAsync(new() { Search = draft.Summary.Title.ToUpperInvariant() }, limit: 2, ct: Ct);
        var second = await client.Publishing.ListAsync(new() { Search = draft.Summary.Title }, first.Next, 10, Ct);
        Assert.Equal(ids.AsEnumerable().Reverse(), first.Items.Concat(second.Items).Select(p => p.Id));
        var soonest = new PublicationQuery { Order = PublicationOrder.Soonest };
        var next = await client.Publishing.ListAsync(soonest, limit: 2, ct: Ct);
        Assert.Equal(ids, next.Items.Concat((await client.Publishing.ListAsync(soonest, next.Next, 10, Ct)).Items).Select(p => p.Id));
        Assert.Equal([ids[1]], (await client.Publishing.ListAsync(new() { State = PublicationState.Cancelled, ChannelId = channel, PieceId = draft.Summary.PieceId }, ct: Ct)).Items.Select(p => p.Id));
        Assert.Equal([ids[3], ids[2]], (await client.Publishing.ListAsync(new() { From = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), To = new(2026, 3, 2, 13, 30, 0, TimeSpan.Zero) }, ct: Ct)).Items.Select(p => p.Id));
        Assert.Equal([ids[4]], (await client.Publishing.ListAsync(new() { Search = ids[4].ToString() }, ct: Ct)).Items.Select(p => p.Id));
        Assert.Empty((await client.Publishing.ListAsync(new() { Search = "nothing like it" }, ct: Ct)).Items);
    }
}
