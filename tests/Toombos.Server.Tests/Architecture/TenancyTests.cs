using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Architecture;

/// <summary>Every table says whose its rows are, and both databases know every table.</summary>
public sealed class TenancyTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task Every_table_is_owned_by_a_tenant_or_says_that_it_is_shared(DatabaseKind database)
    {
        await using var scope = (await hosts.GetAsync(database)).Services.CreateAsyncScope();
        var entities = scope.ServiceProvider.GetRequiredService<ToombosDb>().Model.GetEntityTypes().Where(e => !e.IsOwned()).ToList();
        Assert.NotEmpty(entities);
        Assert.Empty(entities.Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned)) == e.ClrType.IsAssignableTo(typeof(IShared))).Select(e => e.Name));
    }

    [Theory, BothDatabases]
    public async Task Every_tenant_owned_table_is_filtered_by_tenant(DatabaseKind database)
    {
        await using var scope = (await hosts.GetAsync(database)).Services.CreateAsyncScope();
        var owned = scope.ServiceProvider.GetRequiredService<ToombosDb>().Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned)));
        Assert.Empty(owned.Where(e => e.GetDeclaredQueryFilters().All(f => f.Key != ToombosDb.TenantFilter)).Select(e => e.Name));
    }

    [Theory, BothDatabases]
    public async Task The_migrations_make_exactly_the_tables_of_the_model(DatabaseKind database)
    {
        await using var scope = (await hosts.GetAsync(database)).Services.CreateAsyncScope();
        Assert.False(scope.ServiceProvider.GetRequiredService<ToombosDb>().Database.HasPendingModelChanges(), "Run make migration NAME=….");
    }

    [Theory, BothDatabases]
    public async Task Nothing_can_be_written_into_another_workspace(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (mine, theirs) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(mine.Id, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var key = new Platform.Identity.ApiKey
        {
            Name = "planted", Mode = Toombos.Client.Access.ApiKeyMode.Live, Hash = [1], Hint = "tb_live_", Scopes = [], Networks = [], CreatedBy = "test",
            CreatedAt = host.Clock.GetUtcNow(), WorkspaceId = theirs.Id,
        };
        db.Add(key);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
    }
}
