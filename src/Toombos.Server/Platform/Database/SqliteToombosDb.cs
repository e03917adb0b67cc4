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

    internal override async Task<IDisposable?> TurnAsync(CancellationToken ct) => await writer.WaitAsync(ct);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var turn = await writer.WaitAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
