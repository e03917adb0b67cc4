using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Usage;

/// <summary>What a workspace has used in one calendar month (UTC). Counted in place by the database, never read and written back.</summary>
[Unlogged("Counters that move with every request.")]
public sealed class UsageMonth : ITenantOwned
{
    public Guid WorkspaceId { get; set; }

    /// <summary>The month, <c>2026-03</c>.</summary>
    public required string Period { get; init; }
    public long Pieces { get; init; }
    public long Requests { get; init; }

    /// <summary>What language models cost, in millionths of a dollar.</summary>
    public long ModelMicros { get; init; }

    public static string PeriodOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The beginning of the next month.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset time) => new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);

    internal sealed class Mapping : IEntityTypeConfiguration<UsageMonth>
    {
        public void Configure(EntityTypeBuilder<UsageMonth> builder)
        {
            builder.ToTable("usage");
            builder.HasKey(u => new { u.WorkspaceId, u.Period });
            builder.Property(u => u.Period).HasMaxLength(7);
        }
    }
}

/// <summary>The table of usage.</summary>
public static class UsageTable
{
    extension(ToombosDb db)
    {
        public DbSet<UsageMonth> Usage => db.Set<UsageMonth>();

        /// <summary>Adds requests to a month of a workspace, if that still exists. Both databases know this statement.</summary>
        internal Task<int> AddRequestsAsync(Guid workspace, string period, long requests, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
            INSERT INTO usage ("WorkspaceId", "Period", "Pieces", "Requests", "ModelMicros")
            SELECT "Id", {period}, 0, {requests}, 0 FROM workspaces WHERE "Id" = {workspace}
            ON CONFLICT ("WorkspaceId", "Period") DO UPDATE SET "Requests" = usage."Requests" + {requests}
            """, ct);
    }
}
