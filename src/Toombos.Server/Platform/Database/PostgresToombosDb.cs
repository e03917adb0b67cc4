using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>The database of many nodes.</summary>
public sealed class PostgresToombosDb(DbContextOptions<PostgresToombosDb> options, Tenant tenant, IEnumerable<ModelPart> parts)
    : ToombosDb(options, tenant, parts)
{
    /// <summary>Of two transactions that can't both be true, the database ends one; its caller hears that somebody else was faster.</summary>
    public override async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct, IsolationLevel level = IsolationLevel.ReadCommitted)
    {
        try
        {
            return await base.InTransactionAsync(work, ct, level);
        }
        catch (Exception failure) when (failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
            || failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
            || failure.InnerException?.InnerException is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure })
        {
            throw new DbUpdateConcurrencyException("Another transaction was faster.", failure);
        }
    }
}
