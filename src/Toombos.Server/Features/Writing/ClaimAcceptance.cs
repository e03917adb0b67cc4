using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing;

/// <summary>A named person's word for a claim that the source does not support. Holds for one text only.</summary>
[Announced(Client.Events.EventKinds.ClaimAcceptance)]
public sealed class ClaimAcceptance : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid DraftId { get; init; }
    public required string ContentHash { get; init; }
    public required string ClaimId { get; init; }
    public required string Name { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset AcceptedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClaimAcceptance>
    {
        public void Configure(EntityTypeBuilder<ClaimAcceptance> builder)
        {
            builder.ToTable("claim_acceptances");
            builder.Property(a => a.ContentHash).HasMaxLength(64);
            builder.Property(a => a.ClaimId).HasMaxLength(64);
            builder.Property(a => a.Name).HasMaxLength(100);
            builder.Property(a => a.Reason).HasMaxLength(500);
            builder.HasIndex(a => new { a.DraftId, a.ContentHash, a.ClaimId }).IsUnique();
            builder.HasOne<Draft>().WithMany().HasForeignKey(a => a.DraftId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
