using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Sources that go on living elsewhere: feeds that drop their oldest entries, schedules, trouble that lasts and ends, and items that other systems hand in.</summary>
public sealed class LivingSourceTests : IAsyncDisposable
{
    readonly List<(string Id, string Title, string Text, string Date)> _entries = [("1", "First", "The first text.", "2026-10-01"), ("2", "Second", "The second text.", "2026-10-02"), ("3", "Third", "The third text.", "2026-10-03")];
    int _status = 200;
    WebApplication? _site;
    ToombosHost? _host;

    [Theory, BothDatabases]
    public async Task What_a_feed_no_longer_shows_for_its_age_stays_and_what_it_deletes_goes(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(database)).Client;
        var added = await client.Documents.AddSourceAsync(new() { Name = "Feed", Address = Feed }, ct);
        Assert.Equal((SourceKind.Feed, 3, 60), (added.Source.Kind, added.Snapshot.ItemCount, added.Source.Schedule?.EveryMinutes));
        var before = (await client.Documents.ListItemsAsync(added.Snapshot.Id, ct: ct)).Items;
        Assert.Equal(["Third", "Second", "First"], before.Select(i => i.Title));
        Assert.Equal((new DateOnly(2026, 10, 3), "The third text.", "https://e.example/3"), (before[0].Date, before[0].Body, before[0].Link));

        // 1 is older than all that is left and has aged out; 2 was deleted; 3 has another title and text; 4 is new, and looks like 2
        _entries.Clear();
        _entries.AddRange([("3", "Renamed", "Another text altogether.", "2026-10-03"), ("4", "Second", "The second text.", "2026-10-04")]);
        _entries.Insert(0, ("1b", "Zeroth", "Dated between.", "2026-10-01"));
        var changed = await client.Documents.SyncSourceAsync(added.Source.Id, ct);

        var after = (await client.Documents.ListItemsAsync(changed.Snapshot.Id, ct: ct)).Items;
        Assert.Equal(["Second", "Renamed", "Zeroth", "First"], after.Select(i => i.Title).OrderBy(t => t == "First"));
        Assert.Equal(before[0].Key, after.Single(i => i.Title == "Renamed").Key);
        Assert.NotEqual(before[1].Entry, after.Single(i => i.Title == "Second").Entry);
        var runs = (await client.Documents.ListSyncsAsync(added.Source.Id, ct: ct)).Items;
        Assert.Equal([(SyncTrigger.Person, SyncOutcome.Changed), (SyncTrigger.Added, SyncOutcome.Changed)], runs.Select(r => (r.Trigger, r.Outcome)));
        Assert.Equal((2, 1, changed.Snapshot.Id), (runs[0].Items!.Added, runs[0].Items!.Removed, runs[0].SnapshotId!.Value));
    }

    [Theory, BothDatabases]
    public async Task A_source_is_read_by_its_schedule_says_so_when_that_fails_again_and_again_and_recovers_by_itself(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(database)).Client;
        var added = await client.Documents.AddSourceAsync(new() { Name = "Feed", Kind = SourceKind.Feed, Address = Feed, Schedule = new() { EveryMinutes = 5 } }, ct);
        var id = added.Source.Id;

        _entries.Add(("4", "Fourth", "The fourth text.", "2026-10-04"));
        var read = await AdvancedAsync(client, id, s => s.Latest!.Number == 2);
        Assert.Equal(SyncTrigger.Schedule, (await client.Documents.ListSyncsAsync(id, ct: ct)).Items[0].Trigger);

        _status = 500;
        // The clock that is set forward can end a look in its middle, which is a failure with other words.
        var failing = await AdvancedAsync(client, id, s => s.Failures >= 3 && s.SyncError!.Contains("500", StringComparison.Ordinal));
        Assert.Equal((read.Latest!.Id, read.GoodAt), (failing.Latest!.Id, failing.GoodAt));
        var alert = Assert.Single((await client.Alerts.ListAsync(ct: ct)).Items, a => a.Code == "source.failing");
        Assert.Equal(id, alert.Related["sourceId"]);

        _status = 200;
        var recovered = await AdvancedAsync(client, id, s => s.Failures == 0);
        Assert.True(recovered.SyncError is null && recovered.GoodAt > read.GoodAt);
        Assert.DoesNotContain((await client.Alerts.ListAsync(ct: ct)).Items, a => a.Code == "source.failing");
    }

    [Theory, BothDatabases]
    public async Task Items_of_another_system_are_kept_under_its_own_ids(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(database)).Client;
        var added = await client.Documents.AddSourceAsync(new() { Name = "Shop", Kind = SourceKind.Items }, ct);
        Assert.Equal((0, null), (added.Snapshot.ItemCount, added.Source.Schedule));
        PutItemsRequest two = new()
        {
            Items =
            [
                new() { Id = "a", Title = "Paddle <one>", Body = "# Big\n\nIt *floats*.\n\n```\nnever closed", Date = new(2026, 10, 2, 0, 0, 0, TimeSpan.Zero), Link = "https://shop.example/a", Flags = new Dictionary<string, string> { ["featured"] = "true" } },
                new() { Id = "b", Title = "Kit", Body = "<p>It <b>mends</b>.</p><!-- published: false -->", Format = TextFormat.Html, Date = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), Tags = ["repair"] },
            ],
        };
        var first = await client.Documents.PutItemsAsync(added.Source.Id, two, ct);
        Assert.False((await client.Documents.PutItemsAsync(added.Source.Id, two, ct)).Changed);
        var items = (await client.Documents.ListItemsAsync(first.Snapshot.Id, ct: ct)).Items;
        Assert.Equal(["Paddle <one>", "Kit"], items.Select(i => i.Title));
        Assert.Equal((true, "https://shop.example/a", "It mends.", "repair", true), (items[0].Flags.Featured, items[0].Link, items[1].Body, items[1].Tags[0], items[1].Flags.Published));

        var gone = await client.Documents.PutItemsAsync(added.Source.Id, new() { Delete = ["a", "nobody"] }, ct);
        Assert.Equal("Kit", Assert.Single((await client.Documents.ListItemsAsync(gone.Snapshot.Id, ct: ct)).Items).Title);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Documents.PutItemsAsync(added.Source.Id, new() { Items = [new() { Id = "c", Title = "C", Body = "C", Flags = new Dictionary<string, string> { ["nonsense"] = "1" } }] }, ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "source.nothing-to-sync", () => client.Documents.SetScheduleAsync(added.Source.Id, new() { EveryMinutes = 5 }, ct));
    }

    [Fact]
    public async Task A_schedule_is_kept_as_it_was_set_and_nonsense_is_refused_at_its_field()
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await StartAsync(DatabaseKind.Sqlite)).Client;
        var found = await client.Documents.RecogniseAsync(Feed, ct);
        Assert.Equal(("feed", true), (found.Kind, found.Readable));
        var id = (await client.Documents.AddSourceAsync(new() { Name = "Feed", Kind = SourceKind.Feed, Address = Feed }, ct)).Source.Id;

        var daily = await client.Documents.SetScheduleAsync(id, new() { DailyAt = "07:30", Zone = "Europe/Berlin" }, ct);
        Assert.Equal(("07:30", "Europe/Berlin", null), (daily.Schedule!.DailyAt, daily.Schedule.Zone, daily.Schedule.EveryMinutes));
        Assert.True(daily.NextSyncAt > _host!.Clock.GetUtcNow());
        var off = await client.Documents.SetScheduleAsync(id, new(), ct);
        Assert.Null(off.NextSyncAt);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Documents.SetScheduleAsync(id, new() { DailyAt = "25:00" }, ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Documents.SetScheduleAsync(id, new() { DailyAt = "07:00", Zone = "Mars/Crater" }, ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Documents.SetScheduleAsync(id, new() { EveryMinutes = 1 }, ct));
    }

    string Feed => _site!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/feed";

    /// <summary>Lets time pass until the source is as wanted.</summary>
    Task<Source> AdvancedAsync(ToombosClient client, Guid id, Func<Source, bool> wanted) => Eventually.SatisfiesAsync(
        () =>
        {
            _host!.Clock.Advance(TimeSpan.FromSeconds(30));
            return client.Documents.GetSourceAsync(id, TestContext.Current.CancellationToken);
        },
        wanted);

    async Task<TestWorkspace> StartAsync(DatabaseKind database)
    {
        _site = WebApplication.CreateSlimBuilder().Build();
        _site.Urls.Add("http://127.0.0.1:0");
        _site.MapGet("/feed", () => _status != 200 ? Results.StatusCode(_status)
            : Results.Text($"<rss><channel><title>News</title>{string.Concat(_entries.Select(e => $"<item><guid isPermaLink='false'>{e.Id}</guid><title>{e.Title}</title><link>https://e.example/{e.Id}</link><pubDate>{e.Date}</pubDate><description>{e.Text}</description></item>"))}</channel></rss>", "application/rss+xml"));
        await _site.StartAsync(TestContext.Current.CancellationToken);
        _host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Jobs:LeaseSeconds"] = "600", ["Jobs:DrainSeconds"] = "0" });
        return await _host.AddWorkspaceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_site is not null) await _site.DisposeAsync();
    }
}
