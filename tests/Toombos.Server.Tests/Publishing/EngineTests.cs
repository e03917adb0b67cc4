using System.Diagnostics.Tracing;
using System.Net;
using Toombos.Client.Publishing;
using Toombos.Server.Tests.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Publishing;

/// <summary>With the real workers and the real connectors.</summary>
public sealed class EngineTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static PublishRequest Request(Client.Writing.Draft draft, Guid channel) => new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel };

    [Theory, BothDatabases]
    public async Task What_is_published_on_a_site_can_be_read_by_anybody_at_its_address(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var site = (await workspace.Client.Channels.AddAsync(new() { Name = "News", Kind = "site" }, Ct)).Channel.Id;
        var draft = await Stage.ApprovedAsync(workspace.Client, "web");
        var id = (await workspace.Client.Publishing.PublishAsync(Request(draft, site), ct: Ct)).Id;

        var done = await Eventually.SatisfiesAsync(() => workspace.Client.Publishing.GetAsync(id, Ct), p => p.FinishedAt is not null);

        Assert.Equal((PublicationState.Published, null), (done.State, done.Error));
        using var anybody = host.CreateClient();
        Assert.Contains(draft.Summary.Title, await anybody.GetStringAsync(new Uri(done.Address!).AbsolutePath, Ct), StringComparison.Ordinal);
        var job = await Eventually.SatisfiesAsync(() => workspace.Client.Publishing.GetAsync(id, Ct), p => p.JobId is not null);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "publication.exists", () => workspace.Client.Publishing.PublishAsync(Request(draft, site), ct: Ct));
        await workspace.Client.Channels.DeleteAsync(site, Ct);
        Assert.Equal("News", (await workspace.Client.Publishing.GetAsync(job.Id, Ct)).ChannelName);
    }

    [Theory, BothDatabases]
    public async Task A_channel_on_which_something_is_planned_stays(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var hook = (await workspace.Client.Channels.AddAsync(new() { Name = "Ours", Kind = "webhook", Settings = new() { ["address"] = "https://hooks.example/in" } }, Ct)).Channel.Id;
        var planned = await workspace.Client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(workspace.Client, "web"), hook) with { At = new() { Local = new(2027, 1, 1, 9, 0, 0) } }, ct: Ct);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "channel.in-use", () => workspace.Client.Channels.DeleteAsync(hook, Ct));
        await workspace.Client.Publishing.CancelAsync(planned.Id, Ct);
        await workspace.Client.Channels.DeleteAsync(hook, Ct);
    }

    [Theory, BothDatabases]
    public async Task What_is_called_off_in_the_middle_stops_at_once_and_what_was_on_its_way_is_written_down(DatabaseKind database)
    {
        await using var stage = await Stage.StartAsync(database, role: "all");
        var workspace = await stage.WorkspaceAsync();
        var (client, channel) = (workspace.Client, await stage.ChannelAsync(workspace, "email"));
        var list = await client.AddListAsync("ann@example.com", "bob@example.com", "cyd@example.com");
        var published = new TaskCompletionSource<Guid>();
        stage.Email.Answer(channel, (_, _) =>
        {
            client.Publishing.CancelAsync(published.Task.GetAwaiter().GetResult(), Ct).GetAwaiter().GetResult();
            return new Connectors.Channels.ChannelAnswer.Delivered(false);
        });
        var asked = await client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(client), channel) with { AudienceId = list }, ct: Ct);
        published.SetResult(asked.Id);

        var job = await Eventually.SatisfiesAsync(async () => (await client.Jobs.GetAsync(asked.JobId!.Value, Ct)).Job, j => j.FinishedAt is not null);
        var done = await client.Publishing.GetAsync(asked.Id, Ct);

        // A run that is not told to stop comes to its end and says "partial".
        Assert.Equal(Client.Jobs.JobState.Cancelled, job.State);
        Assert.Equal((PublicationState.Partial, 1, 2), (done.State, done.Counts.Sent, done.Counts.Cancelled));
        Assert.Single(stage.Email.Arrived(channel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_dry_run_no_name_is_even_looked_up(bool dry)
    {
        using var trap = new NetworkTrap();
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var name = $"hooks-{Guid.NewGuid():N}.example";
        var hook = (await workspace.Client.Channels.AddAsync(new() { Name = "Ours", Kind = "webhook", Settings = new() { ["address"] = $"https://{name}/in" } }, Ct)).Channel.Id;
        var id = (await workspace.Client.Publishing.PublishAsync(Request(await Stage.ApprovedAsync(workspace.Client, "web"), hook) with { DryRun = dry }, ct: Ct)).Id;

        // A name that does not exist is no answer, so the real thing waits for its next try.
        await Eventually.SatisfiesAsync(() => workspace.Client.Publishing.ListDeliveriesAsync(id, ct: Ct), page => page.Items[0] is { State: DeliveryState.Confirmed } or { Error: not null });

        Assert.Equal(!dry, trap.Saw(name));
    }

    /// <summary>Hears of every name that this process looks up.</summary>
    sealed class NetworkTrap : EventListener
    {
        readonly System.Collections.Concurrent.ConcurrentQueue<string> _names = new();

        public bool Saw(string name) => _names.Any(n => n.Contains(name, StringComparison.Ordinal));

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.NameResolution") EnableEvents(eventSource, EventLevel.Informational);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            foreach (var text in eventData.Payload?.OfType<string>() ?? []) _names?.Enqueue(text);
        }
    }
}
