using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Privacy;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>How long a workspace keeps what piles up. A workspace without a row keeps everything.</summary>
public sealed class RetentionRules : ITenantOwned
{
    public Guid WorkspaceId { get; set; }
    public int? AuditMonths { get; set; }
    public int? SnapshotVersions { get; set; }
    public int? DraftVersions { get; set; }

    public Retention ToWire() => new() { AuditMonths = AuditMonths, SnapshotVersions = SnapshotVersions, DraftVersions = DraftVersions };

    internal sealed class Mapping : IEntityTypeConfiguration<RetentionRules>
    {
        public void Configure(EntityTypeBuilder<RetentionRules> builder)
        {
            builder.ToTable("retention_rules");
            builder.HasKey(r => r.WorkspaceId);
            builder.Property(r => r.WorkspaceId).ValueGeneratedNever();
        }
    }
}
