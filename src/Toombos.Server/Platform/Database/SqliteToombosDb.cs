using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>The embedded database. SQLite can't order offsets, so times are kept as UTC ticks; it has one writer, so saves wait in line.</summary>
public sealed class SqliteToombosDb(DbContextOptions<SqliteToombosDb> options, Tenant tenant, IEnumerable<ModelPart> parts, TimeProvider clock, SqliteWriter writer)
    : ToombosDb(options, tenant, parts, clock)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    /// <summary>Takes the turn before the lock of the file: the other way round, two writers would wait for each other.</summary>
    public override async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct, IsolationLevel level = IsolationLevel.ReadCommitted)
    {
        if (Database.CurrentTransaction is not null) return await work();
        using var turn = await writer.WaitAsync(ct);
        return await base.InTransactionAsync(work, ct, IsolationLevel.Serializable);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // A transaction of ours has the turn already.
        if (Database.CurrentTransaction is not null) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        using var turn = await writer.WaitAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
