using System.Net;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>What is planned stands on its day, can be given another time, and says what is worth knowing before it goes out.</summary>
public sealed class CalendarTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<(Stage Stage, TestWorkspace Workspace, Guid Channel)> StartAsync(DatabaseKind database)
    {
        var stage = await Stage.StartAsync(database);
        var workspace = await stage.WorkspaceAsync();
        return (stage, workspace, await stage.ChannelAsync(workspace, "webhook"));
    }

    static async Task<Publication> PlanAsync(ToombosClient client, Draft draft, Guid channel, DateTime local, string? zone = null, string? slot = null) => await client.Publishing.PublishAsync(
        new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, At = new() { Local = local, Zone = zone }, Slot = slot }, ct: Ct);

    static DateOnly Day(Stage stage, int ahead) => DateOnly.FromDateTime(stage.Host.Clock.GetUtcNow().UtcDateTime).AddDays(ahead);

    [Theory, BothDatabases]
    public async Task What_is_planned_stands_on_the_day_of_the_workspaces_zone(DatabaseKind database)
    {
        var (stage, workspace, channel) = await StartAsync(database);
        await using var _ = stage;
        var (client, day) = (workspace.Client, Day(stage, 5));
        var draft = await Stage.ApprovedAsync(client, "web");
        // Half an hour before midnight in Berlin is the next day in Auckland.
        var planned = await PlanAsync(client, draft, channel, day.ToDateTime(new(23, 30)));

        var month = await client.Publishing.GetCalendarAsync(day.AddDays(-3), day.AddDays(3), ct: Ct);
        var entry = Assert.Single(month.Entries);
        Assert.Equal((planned.Id, day.ToDateTime(new(23, 30)), PublicationState.Planned, "Our webhook"), (entry.Id, entry.Local, entry.State, entry.ChannelName));
        Assert.Equal(("Europe/Berlin", false), (month.Zone, month.More));
        Assert.Single((await client.Publishing.GetCalendarAsync(day, day, channel, Ct)).Entries);
        Assert.Empty((await client.Publishing.GetCalendarAsync(day.AddDays(1), day.AddDays(1), ct: Ct)).Entries);
        Assert.Empty((await client.Publishing.GetCalendarAsync(day, day, Guid.NewGuid(), Ct)).Entries);
        Assert.Empty((await (await stage.WorkspaceAsync()).Client.Publishing.GetCalendarAsync(day, day, ct: Ct)).Entries);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Publishing.GetCalendarAsync(day, day.AddDays(92), ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Publishing.GetCalendarAsync(day, day.AddDays(-1), ct: Ct));
    }

    [Theory, BothDatabases]
    public async Task What_is_moved_goes_out_at_its_new_time_and_not_at_the_old_one(DatabaseKind database)
    {
        var (stage, workspace, channel) = await StartAsync(database);
        await using var _ = stage;
        var client = workspace.Client.Publishing;
        var planned = await PlanAsync(workspace.Client, await Stage.ApprovedAsync(workspace.Client, "web"), channel, Day(stage, 3).ToDateTime(new(10, 0)));

        var later = await client.MoveAsync(planned.Id, new() { Local = Day(stage, 6).ToDateTime(new(8, 0)), Zone = "Pacific/Auckland" }, Ct);
        Assert.Equal((PublicationState.Planned, "Pacific/Auckland"), (later.State, later.At!.Zone));
        Assert.Equal(later.DueAt, (await workspace.Client.Jobs.GetAsync(later.JobId!.Value, Ct)).Job.DueAt);
        stage.Host.Clock.Advance(TimeSpan.FromDays(4));
        // Its old time has passed, and its job is not to be begun.
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.WorkAsync(workspace, planned.Id));
        Assert.Empty(stage.Webhook.Arrived(channel));

        var again = await PlanAsync(workspace.Client, await Stage.ApprovedAsync(workspace.Client, "web"), channel, Day(stage, 9).ToDateTime(new(10, 0)));
        var sooner = await client.MoveAsync(again.Id, new() { Local = Day(stage, 0).ToDateTime(new(23, 59)) }, Ct);
        Assert.Equal(sooner.DueAt, (await workspace.Client.Jobs.GetAsync(sooner.JobId!.Value, Ct)).Job.DueAt);
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(PublicationState.Published, (await stage.FinishAsync(workspace, again.Id)).State);
        Assert.Single(stage.Webhook.Arrived(channel));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.not-planned", () => client.MoveAsync(again.Id, new() { Local = Day(stage, 9).ToDateTime(new(8, 0)) }, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_time_that_is_past_or_no_time_is_refused_and_the_old_one_stays(DatabaseKind database)
    {
        var (stage, workspace, channel) = await StartAsync(database);
        await using var _ = stage;
        var client = workspace.Client.Publishing;
        var planned = await PlanAsync(workspace.Client, await Stage.ApprovedAsync(workspace.Client, "web"), channel, Day(stage, 3).ToDateTime(new(10, 0)));
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "time.past", () => client.MoveAsync(planned.Id, new() { Local = Day(stage, -1).ToDateTime(new(8, 0)) }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.UnprocessableEntity, "time.too-far", () => client.MoveAsync(planned.Id, new() { Local = Day(stage, 900).ToDateTime(new(8, 0)) }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.MoveAsync(planned.Id, new() { Local = Day(stage, 2).ToDateTime(new(8, 0)), Zone = "Mars/Olympus" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "publication.not-found", () => client.MoveAsync(Guid.NewGuid(), new() { Local = Day(stage, 2).ToDateTime(new(8, 0)) }, Ct));
        Assert.Equal(planned.DueAt, (await client.GetAsync(planned.Id, Ct)).DueAt);
    }

    [Theory, BothDatabases]
    public async Task What_is_too_close_and_times_that_clocks_skip_are_said_before(DatabaseKind database)
    {
        var (stage, workspace, channel) = await StartAsync(database);
        await using var _ = stage;
        var (client, elsewhere) = (workspace.Client, await stage.ChannelAsync(workspace, "webhook"));
        var draft = await Stage.ApprovedAsync(client, "web");
        var spring = Springs(stage);
        var skipped = await PlanAsync(client, draft, channel, spring.ToDateTime(new(2, 30)));
        var near = await PlanAsync(client, draft, channel, spring.ToDateTime(new(3, 40)), slot: "near");
        var apart = await PlanAsync(client, draft, channel, spring.ToDateTime(new(9, 0)), slot: "apart");
        var other = await PlanAsync(client, draft, elsewhere, spring.ToDateTime(new(9, 1)));

        var notes = (await client.Publishing.GetCalendarAsync(spring, spring, ct: Ct)).Entries.ToDictionary(e => e.Id, e => e.Notes);
        Assert.Equal(2, notes[skipped.Id].Count);
        Assert.Contains("does not exist", notes[skipped.Id][0], StringComparison.Ordinal);
        Assert.StartsWith("Shortly before", notes[skipped.Id][1], StringComparison.Ordinal);
        Assert.StartsWith("Soon after", Assert.Single(notes[near.Id]), StringComparison.Ordinal);
        Assert.Empty(notes[apart.Id]);
        Assert.Empty(notes[other.Id]);

        await client.Publishing.CancelAsync(near.Id, Ct);
        Assert.Single((await client.Publishing.GetCalendarAsync(spring, spring, ct: Ct)).Entries.Single(e => e.Id == skipped.Id).Notes);
    }

    [Theory, BothDatabases]
    public async Task Approved_drafts_wait_for_a_day_until_they_are_planned(DatabaseKind database)
    {
        var (stage, workspace, channel) = await StartAsync(database);
        await using var _ = stage;
        var (client, day) = (workspace.Client, Day(stage, 5));
        var (first, second) = (await Stage.ApprovedAsync(client, "web"), await Stage.ApprovedAsync(client, "mastodon"));
        async Task<IEnumerable<Guid>> WaitingAsync() => (await client.Publishing.GetCalendarAsync(day, day, ct: Ct)).Waiting.Select(d => d.Id);
        Assert.Equal(new[] { first.Summary.Id, second.Summary.Id }.Order(), (await WaitingAsync()).Order());

        var planned = await PlanAsync(client, first, channel, day.ToDateTime(new(9, 0)));
        Assert.Equal([second.Summary.Id], await WaitingAsync());
        await client.Publishing.CancelAsync(planned.Id, Ct);
        Assert.Equal(2, (await WaitingAsync()).Count());
    }

    /// <summary>The next day on which Berlin's clocks are put forward.</summary>
    static DateOnly Springs(Stage stage)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        return Enumerable.Range(1, 400).Select(ahead => Day(stage, ahead)).First(day => berlin.IsInvalidTime(day.ToDateTime(new(2, 30))));
    }
}
