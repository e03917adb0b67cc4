using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Connections;
using Toombos.Server.Features.Files;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>
/// Removes a workspace with everything in it, table by table and a few thousand rows at a time, so that others can write in between. Cut
/// short anywhere, the next sweep goes on: the workspace's own row goes last.
/// </summary>
public sealed class EraseWorkspace(ToombosDb db, Tenant tenant, CredentialCache cache, AuditRetention audit, SiteFolders sites, EndedConsent consents, TimeProvider clock)
{
    const int Handful = 5_000;

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        tenant.Enter(id, "erasure");
        // Whoever could still come in goes first.
        await db.Members.Where(m => m.WorkspaceId == id).ExecuteDeleteAsync(ct);
        await db.ApiKeys.Where(k => k.WorkspaceId == id).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => s.WorkspaceId == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.WorkspaceId, (Guid?)null), ct);
        await db.People.Where(p => p.LastWorkspaceId == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.LastWorkspaceId, (Guid?)null), ct);
        cache.Forget();
        await consents.TellAllAsync(ct);
        await DiscardFilesAsync(ct);
        foreach (var table in TenantTable.InOrderOfErasure(db).Where(t => t.Entity.ClrType.Namespace != typeof(AuditRow).Namespace))
        {
            while (await DeleteSomeAsync(table, id, ct)) ct.ThrowIfCancellationRequested();
        }
        sites.Remove(id);
        // Last, because whoever works in the workspace locks its log, which makes one; and the database lets entries go this way only.
        await audit.EraseAsync(id, ct);
        await db.Workspaces.Where(w => w.Id == id).ExecuteDeleteAsync(ct);
    }

    /// <summary>The bytes are written down to go in the transaction in which the rows go.</summary>
    async Task DiscardFilesAsync(CancellationToken ct)
    {
        List<StoredFile> files;
        do
        {
            files = await db.Files.AsNoTracking().OrderBy(f => f.Id).Take(500).ToListAsync(ct);
            var ids = files.ConvertAll(f => f.Id);
            await db.InTransactionAsync(async () =>
            {
                db.DiscardedFiles.AddRange(files.Select(f => new DiscardedFile { Place = f.Place, Location = f.Location, After = clock.GetUtcNow() }));
                await db.SaveChangesAsync(ct);
                return await db.Files.Where(f => ids.Contains(f.Id)).ExecuteDeleteAsync(ct);
            }, ct);
        }
        while (files.Count > 0);
    }

    /// <summary>False when nothing was left.</summary>
    async Task<bool> DeleteSomeAsync(TenantTable table, Guid id, CancellationToken ct)
    {
        // Names come from the model, never from people.
        var statement = table.KeyColumn is null || table.KeyColumn == table.WorkspaceColumn
            ? $"delete from {table.Sql} where {table.WorkspaceColumn} = {{0}}"
            : $"delete from {table.Sql} where {table.KeyColumn} in (select {table.KeyColumn} from {table.Sql} where {table.WorkspaceColumn} = {{0}} limit {Handful})";
        return await db.InTransactionAsync(() => db.Database.ExecuteSqlRawAsync(statement, [id], ct), ct) > 0;
    }
}
