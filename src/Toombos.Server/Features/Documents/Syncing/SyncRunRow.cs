using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>One look at a source: when, why, and what came of it.</summary>
[Unlogged("It is a log itself.")]
public sealed class SyncRunRow : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public int TookMilliseconds { get; set; }
    public required SyncTrigger Trigger { get; init; }
    public SyncOutcome Outcome { get; set; } = SyncOutcome.Unchanged;
    public string? Code { get; set; }
    public string? Error { get; set; }
    public Guid? SnapshotId { get; set; }
    public ChangeSummary? Items { get; set; }
    public IReadOnlyList<FileChange>? Files { get; set; }
    public int? FileCount { get; set; }

    public SyncRun ToWire() => new() { Id = Id, StartedAt = StartedAt, TookMilliseconds = TookMilliseconds, Trigger = Trigger, Outcome = Outcome, Code = Code, Error = Error, SnapshotId = SnapshotId, Items = Items, Files = Files ?? [], FileCount = FileCount ?? 0 };

    internal sealed class Mapping : IEntityTypeConfiguration<SyncRunRow>
    {
        public void Configure(EntityTypeBuilder<SyncRunRow> builder)
        {
            builder.ToTable("source_syncs");
            builder.Property(r => r.Code).HasMaxLength(100);
            builder.Property(r => r.Error).HasMaxLength(1000);
            builder.Property(r => r.Items).AsJson();
            builder.Property(r => r.Files).AsJson();
            builder.HasIndex(r => new { r.SourceId, r.Id });
            builder.HasOne<Source>().WithMany().HasForeignKey(r => r.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
