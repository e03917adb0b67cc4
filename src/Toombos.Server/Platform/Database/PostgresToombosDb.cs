using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>The database of many nodes.</summary>
public sealed class PostgresToombosDb(DbContextOptions<PostgresToombosDb> options, Tenant tenant, IEnumerable<ModelPart> parts, TimeProvider clock)
    : ToombosDb(options, tenant, parts, clock)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Beginnings of actions are found by order of bytes; the language of the database must not matter.
        modelBuilder.Entity<AuditRow>().Property(e => e.Action).UseCollation("C");
    }

    /// <summary>Of two transactions that can't both be true, the database ends one; its caller hears that somebody else was faster.</summary>
    public override async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct, IsolationLevel level = IsolationLevel.ReadCommitted)
    {
        try
        {
            return await base.InTransactionAsync(work, ct, level);
        }
        catch (Exception failure) when (StateOf(failure) is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
        {
            throw new DbUpdateConcurrencyException("Another transaction was faster.", failure);
        }
    }

    static string? StateOf(Exception? failure) => failure is null ? null : (failure as PostgresException)?.SqlState ?? StateOf(failure.InnerException);
}
