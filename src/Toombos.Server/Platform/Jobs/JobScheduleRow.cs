using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>A job that comes again and again, by the clock of a place.</summary>
[Unlogged("Whoever sets it is logged with what it belongs to.")]
public sealed class JobScheduleRow : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Kind { get; init; }

    /// <summary>What it is for; one schedule of a kind has it.</summary>
    public required string Key { get; init; }
    public required string Title { get; set; }
    public required string Payload { get; set; }
    public required string Cron { get; set; }

    /// <summary>IANA name of the time zone.</summary>
    public required string Zone { get; set; }

    /// <summary>The next time; null when there is none any more.</summary>
    public DateTimeOffset? NextAt { get; set; }
    public required IReadOnlyDictionary<string, Guid> Related { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<JobScheduleRow>
    {
        public void Configure(EntityTypeBuilder<JobScheduleRow> builder)
        {
            builder.ToTable("job_schedules");
            builder.Property(s => s.Kind).HasMaxLength(50);
            builder.Property(s => s.Key).HasMaxLength(JobRow.KeyLength);
            builder.Property(s => s.Title).HasMaxLength(JobRow.TitleLength);
            builder.Property(s => s.Payload).HasMaxLength(64_000);
            builder.Property(s => s.Cron).HasMaxLength(100);
            builder.Property(s => s.Zone).HasMaxLength(64);
            builder.Property(s => s.Related).AsJson().HasMaxLength(2000);
            builder.HasIndex(s => new { s.WorkspaceId, s.Kind, s.Key }).IsUnique();
            builder.HasIndex(s => s.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        }
    }
}
