using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Usage;

/// <summary>What a workspace may use, what it has used, and what happens at the end of it.</summary>
public sealed class UsageTests(Hosts hosts)
{
    const string Document = "# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute for 5 minutes calm most people, says the clinic.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Without the worker, whose timers would ring half a million times while a month passes.</summary>
    static Task<ToombosHost> StartAsync(DatabaseKind database, params (string Name, string Value)[] settings) =>
        ToombosHost.StartAsync(database, new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create<string, string?>(s.Name, s.Value))) { ["Server:Role"] = "api" });

    static async Task<Guid> SourceAsync(ToombosClient client) => (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;

    static Task<Toombos.Client.Writing.Piece> WriteAsync(ToombosClient client, Guid source) => client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"] }, Ct);

    [Theory, BothDatabases]
    public async Task A_piece_is_counted_and_the_month_begins_anew_at_nothing(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var source = await SourceAsync(workspace.Client);
        await WriteAsync(workspace.Client, source);
        await WriteAsync(workspace.Client, source);

        var usage = await workspace.Client.Usage.GetAsync(Ct);
        Assert.Equal(("free", 2L, "2026-03", new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)), (usage.Plan.Name, usage.Used.Pieces, usage.Period, usage.ResetsAt));
        Assert.False(usage.CanChoosePlan);

        host.Clock.Advance(usage.ResetsAt - host.Clock.GetUtcNow());
        Assert.Equal(("2026-04", 0L), ((await workspace.Client.Usage.GetAsync(Ct)).Period, (await workspace.Client.Usage.GetAsync(Ct)).Used.Pieces));
    }

    [Theory, BothDatabases]
    public async Task The_piece_after_the_last_is_refused_with_the_plan_that_has_more(DatabaseKind database)
    {
        await using var host = await StartAsync(database, ("Plans:free:PiecesPerMonth", "1"));
        var workspace = await host.AddWorkspaceAsync();
        var source = await SourceAsync(workspace.Client);
        await WriteAsync(workspace.Client, source);

        var refused = await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "quota.pieces", () => WriteAsync(workspace.Client, source));

        Assert.Equal("The Free plan has 1 piece a month, and too little is left until 1 April 2026 (UTC). "
            + "The Standard plan has 300 pieces a month: an owner can change the plan in the dashboard under Settings, Plan and usage.", refused.Message);
        Assert.Single((await workspace.Client.Writing.ListPiecesAsync(ct: Ct)).Items);
        host.Clock.Advance(TimeSpan.FromDays(31));
        await WriteAsync(workspace.Client, source);
    }

    [Theory, BothDatabases]
    public async Task Racers_write_no_more_pieces_than_the_plan_has(DatabaseKind database)
    {
        await using var host = await StartAsync(database, ("Plans:free:PiecesPerMonth", "5"));
        var workspace = await host.AddWorkspaceAsync();
        var source = await SourceAsync(workspace.Client);

        var refused = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(async () =>
        {
            try
            {
                await WriteAsync(workspace.Client, source);
                return null;
            }
            catch (ToombosApiException e)
            {
                return e.Code;
            }
        }, Ct)));

        Assert.Equal((5, 19), (refused.Count(r => r is null), refused.Count(r => r == "quota.pieces")));
        Assert.Equal(5, (await workspace.Client.Writing.ListPiecesAsync(ct: Ct)).Items.Count);
        Assert.Equal(5, (await workspace.Client.Usage.GetAsync(Ct)).Used.Pieces);
    }

    [Theory, BothDatabases]
    public async Task What_was_taken_for_something_that_failed_is_given_back(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        var (db, desk) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), scope.ServiceProvider.GetRequiredService<UsageDesk>());

        await Assert.ThrowsAsync<TimeoutException>(() => db.InTransactionAsync<int>(async () =>
        {
            await desk.TakeAsync(Quota.Pieces, 1, Ct);
            throw new TimeoutException();
        }, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.TakeAsync(Quota.Pieces, 1, Ct));

        Assert.Equal(0, (await workspace.Client.Usage.GetAsync(Ct)).Used.Pieces);
    }

    [Theory, BothDatabases]
    public async Task Model_spend_is_taken_in_millionths_and_ends_at_the_plan(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        var (db, desk) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), scope.ServiceProvider.GetRequiredService<UsageDesk>());
        Task SpendAsync(long micros) => db.InTransactionAsync(async () =>
        {
            await desk.TakeAsync(Quota.ModelSpend, micros, Ct);
            return true;
        }, Ct);

        await SpendAsync(750_001);
        var refused = await Assert.ThrowsAsync<Platform.Http.DomainRuleException>(() => SpendAsync(250_000));
        await SpendAsync(249_999);

        Assert.Equal(("quota.model-spend", 402), (refused.Code, refused.Status));
        Assert.Contains("The Standard plan has $25 of model spend a month", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1m, (await workspace.Client.Usage.GetAsync(Ct)).Used.ModelSpend);
        await Assert.ThrowsAsync<Platform.Http.DomainRuleException>(() => desk.RequireLeftAsync(Quota.ModelSpend, Ct));
    }

    [Theory, BothDatabases]
    public async Task Requests_are_counted_at_once_and_written_down_later(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        for (var i = 0; i < 7; i++) await workspace.Client.Usage.ListPlansAsync(Ct);
        Assert.Equal(8, (await workspace.Client.Usage.GetAsync(Ct)).Used.Requests);
        Assert.Equal(0, await StoredAsync());

        host.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(8, await Eventually.SatisfiesAsync(StoredAsync, stored => stored == 8));
        Assert.Equal(9, (await workspace.Client.Usage.GetAsync(Ct)).Used.Requests);

        async Task<long> StoredAsync()
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
            return await scope.ServiceProvider.GetRequiredService<ToombosDb>().Usage.Select(u => u.Requests).FirstOrDefaultAsync(Ct);
        }
    }

    [Theory, BothDatabases]
    public async Task Requests_of_a_workspace_that_is_gone_are_dropped(DatabaseKind database)
    {
        await using var scope = (await hosts.GetAsync(database)).Services.CreateAsyncScope();
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<ToombosDb>().AddRequestsAsync(Guid.CreateVersion7(), "2026-03", 5, Ct));
    }

    [Theory, BothDatabases]
    public async Task Members_and_open_invitations_share_the_places_of_the_plan(DatabaseKind database)
    {
        await using var host = await StartAsync(database, ("Plans:free:Members", "3"));
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        await host.JoinAsync(owner.Client, WorkspaceRole.Viewer);
        Task InviteAsync() => owner.Client.Members.InviteAsync(new() { Email = TestPeople.NewEmail(), Role = WorkspaceRole.Viewer }, Ct);

        var racers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () => await Record.ExceptionAsync(InviteAsync), Ct)));

        Assert.Single(racers, e => e is null);
        Assert.All(racers.OfType<ToombosApiException>(), e => Assert.Equal("quota.members", e.Code));
        Assert.Equal(3, (await owner.Client.Usage.GetAsync(Ct)).Used.Members);
        host.Clock.Advance(TimeSpan.FromDays(7)); // the invitation expires and gives its place up
        var session = (await host.Stranger().Access.SignInAsync(new() { Email = owner.Email, Password = owner.Password }, Ct)).Session!;
        await host.With(session.AccessToken).Members.InviteAsync(new() { Email = TestPeople.NewEmail(), Role = WorkspaceRole.Viewer }, Ct);
    }
}
