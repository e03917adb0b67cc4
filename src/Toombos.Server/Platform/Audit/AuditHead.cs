using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>
/// Where a workspace's log ends, so that entries cut off at the end are missed, and where it begins since retention removed the oldest.
/// The row is also the lock under which writers append one after the other.
/// </summary>
[Unlogged("It is the log.")]
public sealed class AuditHead : ITenantOwned
{
    public Guid WorkspaceId { get; set; }

    /// <summary>Newest entry; 0 while there is none.</summary>
    public required long Sequence { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Newest entry that retention removed, and its hash, with which the chain goes on; 0 and zeros while nothing was removed.</summary>
    public required long TrimmedSequence { get; init; }
    public required byte[] TrimmedHash { get; init; }

    /// <summary>Number of the workspace's newest event, which is given out under the same lock.</summary>
    public long EventSequence { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditHead>
    {
        public void Configure(EntityTypeBuilder<AuditHead> builder)
        {
            builder.ToTable("audit_heads");
            builder.HasKey(h => h.WorkspaceId);
            builder.Property(h => h.WorkspaceId).ValueGeneratedNever();
            builder.Property(h => h.At).HasConversion<AuditRow.Microseconds>();
            builder.Property(h => h.Hash).HasMaxLength(32);
            builder.Property(h => h.TrimmedHash).HasMaxLength(32);
        }
    }
}
