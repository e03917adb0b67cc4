using System.Net;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Schedules against a clock that the test sets.</summary>
public sealed class ScheduleTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Client.Writing.Draft draft, Guid channel, DateTime local, string? zone = null) =>
        new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, At = new() { Local = local, Zone = zone } };

    [Theory]
    [InlineData(3, 29, 2, 30, "2026-03-29T01:30Z", true)] // does not exist
    [InlineData(10, 25, 2, 30, "2026-10-25T00:30Z", true)] // comes twice
    [InlineData(10, 25, 3, 30, "2026-10-25T02:30Z", false)]
    public async Task It_goes_out_at_the_local_time_over_both_changes_of_the_clocks(int month, int day, int hour, int minute, string moment, bool noted)
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var channel = await stage.ChannelAsync(workspace, "webhook");
        var due = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        var request = Request(await Stage.ApprovedAsync(workspace.Client, "web"), channel, new(2026, month, day, hour, minute, 0));

        var preview = await workspace.Client.Publishing.PreviewAsync(request, Ct);
        Assert.Equal((due, noted, 0), (preview.DueAt, preview.TimeNote is not null, preview.Obstacles.Count));
        var planned = await workspace.Client.Publishing.PublishAsync(request, ct: Ct);
        Assert.Equal((due, "Europe/Berlin"), (planned.DueAt, planned.At!.Zone));

        stage.Host.Clock.SetUtcNow(due.AddMinutes(-1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.WorkAsync(workspace, planned.Id));
        stage.Host.Clock.SetUtcNow(due);
        Assert.Equal(PublicationState.Published, (await stage.FinishAsync(workspace, planned.Id)).State);
    }

    [Fact]
    public async Task A_job_that_begins_before_the_time_only_waits()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var channel = await stage.ChannelAsync(workspace, "webhook");
        var planned = await workspace.Client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(workspace.Client, "web"), channel, new(2027, 6, 1, 9, 0, 0), "America/New_York"), ct: Ct);
        Assert.Equal(new(2027, 6, 1, 13, 0, 0, TimeSpan.Zero), planned.DueAt);

        // The engine's clock is ahead.
        stage.Host.Clock.SetUtcNow(planned.DueAt);
        var outcome = Assert.IsType<JobOutcome.TryLater>(await stage.WorkAsync(workspace, planned.Id, () => stage.Host.Clock.AdjustTime(planned.DueAt.AddHours(-1))));

        Assert.Equal((TimeSpan.FromHours(1), false, 0), (outcome.After, outcome.Counts, stage.Webhook.Asked(channel)));
    }

    [Fact]
    public async Task A_time_that_is_past_or_years_ahead_or_none_is_refused()
    {
        await using var stage = await Stage.StartAsync(DatabaseKind.Sqlite);
        var workspace = await stage.WorkspaceAsync();
        var channel = await stage.ChannelAsync(workspace, "webhook");
        var draft = await Stage.ApprovedAsync(workspace.Client, "web");

        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "time.past", () => workspace.Client.Publishing.PublishAsync(Request(draft, channel, new(2026, 3, 2, 9, 0, 0)), ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "time.too-far", () => workspace.Client.Publishing.PublishAsync(Request(draft, channel, new(2031, 3, 2, 9, 0, 0)), ct: Ct));
        var wrong = await Assert.ThrowsAsync<Client.ToombosApiException>(() => workspace.Client.Publishing.PublishAsync(Request(draft, channel, new(2026, 4, 1), "Mars/Olympus"), ct: Ct));
        Assert.Equal((HttpStatusCode.BadRequest, "at.zone"), (wrong.Status, Assert.Single(wrong.Errors).Key));
        var zoned = await Assert.ThrowsAsync<Client.ToombosApiException>(() => workspace.Client.Publishing.PublishAsync(Request(draft, channel, new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc)), ct: Ct));
        Assert.Equal((HttpStatusCode.BadRequest, "at.local"), (zoned.Status, Assert.Single(zoned.Errors).Key));
    }
}
