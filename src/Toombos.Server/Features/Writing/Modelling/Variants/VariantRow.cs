using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling.Variants;

/// <summary>A text that a model offers for a draft. It belongs to the version that it was written for; the next that are asked for take its place.</summary>
[Unlogged("Nothing hangs on it until it is taken; then it is a version, which is logged.")]
public sealed class VariantRow : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid DraftId { get; init; }

    /// <summary>The job that wrote it; those of one job belong together.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Version of the draft that it was written for.</summary>
    public required int BaseVersion { get; init; }

    /// <summary>Place among those of its job, from 0.</summary>
    public required int Position { get; init; }
    public required string Angle { get; init; }
    public required string ContentHash { get; init; }
    public required DraftContent Content { get; init; }
    public required CheckReport Checks { get; init; }
    public required ModelWriting Writing { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    public DraftVariant ToWire() => new()
    {
        Id = Id, Angle = Angle, AngleTitle = Prompt.All.GetValueOrDefault(VariantModels.PromptOf(Angle))?.Title ?? Angle, ContentHash = ContentHash, Content = Content, Checks = Checks, Writing = Writing, CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<VariantRow>
    {
        public void Configure(EntityTypeBuilder<VariantRow> builder)
        {
            builder.ToTable("draft_variants");
            builder.Property(v => v.Angle).HasMaxLength(100);
            builder.Property(v => v.ContentHash).HasMaxLength(64);
            builder.Property(v => v.Content).AsJson();
            builder.Property(v => v.Checks).AsJson();
            builder.Property(v => v.Writing).AsJson();
            builder.Property(v => v.CreatedBy).HasMaxLength(AuditRow.NameLength);
            builder.HasIndex(v => new { v.DraftId, v.JobId, v.Position }).IsUnique();
            builder.HasOne<Draft>().WithMany().HasForeignKey(v => v.DraftId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
