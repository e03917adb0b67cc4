using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Toombos.Client.Access;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Files;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Privacy;

/// <summary>Workspaces and people end when they asked to, wholly, and not a day before.</summary>
public sealed class ErasureTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task SweepAsync(ToombosHost host) => host.Services.GetRequiredService<PrivacySweep>().RunAsync(Ct);

    [Theory, BothDatabases]
    public async Task After_the_erasure_of_a_workspace_no_row_of_it_is_left_in_any_table_and_no_file(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        var (_, other) = await host.SignUpWithWorkspaceAsync();
        var key = host.With((await owner.Client.Access.AddKeyAsync(new() { Name = "key", Scopes = [Scopes.WorkspaceRead] }, Ct)).Secret);
        await owner.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## [tips] Tips\n\n### Breathe\n\nSlowly.\n" }, Ct);
        await owner.Client.Files.UploadAsync("logo.png", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Png)), ct: Ct);
        foreach (var workspace in (Guid[])[id, other]) await PlantedRows.PlantAsync(host, workspace, owner.Session.PersonId);
        var (before, others) = (await PlantedRows.CountAsync(host, id), await PlantedRows.CountAsync(host, other));
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var tables = TenantTable.InOrderOfErasure(scope.ServiceProvider.GetRequiredService<ToombosDb>());
            Assert.All(tables, table => Assert.True(before[$"{table.Name}.WorkspaceId"] > 0, $"{table.Name} is empty: this test would prove nothing of it."));
        }

        await owner.Client.Workspaces.DeleteAsync(id, new() { Name = "Harbour" }, Ct);
        host.Clock.Advance(DeleteWorkspace.Grace - TimeSpan.FromMinutes(1));
        await SweepAsync(host);
        Assert.True((await PlantedRows.CountAsync(host, id))["sources.WorkspaceId"] > 0, "the day has not come");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync(host);

        Assert.DoesNotContain(await PlantedRows.CountAsync(host, id), table => table.Value > 0);
        Assert.Equal(others, await PlantedRows.CountAsync(host, other));
        Assert.Empty(Directory.GetFiles(Path.Combine(host.DataFolder, "files"), "*", SearchOption.AllDirectories));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => key.Workspaces.ListAsync(ct: Ct));
        await using var last = host.Services.CreateAsyncScope();
        Assert.False(await last.ServiceProvider.GetRequiredService<ToombosDb>().Set<Features.Workspaces.Workspace>().AnyAsync(w => w.Id == id, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_workspace_is_deleted_by_its_typed_name_after_thirty_days_and_can_be_kept(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => owner.Client.Workspaces.DeleteAsync(id, new() { Name = "harbour" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "workspace.not-found", () => owner.Client.Workspaces.DeleteAsync(Guid.NewGuid(), new() { Name = "Harbour" }, Ct));

        var pending = await owner.Client.Workspaces.DeleteAsync(id, new() { Name = " Harbour " }, Ct);
        Assert.Equal(host.Clock.GetUtcNow().AddDays(30), pending.EraseAt);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(pending.EraseAt, (await owner.Client.Workspaces.DeleteAsync(id, new() { Name = "Harbour" }, Ct)).EraseAt);
        Assert.Null((await owner.Client.Workspaces.KeepAsync(id, Ct)).EraseAt);

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "session.stale", () => owner.Client.Workspaces.DeleteAsync(id, new() { Name = "Harbour" }, Ct));
    }

    [Theory, BothDatabases]
    public async Task Only_an_owner_deletes_or_keeps_a_workspace(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        var admin = await host.JoinAsync(owner.Client, WorkspaceRole.Admin);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => admin.Client.Workspaces.DeleteAsync(id, new() { Name = "Harbour" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => admin.Client.Workspaces.KeepAsync(id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => admin.Client.Privacy.SetRetentionAsync(new(), Ct));
        Assert.Equal(new(), await admin.Client.Privacy.GetRetentionAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task A_person_goes_after_fourteen_days_with_everything_about_them_and_the_workspaces_of_theirs_alone(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (person, id) = await host.SignUpWithWorkspaceAsync();
        var (other, shared) = await host.SignUpWithWorkspaceAsync();
        var invited = await host.SignUpAsync();
        await other.Client.Members.InviteAsync(new() { Email = person.Email, Role = WorkspaceRole.Editor }, Ct);
        await person.Client.Members.AcceptInvitationAsync(new() { Token = await host.TokenMailedToAsync(person.Email, "/invitation/") }, Ct);
        await ConsentAsync(host, person.Session.PersonId);
        var about = await PlantedRows.CountOfPersonAsync(host, person.Session.PersonId);
        Assert.All((string[])["sessions.PersonId", "consents.PersonId", "members.PersonId", "account_events.PersonId"], table => Assert.True(about[table] > 0, table));

        var planned = await person.Client.Privacy.EraseMeAsync(Ct);
        Assert.Equal((host.Clock.GetUtcNow().AddDays(14), "Harbour"), (planned.EraseAt, Assert.Single(planned.Workspaces)));
        Assert.Equal(planned.EraseAt, (await person.Client.Accounts.GetMeAsync(Ct)).EraseAt);
        host.Clock.Advance(EraseMe.Grace);
        await SweepAsync(host);

        Assert.DoesNotContain(await PlantedRows.CountOfPersonAsync(host, person.Session.PersonId), table => table.Value > 0);
        Assert.DoesNotContain(await PlantedRows.CountAsync(host, id), table => table.Value > 0);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, Ct));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(shared, "test");
        Assert.Equal(other.Session.PersonId, (await db.Members.SingleAsync(Ct)).PersonId);
        Assert.True(await db.People.AnyAsync(p => p.Id == invited.Session.PersonId, Ct));
        var sessions = db.Sessions;
        Assert.Equal(0, await db.RefreshTokens.CountAsync(t => !sessions.Any(s => s.Id == t.SessionId), Ct));
    }

    [Theory, BothDatabases]
    public async Task The_last_owner_of_others_stays_and_whoever_changes_their_mind_keeps_everything(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        var viewer = await host.JoinAsync(owner.Client, WorkspaceRole.Viewer);
        var refused = await Problems.RefusedAsync(HttpStatusCode.Conflict, "account.last-owner", () => owner.Client.Privacy.EraseMeAsync(Ct));
        Assert.Contains("Harbour", refused.Message, StringComparison.Ordinal);

        var member = (await owner.Client.Members.ListAsync(ct: Ct)).Items.Single(m => m.PersonId == viewer.Session.PersonId);
        await owner.Client.Members.RemoveAsync(member.Id, Ct);
        var planned = await owner.Client.Privacy.EraseMeAsync(Ct);
        Assert.Equal(planned.EraseAt, (await owner.Client.Workspaces.GetAsync(id, Ct)).EraseAt);
        Assert.Null((await owner.Client.Privacy.KeepMeAsync(Ct)).EraseAt);
        Assert.Null((await owner.Client.Workspaces.GetAsync(id, Ct)).EraseAt);
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "session.stale", () => owner.Client.Privacy.EraseMeAsync(Ct));
        host.Clock.Advance(EraseMe.Grace);
        await SweepAsync(host);
        Assert.Contains(await PlantedRows.CountOfPersonAsync(host, owner.Session.PersonId), table => table.Value > 0);
    }

    [Fact]
    public async Task Whoever_became_the_last_owner_meanwhile_is_not_erased_before_that_is_solved()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        await owner.Client.Privacy.EraseMeAsync(Ct);
        await host.JoinAsync(owner.Client, WorkspaceRole.Viewer);
        await using (var scope = host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ToombosDb>().Set<Features.Workspaces.Workspace>().ExecuteUpdateAsync(set => set.SetProperty(w => w.EraseAt, (DateTimeOffset?)null), Ct);
        host.Clock.Advance(EraseMe.Grace + TimeSpan.FromDays(1));
        await SweepAsync(host);
        Assert.Contains(await PlantedRows.CountOfPersonAsync(host, owner.Session.PersonId), table => table.Value > 0);
    }

    static async Task ConsentAsync(ToombosHost host, Guid person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ConsentBook>().Record(person, "newsletter", "1");
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
    }
}
