using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Events;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Events;

/// <summary>Watchers are told of every change once, in order, and of nothing else.</summary>
public sealed class EventTests(Hosts hosts)
{
    const string Document = "# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute calm most people, says the clinic.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<Client.Documents.SyncResult> AddSourceAsync(ToombosClient client, string name = "News") => client.Documents.AddSourceAsync(new() { Name = name, Markdown = Document }, Ct);

    /// <summary>The next so many events; more would be a failure only the count can show.</summary>
    static async Task<List<WorkspaceEvent>> TakeAsync(IAsyncEnumerable<WorkspaceEvent> events, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        return await events.Take(count).ToListAsync(patience.Token);
    }

    [Theory, BothDatabases]
    public async Task A_watcher_is_told_of_what_is_saved_with_ids_and_who_did_it(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var before = (await workspace.Client.Events.ListAsync(ct: Ct)).Items[^1].Sequence;
        var watching = TakeAsync(workspace.Client.Events.WatchAsync(before, new() { Kinds = ["source", "snapshot"] }, Ct), 2);

        var added = await AddSourceAsync(workspace.Client);

        var told = await watching;
        Assert.Equal(["snapshot.added", "source.added"], told.Select(e => e.Kind).Order());
        Assert.All(told, e => Assert.Equal("test", e.Actor));
        Assert.Equal(added.Source.Id, told.Single(e => e.Kind == "source.added").SubjectId);
        var snapshot = told.Single(e => e.Kind == "snapshot.added");
        Assert.Equal((added.Snapshot.Id, added.Source.Id), (snapshot.SubjectId, snapshot.Related["sourceId"]));
    }

    [Theory, BothDatabases]
    public async Task Whoever_comes_back_is_told_the_rest_once_and_in_order(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        for (var i = 0; i < 5; i++) await AddSourceAsync(workspace.Client, $"News {i}");
        var all = (await workspace.Client.Events.ListAsync(limit: 100, ct: Ct)).Items;
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(e => e.Sequence));

        var first = await TakeAsync(workspace.Client.Events.WatchAsync(0, ct: Ct), 4);
        var rest = TakeAsync(workspace.Client.Events.WatchAsync(first[^1].Sequence, ct: Ct), all.Count - 4 + 2);
        await AddSourceAsync(workspace.Client, "Newest");

        Assert.Equal(Enumerable.Range(1, all.Count + 2).Select(i => (long)i), first.Concat(await rest).Select(e => e.Sequence));
    }

    [Theory, BothDatabases]
    public async Task Many_writers_at_once_leave_no_gap_and_nothing_twice(DatabaseKind database)
    {
        const int Writers = 6, Each = 8;
        var workspace = await hosts.WorkspaceAsync(database);
        var before = (await workspace.Client.Events.ListAsync(limit: 100, ct: Ct)).Items[^1].Sequence;
        var watching = TakeAsync(workspace.Client.Events.WatchAsync(before, ct: Ct), Writers * Each * 2);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await AddSourceAsync(workspace.Client, $"News {writer} {i}");
        }, Ct)));

        Assert.Equal(Enumerable.Range(1, Writers * Each * 2).Select(i => before + i), (await watching).Select(e => e.Sequence));
    }

    [Theory, BothDatabases]
    public async Task A_watcher_that_falls_behind_is_told_everything_later(DatabaseKind database)
    {
        const int Many = 1_500; // more than are kept for all
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var newest = await host.Services.GetRequiredService<EventFeed>().NewestAsync(workspace.Id, Ct);
        await using var slow = host.Services.GetRequiredService<EventFeed>().WatchAsync(workspace.Id, newest, Ct).GetAsyncEnumerator(Ct);
        var first = slow.MoveNextAsync();

        for (var i = 0; i < Many / 100; i++)
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
            var ring = scope.ServiceProvider.GetRequiredService<KeyRing>();
            for (var j = 0; j < 100; j++) ring.AddKey($"Key {i} {j}");
            await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
        }

        var told = new List<long>();
        for (var more = await first; more && told.Count < Many; more = told.Count < Many && await slow.MoveNextAsync()) told.Add(slow.Current!.Sequence);
        Assert.Equal(Enumerable.Range(1, Many).Select(i => newest + i), told);
    }

    [Theory, BothDatabases]
    public async Task What_is_rolled_back_is_told_to_nobody(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var before = (await workspace.Client.Events.ListAsync(ct: Ct)).Items.Count;
        await using (var scope = host.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync<int>(async () =>
            {
                scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("Never");
                await db.SaveChangesAsync(Ct);
                throw new InvalidOperationException("After the save, before the commit.");
            }, Ct));
        }
        await AddSourceAsync(workspace.Client);

        var kinds = (await workspace.Client.Events.ListAsync(ct: Ct)).Items.Skip(before).Select(e => e.Kind);
        Assert.Equal(["snapshot.added", "source.added"], kinds.Order());
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_told_of_what_they_may_not_see(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (workspace, other) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        await AddSourceAsync(other.Client, "Theirs");
        var viewer = await host.AddMemberAsync(workspace.Id, WorkspaceRole.Viewer);
        var documentsOnly = new ToombosClient(await host.AddKeyAsync(workspace.Id, [Scopes.EventsRead, Scopes.DocumentsRead]));
        await workspace.Client.Access.AddKeyAsync(new() { Name = "Build", Scopes = [Scopes.DocumentsRead] }, Ct);
        var source = (await AddSourceAsync(workspace.Client)).Source;

        var seen = (await viewer.Client.Events.ListAsync(limit: 100, ct: Ct)).Items;
        Assert.DoesNotContain(seen, e => e.Kind.StartsWith("api-key.", StringComparison.Ordinal));
        Assert.Contains(seen, e => e.Kind == "member.added");
        Assert.Equal(source.Id, Assert.Single(seen, e => e.Kind == "source.added").SubjectId);
        Assert.Equal(["snapshot.added", "source.added"], (await documentsOnly.Events.ListAsync(limit: 100, ct: Ct)).Items.Select(e => e.Kind).Order());
        Assert.Equal(["snapshot.added", "source.added"], (await TakeAsync(documentsOnly.Events.WatchAsync(0, ct: Ct), 2)).Select(e => e.Kind).Order());
    }

    [Theory, BothDatabases]
    public async Task A_revoked_key_hears_nothing_more(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "Watcher", Scopes = [Scopes.EventsRead, Scopes.KeysRead] }, Ct);
        await using var watching = host.With(made.Secret).Events.WatchAsync(0, ct: Ct).GetAsyncEnumerator(Ct);
        Assert.True(await watching.MoveNextAsync());

        await workspace.Client.Access.RevokeKeyAsync(made.Key.Id, Ct);

        var refused = await Assert.ThrowsAsync<ToombosApiException>(async () =>
        {
            while (true)
            {
                var next = watching.MoveNextAsync().AsTask();
                await Eventually.SatisfiesAsync(() =>
                {
                    host.Clock.Advance(TimeSpan.FromSeconds(5));
                    return Task.FromResult(next.IsCompleted);
                }, ended => ended);
                await next;
            }
        });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
    }

    [Fact]
    public async Task On_PostgreSQL_a_watcher_at_one_node_is_told_at_once_of_what_another_node_saves()
    {
        await using var first = await ToombosHost.StartAsync(DatabaseKind.Postgres);
        await using var second = first.Node();
        var workspace = await first.AddWorkspaceAsync();
        var http = second.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", workspace.Key);
        var before = (await workspace.Client.Events.ListAsync(ct: Ct)).Items[^1].Sequence;
        var feed = second.Services.GetRequiredService<EventFeed>();
        var watching = TakeAsync(new ToombosClient(http).Events.WatchAsync(before, ct: Ct), 2);
        await Eventually.SatisfiesAsync(() => Task.FromResult(feed.Watched), watched => watched > 0);

        await AddSourceAsync(workspace.Client);

        // The second node's clock stands still: nothing but the bell can have told it.
        Assert.Equal(2, (await watching).Count);
    }

    [Theory, BothDatabases]
    public async Task Old_events_go_and_whoever_needs_them_is_told_so(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await AddSourceAsync(workspace.Client, "Old");
        var old = (await workspace.Client.Events.ListAsync(limit: 100, ct: Ct)).Items[^1].Sequence;
        host.Clock.Advance(TimeSpan.FromDays(60));
        await AddSourceAsync(workspace.Client, "New");
        host.Clock.Advance(TimeSpan.FromDays(31));
        await host.Services.GetRequiredService<Features.Privacy.PrivacySweep>().RunAsync(Ct);

        Assert.Equal([old + 1, old + 2], (await workspace.Client.Events.ListAsync(ct: Ct)).Items.Select(e => e.Sequence));
        Assert.Equal([old + 1, old + 2], (await workspace.Client.Events.ListAsync(old, ct: Ct)).Items.Select(e => e.Sequence));
        await Problems.RefusedAsync(HttpStatusCode.Gone, "events.gone", () => workspace.Client.Events.ListAsync(old - 1, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.Gone, "events.gone", () => TakeAsync(workspace.Client.Events.WatchAsync(old - 1, ct: Ct), 1));
        await AddSourceAsync(workspace.Client, "Newest");
        Assert.Equal(old + 4, (await workspace.Client.Events.ListAsync(old + 2, ct: Ct)).Items[^1].Sequence);
    }

    [Fact]
    public async Task A_kind_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        var refused = await Assert.ThrowsAsync<ToombosApiException>(() => workspace.Client.Events.ListAsync(query: new() { Kinds = ["source.exploded"] }, ct: Ct));
        Assert.Contains("source.added", Assert.Single(refused.Errors["kinds"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_lists_every_thing_with_its_scope_and_states()
    {
        var lines = File.ReadAllLines(Architecture.Repository.PathOf("docs", "guide", "events.md"));
        Assert.All(EventKinds.Things, t => Assert.Contains($"| `{t.Thing}` | `{t.Scope}` | {t.Means} | {string.Join(", ", t.States.Select(s => $"`{s}`"))} |", lines));
    }

    [Fact]
    public async Task Every_announced_table_is_a_documented_thing_with_a_scope()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        await using var scope = host.Services.CreateAsyncScope();
        var announced = scope.ServiceProvider.GetRequiredService<ToombosDb>().Model.GetEntityTypes()
            .Select(type => (AnnouncedAttribute?)Attribute.GetCustomAttribute(type.ClrType, typeof(AnnouncedAttribute))).OfType<AnnouncedAttribute>().Select(a => a.Thing);
        Assert.Equal(EventKinds.Things.Select(t => t.Thing).Order(), announced.Order());
        Assert.All(EventKinds.Things, thing => Assert.Contains(thing.Scope, Scopes.All.Select(s => s.Scope)));
    }
}
