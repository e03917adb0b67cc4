using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Jobs;
using Toombos.Client.Webhooks;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Features.Webhooks;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Jobs;

namespace Toombos.Server.Tests.Webhooks;

/// <summary>What happens is told to webhooks: each event, in order, whatever the receiver does.</summary>
public sealed class PushTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_webhook_hears_of_what_it_asked_for_in_order_and_signed(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        await stage.SourceAsync("Before");
        var added = await stage.AddAsync("source.added", "job.completed");
        Guid[] sources = [await stage.SourceAsync("First"), await stage.SourceAsync("Second")];
        var job = await stage.Host.AddJobAsync(stage.Workspace.Id, "work");

        var heard = await stage.HeardAsync(3);
        Assert.Equal(["source.added", "source.added", "job.completed"], heard.Select(m => m.Type));
        Assert.Equal([.. sources, job], heard.Select(m => m.Data.Event!.SubjectId));
        Assert.All(heard, m => Assert.Equal((stage.Workspace.Id, m.Type, stage.Host.Clock.GetUtcNow()), (m.Data.WorkspaceId, m.Data.Event!.Kind, m.Timestamp)));
        Assert.All(stage.Sink.Taken, t => Assert.True(StandardWebhooks.Verify(t.Id, t.Timestamp, t.Signature, t.Body, added.SigningKey, stage.Host.Clock.GetUtcNow())));
        Assert.Equal(3, stage.Sink.Taken.Select(t => t.Id).Distinct().Count());

        await stage.StandsAsync(added.Webhook.Id, w => w.Told == w.Newest);
        var log = await stage.LogAsync(added.Webhook.Id);
        Assert.Equal(stage.Sink.Taken.Select(t => t.Id).Reverse(), log.Select(d => d.MessageId));
        Assert.All(log, d => Assert.Equal((WebhookDeliveryState.Delivered, 1, true), (d.State, d.Tries, d.Last[0].Delivered)));
    }

    [Theory, BothDatabases]
    public async Task Telling_makes_no_events_so_one_who_hears_of_jobs_and_webhooks_is_not_told_of_its_own(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("job", "webhook")).Webhook.Id;
        await stage.Host.AddJobAsync(stage.Workspace.Id, "work");

        Assert.Equal(["webhook.added", "job.added", "job.running", "job.completed"], (await stage.HeardAsync(4)).Select(m => m.Type));
        var newest = (await stage.StandsAsync(id, w => w.Told == w.Newest)).Newest;
        var jobs = await Eventually.SatisfiesAsync(async () => (await stage.Client.Jobs.ListAsync(ct: Ct)).Items, j => j.All(x => x.Kind != "webhook"));
        Assert.Single(jobs);
        // The look that comes every half minute finds nothing more to say.
        await stage.SourceAsync("Something else");
        await stage.StandsAsync(id, w => w.Newest > newest && w.Told == w.Newest, TimeSpan.FromSeconds(5));
        Assert.Equal(4, stage.Sink.Taken.Count);
    }

    [Theory, BothDatabases]
    public async Task A_receiver_that_was_away_hears_everything_in_its_order_when_it_is_back(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        stage.Answers(_ => 503);
        var id = (await stage.AddAsync("source.added", "webhook.changed")).Webhook.Id;
        var first = await stage.SourceAsync("First");
        var failing = await stage.StandsAsync(id, w => w.FailingSince is not null);
        var second = await stage.SourceAsync("Second");

        Assert.Contains("503", failing.Problem, StringComparison.Ordinal);
        Assert.NotNull(failing.NextTryAt);
        var waiting = Assert.Single(await stage.LogAsync(id));
        Assert.Equal((WebhookDeliveryState.Retrying, "source.added"), (waiting.State, waiting.Kind));
        var job = Assert.Single((await stage.Client.Jobs.ListAsync(new() { Kind = "webhook" }, ct: Ct)).Items);
        Assert.Equal((JobState.Pending, id), (job.State, job.Related["webhookId"]));

        stage.Answers(_ => 200);
        var well = await stage.StandsAsync(id, w => w is { FailingSince: null } && w.Told == w.Newest, TimeSpan.FromSeconds(5));
        Assert.Null(well.Problem);
        var told = (await stage.LogAsync(id)).Reverse().ToList();
        Assert.All(told, d => Assert.Equal(WebhookDeliveryState.Delivered, d.State));
        Assert.Equal([first, second], stage.Sink.Taken.Where(t => t.Id == told[0].MessageId).Take(1).Concat(stage.Sink.Taken.Where(t => t.Id == told.Single(d => d.Sequence != told[0].Sequence && d.Kind == "source.added").MessageId)).Select(t => HookStage.MessageOf(t).Data.Event!.SubjectId));
        Assert.True(told[0].Tries > 1);
        Assert.Equal([true, false], told[0].Last.Take(2).Select(t => t.Delivered));
        Assert.Equal(2, told.Count(d => d.Kind == "webhook.changed")); // that it fails, and that it works again
    }

    [Theory, BothDatabases]
    public async Task A_message_whose_content_is_refused_again_and_again_is_left_out_and_the_next_follows(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        stage.Answers(context => stage.Sink.Taken[0].Id == context.Request.Headers["webhook-id"] ? 422 : 204);
        await stage.SourceAsync("First");
        var second = await stage.SourceAsync("Second");

        await stage.StandsAsync(id, w => w.Told == w.Newest, TimeSpan.FromSeconds(5));
        var log = await stage.LogAsync(id);
        Assert.Equal([WebhookDeliveryState.Delivered, WebhookDeliveryState.Failed], log.Select(d => d.State));
        Assert.Equal([1, 5], log.Select(d => d.Tries));
        Assert.Equal(second, HookStage.MessageOf(stage.Sink.Taken[^1]).Data.Event!.SubjectId);
        Assert.Single(await stage.LogAsync(id, WebhookDeliveryState.Failed));
    }

    [Theory, BothDatabases]
    public async Task After_three_days_without_an_answer_it_is_switched_off_with_an_alert_and_loses_nothing(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database, ("Jobs:AlertMinutes", "1440")); // the clock leaps, and with it all that is on time
        stage.Sink.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        await stage.SourceAsync("First");
        await stage.StandsAsync(id, w => w.FailingSince is not null);

        var off = await stage.StandsAsync(id, w => w.State == WebhookState.Disabled, TimeSpan.FromHours(2));
        Assert.Contains("72 hours", off.Problem, StringComparison.Ordinal);
        var alert = Assert.Single((await stage.Client.Alerts.ListAsync(ct: Ct)).Items);
        Assert.Equal(("webhook.disabled", id), (alert.Code, alert.Related["webhookId"]));
        Assert.Contains((await stage.Client.Events.ListAsync(query: new() { Kinds = ["webhook"] }, ct: Ct)).Items, e => e.Kind == "webhook.disabled");

        await stage.SourceAsync("Second");
        var tries = stage.Sink.Taken.Count;
        stage.Answers(_ => 200);
        var on = await stage.Client.Webhooks.UpdateAsync(id, new() { Off = false }, Ct);
        Assert.Equal((WebhookState.Active, null), (on.State, on.Problem));
        await stage.StandsAsync(id, w => w.Told == w.Newest);
        Assert.Equal(tries + 2, stage.Sink.Taken.Count);
        Assert.Empty((await stage.Client.Alerts.ListAsync(ct: Ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task A_receiver_that_says_it_is_gone_for_good_is_asked_no_more(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        stage.Answers(_ => 410);
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        await stage.SourceAsync("First");

        var off = await stage.StandsAsync(id, w => w.State == WebhookState.Disabled);
        Assert.Contains("gone for good", off.Problem, StringComparison.Ordinal);
        Assert.Single(stage.Sink.Taken);
    }

    [Theory, BothDatabases]
    public async Task Of_a_word_that_was_missed_the_next_look_finds_out(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database);
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        await stage.SourceAsync("First");
        await stage.HeardAsync(1);
        var told = (await stage.StandsAsync(id, w => w.Told == w.Newest)).Told;
        // As if the process had died between the commit and the word.
        await stage.Host.InAsync(stage.Workspace.Id, services => services.GetRequiredService<ToombosDb>().Webhooks.ExecuteUpdateAsync(set => set.SetProperty(w => w.Told, 0L), Ct));

        await stage.StandsAsync(id, w => w.Told == told, TimeSpan.FromSeconds(5));
        Assert.Equal(2, stage.Sink.Count(stage.Sink.Taken[0].Id));
    }

    [Fact]
    public async Task While_nothing_may_leave_the_server_events_wait_and_the_webhook_does_not_fail()
    {
        await using var stage = await HookStage.StartAsync(DatabaseKind.Sqlite, ("Server:DryRun", "true"));
        var id = (await stage.AddAsync("source.added")).Webhook.Id;
        await stage.SourceAsync("First");
        var job = await Eventually.SatisfiesAsync(async () => (await stage.Client.Jobs.ListAsync(new() { Kind = "webhook" }, ct: Ct)).Items, jobs => jobs is [{ State: JobState.Pending, Attempt: > 0 }]);
        Assert.Single(job);
        Assert.Null((await stage.Client.Webhooks.GetAsync(id, Ct)).FailingSince);
        Assert.Empty(stage.Sink.Taken);
    }

    [Theory, BothDatabases]
    public async Task The_log_goes_with_the_events_and_with_the_webhook(DatabaseKind database)
    {
        await using var stage = await HookStage.StartAsync(database, ("Events:KeepDays", "2"));
        var (id, other) = ((await stage.AddAsync("source.added")).Webhook.Id, (await stage.AddAsync("source.added")).Webhook.Id);
        await stage.SourceAsync("First");
        await stage.HeardAsync(2);
        await stage.StandsAsync(id, w => w.Told == w.Newest);
        await stage.StandsAsync(other, w => w.Told == w.Newest);

        await stage.Client.Webhooks.DeleteAsync(other, Ct);
        Assert.Equal(1, await CountAsync());
        await Eventually.SatisfiesAsync(async () =>
        {
            stage.Host.Clock.Advance(TimeSpan.FromHours(1));
            return await CountAsync();
        }, count => count == 0);

        Task<int> CountAsync() => stage.Host.InAsync(stage.Workspace.Id, services => services.GetRequiredService<ToombosDb>().WebhookDeliveries.CountAsync(Ct));
    }
}
