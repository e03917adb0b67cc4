using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>
/// Removes a person: the account, its sessions, second factors, events, consents and memberships. What they wrote in workspaces of others
/// belongs to those and stays, with the name under which it was written.
/// </summary>
public sealed class ErasePerson(ToombosDb db, EraseWorkspace eraseWorkspace, CredentialCache cache)
{
    /// <returns>False when a workspace with others in it would be left without an owner; then nothing was done.</returns>
    public async Task<bool> RunAsync(Guid id, CancellationToken ct)
    {
        if (await db.AbandonedByAsync(id, ct) is { Count: > 0 }) return false;
        foreach (var workspace in await db.AloneInAsync(id, ct)) await eraseWorkspace.RunAsync(workspace.Id, ct);
        var sql = db.GetService<ISqlGenerationHelper>();
        await db.InTransactionAsync(async () =>
        {
            // Rows that hang on these, such as refresh tokens on sessions, go with them by the database's own rule.
            foreach (var column in ColumnsOfPeople(db.Model))
            {
                // Names come from the model, never from people.
                var statement = $"delete from {sql.DelimitIdentifier(column.DeclaringType.GetTableName()!)} where {sql.DelimitIdentifier(column.GetColumnName())} = {{0}}";
                await db.Database.ExecuteSqlRawAsync(statement, [id], ct);
            }
            return await db.People.Where(p => p.Id == id).ExecuteDeleteAsync(ct);
        }, ct);
        cache.Forget();
        return true;
    }

    /// <summary>Where rows are a person's own: all shared tables that name a person, and the memberships.</summary>
    public static IEnumerable<IProperty> ColumnsOfPeople(IModel model) =>
        from entity in model.GetEntityTypes()
        where entity.GetTableName() is not null && !entity.IsOwned() && (typeof(IShared).IsAssignableFrom(entity.ClrType) || entity.ClrType == typeof(Member))
        from property in entity.GetProperties()
        where property.Name is "PersonId" or "UserId"
        select property;
}
