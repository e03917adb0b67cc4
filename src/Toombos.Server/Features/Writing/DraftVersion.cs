using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.DraftVersion;

namespace Toombos.Server.Features.Writing;

/// <summary>One saved state of a draft: its text, what the checks said of it, and who saved it. Never changed.</summary>
[Announced(Client.Events.EventKinds.DraftVersion)]
public sealed class DraftVersion : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid DraftId { get; init; }
    public required int Number { get; init; }
    public required string ContentHash { get; init; }
    public required DraftContent Content { get; init; }
    public required CheckReport Checks { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public required string Note { get; init; }
    public AiShare Ai { get; init; }
    public ModelWriting? Writing { get; init; }

    /// <summary>SHA-256 over the content's JSON, lower-case hex.</summary>
    public static string HashOf(DraftContent content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(content))));

    public Wire ToWire() => new(Number, ContentHash, CreatedAt, CreatedBy, Note);

    internal sealed class Mapping : IEntityTypeConfiguration<DraftVersion>
    {
        public void Configure(EntityTypeBuilder<DraftVersion> builder)
        {
            builder.ToTable("draft_versions");
            builder.Property(v => v.ContentHash).HasMaxLength(64);
            builder.Property(v => v.Content).AsJson();
            builder.Property(v => v.Checks).AsJson();
            builder.Property(v => v.Writing).AsJson();
            builder.Property(v => v.CreatedBy).HasMaxLength(100);
            builder.Property(v => v.Note).HasMaxLength(200);
            builder.HasIndex(v => new { v.DraftId, v.Number }).IsUnique();
            builder.HasOne<Draft>().WithMany().HasForeignKey(v => v.DraftId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
