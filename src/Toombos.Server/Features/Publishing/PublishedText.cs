using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// The very text that a publication puts out. Beside the draft, because old versions of drafts are pruned and pieces removed, while a page on a site is drawn
/// again with every change of the site; in a table of its own, because lists don't need it.
/// </summary>
[Unlogged("Part of a publication, which is logged.")]
public sealed class PublishedText : ITenantOwned
{
    /// <summary>The publication's.</summary>
    public required Guid Id { get; init; }
    public Guid WorkspaceId { get; set; }

    /// <summary>What the draft was written for: email, web, x, …</summary>
    public required string WrittenFor { get; init; }
    public required string Template { get; init; }

    /// <summary>Day of the edition, and of the page when it was first up.</summary>
    public required DateOnly Date { get; init; }
    public required string? ApprovedBy { get; init; }
    public required AiShare Ai { get; init; }
    public required DraftContent Content { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PublishedText>
    {
        public void Configure(EntityTypeBuilder<PublishedText> builder)
        {
            builder.ToTable("published_texts");
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.Property(t => t.WrittenFor).HasMaxLength(50);
            builder.Property(t => t.Template).HasMaxLength(50);
            builder.Property(t => t.ApprovedBy).HasMaxLength(100);
            builder.Property(t => t.Content).AsJson();
            builder.HasOne<Publication>().WithOne().HasForeignKey<PublishedText>(t => t.Id).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
