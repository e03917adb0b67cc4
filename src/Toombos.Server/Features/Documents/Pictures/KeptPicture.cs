using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Features.Files;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Pictures;

/// <summary>Which file of the workspace a picture in a document became. The document may show the same picture under another address each time it is read.</summary>
[Unlogged("The file has an entry of its own.")]
public sealed class KeptPicture : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }

    /// <summary>Hash of the part of the address that stays.</summary>
    public required string Origin { get; init; }
    public required Guid FileId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<KeptPicture>
    {
        public void Configure(EntityTypeBuilder<KeptPicture> builder)
        {
            builder.ToTable("kept_pictures");
            builder.Property(p => p.Origin).HasMaxLength(64);
            builder.HasIndex(p => new { p.WorkspaceId, p.Origin }).IsUnique();
            builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.FileId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
