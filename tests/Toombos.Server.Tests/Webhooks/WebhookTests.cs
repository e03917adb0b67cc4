using System.Net;
using Microsoft.AspNetCore.Http;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Webhooks;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Webhooks;

/// <summary>Adding, changing, trying and setting back webhooks, and who may.</summary>
public sealed class WebhookTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<ToombosClient> KeyAsync(HookStage stage, params string[] scopes)
    {
        var key = await stage.Client.Access.AddKeyAsync(new() { Name = "Robot", Scopes = scopes }, Ct);
        var http = stage.Host.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", key.Secret);
        return new(http);
    }

    [Theory, BothDatabases]
    public async Task A_webhook_is_added_listed_changed_and_removed(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var webhooks = stage.Client.Webhooks;
        var added = await webhooks.AddAsync(new() { Name = " CRM ", Address = " https://crm.example/in ", Kinds = ["publication", "job.failed", "publication"] }, Ct);
        Assert.True(StandardWebhooks.IsKey(added.SigningKey));
        Assert.Equal(("CRM", "https://crm.example/in", WebhookState.Active), (added.Webhook.Name, added.Webhook.Address, added.Webhook.State));
        Assert.Equal(["publication", "job.failed"], added.Webhook.Kinds);

        var changed = await webhooks.UpdateAsync(added.Webhook.Id, new() { Name = "Helpdesk", Kinds = ["draft.approved"], Off = true }, Ct);
        Assert.Equal(("Helpdesk", WebhookState.Off), (changed.Name, changed.State));
        Assert.Equal(["draft.approved"], Assert.Single(await webhooks.ListAsync(Ct)).Kinds);
        Assert.Equal(["webhook.added", "webhook.off"], (await stage.Client.Events.ListAsync(query: new() { Kinds = ["webhook"] }, ct: Ct)).Items.Select(e => e.Kind));

        await webhooks.DeleteAsync(added.Webhook.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "webhook.not-found", () => webhooks.GetAsync(added.Webhook.Id, Ct));
    }

    [Theory]
    [InlineData("ftp://crm.example", "source", "address")]
    [InlineData("https://ada:secret@crm.example", "source", "address")]
    [InlineData("crm.example", "source", "address")]
    [InlineData("https://crm.example", "source.exploded", "kinds")]
    [InlineData("https://crm.example", "", "kinds")]
    public async Task An_address_or_kind_that_can_not_be_used_is_refused_by_its_field(string address, string kind, string field)
    {
        await using var stage = await HookStage.StartAsync(DatabaseKind.Sqlite);
        var refused = await Assert.ThrowsAsync<ToombosApiException>(() => stage.Client.Webhooks.AddAsync(new() { Name = "CRM", Address = address, Kinds = kind.Length == 0 ? [] : [kind] }, Ct));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([field], refused.Errors.Keys);
    }

    [Theory, BothDatabases]
    public async Task Nobody_has_an_address_told_what_they_may_not_see(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var robot = await KeyAsync(stage, Scopes.WebhooksRead, Scopes.WebhooksWrite, Scopes.DocumentsRead);
        var members = (await stage.AddAsync("member")).Webhook.Id;

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "webhook.kinds-hidden", () => robot.Webhooks.AddAsync(new() { Name = "Spy", Address = stage.Sink.Address, Kinds = ["source", "member.added"] }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "webhook.kinds-hidden", () => robot.Webhooks.UpdateAsync(members, new() { Address = "https://elsewhere.example" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "webhook.kinds-hidden", () => robot.Webhooks.RotateKeyAsync(members, Ct));
        var own = (await robot.Webhooks.AddAsync(new() { Name = "Mine", Address = stage.Sink.Address, Kinds = ["source"] }, Ct)).Webhook.Id;
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "webhook.kinds-hidden", () => robot.Webhooks.UpdateAsync(own, new() { Kinds = ["member"] }, Ct));
        Assert.Equal("Renamed", (await robot.Webhooks.UpdateAsync(members, new() { Name = "Renamed" }, Ct)).Name);
    }

    [Fact]
    public async Task A_workspace_has_at_most_twenty()
    {
        await using var stage = await HookStage.StartAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 20; i++) await stage.AddAsync("member");
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "webhook.too-many", () => stage.AddAsync("member"));
    }

    [Theory, BothDatabases]
    public async Task A_replaced_key_signs_beside_the_new_one_for_a_day(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var added = await stage.AddAsync("source.added");
        var rotated = await stage.Client.Webhooks.RotateKeyAsync(added.Webhook.Id, Ct);
        Assert.NotEqual(added.SigningKey, rotated.SigningKey);

        Assert.True((await stage.Client.Webhooks.CheckAsync(added.Webhook.Id, Ct)).Delivered);
        Assert.Equal((true, true), SignedBy(0));
        stage.Host.Clock.Advance(TimeSpan.FromHours(25));
        await stage.Client.Webhooks.CheckAsync(added.Webhook.Id, Ct);
        Assert.Equal((false, true), SignedBy(1));

        (bool, bool) SignedBy(int index)
        {
            var taken = stage.Sink.Taken[index];
            var now = stage.Host.Clock.GetUtcNow();
            return (StandardWebhooks.Verify(taken.Id, taken.Timestamp, taken.Signature, taken.Body, added.SigningKey, now), StandardWebhooks.Verify(taken.Id, taken.Timestamp, taken.Signature, taken.Body, rotated.SigningKey, now));
        }
    }

    [Theory, BothDatabases]
    public async Task A_check_says_what_the_receiver_said(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("source")).Webhook.Id;
        Assert.True((await stage.Client.Webhooks.CheckAsync(id, Ct)).Delivered);
        Assert.Equal("webhook.checked", HookStage.MessageOf(stage.Sink.Taken[0]).Type);

        stage.Sink.Answer = context =>
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("who are you", Ct);
        };
        var refused = await stage.Client.Webhooks.CheckAsync(id, Ct);
        Assert.Equal((false, "who are you"), (refused.Delivered, refused.Answer));
        Assert.Contains("newest signing key", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(await stage.LogAsync(id));
    }

    [Theory, BothDatabases]
    public async Task Set_back_it_is_told_again_under_the_same_ids_and_set_forward_it_leaves_out_what_waits(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        await stage.SourceAsync("First");
        await stage.SourceAsync("Second");
        await stage.HeardAsync(2);
        var now = await stage.StandsAsync(id, w => w.Told == w.Newest);
        var first = (await stage.LogAsync(id))[^1].Sequence;

        await stage.Client.Webhooks.ReplayAsync(id, new() { After = first - 1 }, Ct);
        await stage.HeardAsync(4);
        await stage.StandsAsync(id, w => w.Told == w.Newest);
        Assert.Equal([2, 2], (await stage.LogAsync(id)).Select(d => d.Tries));
        Assert.Equal(stage.Sink.Taken.Take(2).Select(t => t.Id), stage.Sink.Taken.Skip(2).Select(t => t.Id));

        await stage.Client.Webhooks.UpdateAsync(id, new() { Off = true }, Ct);
        await stage.SourceAsync("Third");
        var newest = (await stage.Client.Webhooks.GetAsync(id, Ct)).Newest;
        Assert.True(newest > now.Newest);
        Assert.Equal(newest, (await stage.Client.Webhooks.ReplayAsync(id, new() { After = newest }, Ct)).Told);
        await stage.Client.Webhooks.UpdateAsync(id, new() { Off = false }, Ct);
        var fourth = await stage.SourceAsync("Fourth");
        Assert.Equal(fourth, (await stage.HeardAsync(5))[^1].Data.Event!.SubjectId);

        var refused = await Assert.ThrowsAsync<ToombosApiException>(() => stage.Client.Webhooks.ReplayAsync(id, new() { After = 1_000_000 }, Ct));
        Assert.Equal(["after"], refused.Errors.Keys);
    }

    [Theory, BothDatabases]
    public async Task One_event_is_told_again_at_once_when_somebody_asks(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        await stage.SourceAsync("First");
        await stage.HeardAsync(1);
        await stage.StandsAsync(id, w => w.Told == w.Newest);
        var line = Assert.Single(await stage.LogAsync(id));

        var again = await stage.Client.Webhooks.SendAgainAsync(id, line.Sequence, Ct);
        Assert.Equal((2, WebhookDeliveryState.Delivered), (again.Tries, again.State));
        Assert.Equal(2, stage.Sink.Count(line.MessageId));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "webhook-delivery.not-found", () => stage.Client.Webhooks.SendAgainAsync(id, line.Sequence + 100, Ct));
    }

    [Theory, BothDatabases]
    public async Task The_log_is_read_page_by_page(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        for (var i = 0; i < 5; i++) await stage.SourceAsync($"Source {i}");
        await stage.HeardAsync(5);
        await stage.StandsAsync(id, w => w.Told == w.Newest);

        var (pages, after) = (new List<long[]>(), (string?)null);
        do
        {
            var page = await stage.Client.Webhooks.ListDeliveriesAsync(id, after: after, limit: 2, ct: Ct);
            pages.Add([.. page.Items.Select(d => d.Sequence)]);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal([2, 2, 1], pages.Select(p => p.Length));
        Assert.Equal(pages.SelectMany(p => p).OrderDescending(), pages.SelectMany(p => p));
    }
}
