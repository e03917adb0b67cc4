using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>A file of a source as it was read last, so that the next look fetches only what has changed.</summary>
[Unlogged("Snapshots say what changed.")]
public sealed class SourceFileRow : ITenantOwned
{
    public const int LongestPath = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }
    public required string Path { get; init; }

    /// <summary>By which the place knows this very state of it.</summary>
    public required string Hash { get; set; }
    public required string Text { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SourceFileRow>
    {
        public void Configure(EntityTypeBuilder<SourceFileRow> builder)
        {
            builder.ToTable("source_files");
            builder.Property(f => f.Path).HasMaxLength(LongestPath);
            builder.Property(f => f.Hash).HasMaxLength(100);
            builder.Property(f => f.Text).Packed();
            builder.HasIndex(f => new { f.SourceId, f.Path }).IsUnique();
            builder.HasOne<Source>().WithMany().HasForeignKey(f => f.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
