using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Publishing.Measuring;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Publishing;

/// <summary>How publications fare: read by themselves while they are fresh, or when somebody asks, until there is nothing to read any more.</summary>
public sealed class MetricsTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Client.Writing.Draft draft, Guid channel) => new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel };

    static async Task<(Stage Stage, TestWorkspace Workspace, MastodonSink Sink, Publication Done)> PublishedAsync(DatabaseKind database, bool dryRun = false)
    {
        var stage = await Stage.StartAsync(database, fake: false);
        var (workspace, sink) = (await stage.WorkspaceAsync(), await ServiceSink.StartAsync<MastodonSink>());
        (sink.Token, sink.Now) = ("a-token-of-the-harbour", stage.Host.Clock.GetUtcNow);
        var channel = (await workspace.Client.Channels.AddAsync(new() { Name = "Harbour social", Kind = "mastodon", Settings = new() { ["server"] = sink.Address, ["accessToken"] = sink.Token } }, Ct)).Channel.Id;
        var draft = await Stage.ApprovedAsync(workspace.Client, "mastodon");
        var done = await stage.FinishAsync(workspace, (await workspace.Client.Publishing.PublishAsync(Request(draft, channel) with { DryRun = dryRun }, ct: Ct)).Id);
        return (stage, workspace, sink, done);
    }

    static Task RoundAsync(Stage stage) => stage.Host.Services.GetRequiredService<MeasureDue>().RunAsync(Ct);

    static IEnumerable<long> Likes(PublicationMetrics metrics) => metrics.Points.Select(p => p.Values.Single(v => v.Metric == Metric.Likes).Value);

    [Theory, BothDatabases]
    public async Task Figures_are_read_when_they_are_due_and_then_seldom_until_a_month_has_passed(DatabaseKind database)
    {
        var (stage, workspace, sink, done) = await PublishedAsync(database);
        await using var _ = stage;
        await using var __ = sink;
        var client = workspace.Client.Publishing;
        var before = await client.GetMetricsAsync(done.Id, Ct);
        Assert.True(before.Offered);
        Assert.Empty(before.Points);
        Assert.Equal(done.FinishedAt!.Value.AddHours(1), before.NextAt!.Value, TimeSpan.FromMinutes(1));

        await RoundAsync(stage);
        Assert.Empty((await client.GetMetricsAsync(done.Id, Ct)).Points);
        for (var reading = 1; reading <= Measurement.Ages.Count; reading++)
        {
            stage.Host.Clock.Advance((await client.GetMetricsAsync(done.Id, Ct)).NextAt!.Value - stage.Host.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
            sink.Likes = reading * 10;
            await RoundAsync(stage);
            await RoundAsync(stage);
            Assert.Equal(Enumerable.Range(1, reading).Select(n => n * 10L), Likes(await client.GetMetricsAsync(done.Id, Ct)));
        }
        Assert.Null((await client.GetMetricsAsync(done.Id, Ct)).NextAt);
    }

    [Theory, BothDatabases]
    public async Task Somebody_who_asks_is_told_the_figures_as_they_are_now(DatabaseKind database)
    {
        var (stage, workspace, sink, done) = await PublishedAsync(database);
        await using var _ = stage;
        await using var __ = sink;
        sink.Likes = 7;
        var now = await workspace.Client.Publishing.ReadMetricsAsync(done.Id, Ct);
        Assert.Equal([7], Likes(now));
        Assert.Equal([(Metric.Likes, 7), (Metric.Reposts, 2), (Metric.Replies, 1), (Metric.Quotes, 4)], now.Points[0].Values.Select(v => (v.Metric, v.Value)));
        for (var i = 0; i < Measurement.MostPoints + 3; i++) now = await workspace.Client.Publishing.ReadMetricsAsync(done.Id, Ct);
        Assert.Equal(Measurement.MostPoints, now.Points.Count);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_and_tried_again_and_the_figures_before_are_kept()
    {
        var (stage, workspace, sink, done) = await PublishedAsync(DatabaseKind.Sqlite);
        await using var _ = stage;
        await using var __ = sink;
        var client = workspace.Client.Publishing;
        await client.ReadMetricsAsync(done.Id, Ct);
        sink.Instead = _ => new(503, "{}", ("Retry-After", "120"));
        var busy = await client.ReadMetricsAsync(done.Id, Ct);
        Assert.Contains("in trouble", busy.Error, StringComparison.Ordinal);
        Assert.Single(busy.Points);
        Assert.Equal(stage.Host.Clock.GetUtcNow().AddSeconds(120), busy.NextAt!.Value, TimeSpan.FromSeconds(5));

        sink.Instead = _ => null;
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(130));
        await RoundAsync(stage);
        var again = await client.GetMetricsAsync(done.Id, Ct);
        Assert.Equal((null, 2), (again.Error, again.Points.Count));
    }

    [Fact]
    public async Task A_post_that_was_taken_down_there_is_not_asked_for_any_more()
    {
        var (stage, workspace, sink, done) = await PublishedAsync(DatabaseKind.Sqlite);
        await using var _ = stage;
        await using var __ = sink;
        sink.TakeDown(sink.Posts[0].Id);
        var gone = await workspace.Client.Publishing.ReadMetricsAsync(done.Id, Ct);
        Assert.Null(gone.NextAt);
        Assert.Contains("no longer there", gone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_down_from_here_is_not_asked_for_any_more()
    {
        var (stage, workspace, sink, done) = await PublishedAsync(DatabaseKind.Sqlite);
        await using var _ = stage;
        await using var __ = sink;
        await stage.FinishAsync(workspace, (await workspace.Client.Publishing.WithdrawAsync(done.Id, Ct)).Id);
        stage.Host.Clock.Advance(TimeSpan.FromHours(2));
        var calls = sink.Taken.Count;
        await RoundAsync(stage);
        var metrics = await workspace.Client.Publishing.GetMetricsAsync(done.Id, Ct);
        Assert.Equal((null, null, calls), (metrics.NextAt, metrics.Error, sink.Taken.Count));
    }

    [Fact]
    public async Task A_rehearsal_has_no_figures()
    {
        var (stage, workspace, sink, done) = await PublishedAsync(DatabaseKind.Sqlite, dryRun: true);
        await using var _ = stage;
        await using var __ = sink;
        Assert.False((await workspace.Client.Publishing.GetMetricsAsync(done.Id, Ct)).Offered);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-measured", () => workspace.Client.Publishing.ReadMetricsAsync(done.Id, Ct));
    }
}
