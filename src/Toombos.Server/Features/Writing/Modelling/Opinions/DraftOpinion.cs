using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling.Opinions;

/// <summary>What a model last thought of a draft. It is about one text and says nothing of another.</summary>
[Unlogged("Advice that nothing hangs on; that it was asked for is a row of the log of calls.")]
public sealed class DraftOpinion : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid DraftId { get; init; }
    public required string ContentHash { get; init; }
    public required Opinion Opinion { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DraftOpinion>
    {
        public void Configure(EntityTypeBuilder<DraftOpinion> builder)
        {
            builder.ToTable("draft_opinions");
            builder.Property(o => o.ContentHash).HasMaxLength(64);
            builder.Property(o => o.Opinion).AsJson();
            builder.HasIndex(o => o.DraftId).IsUnique();
            builder.HasOne<Draft>().WithMany().HasForeignKey(o => o.DraftId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
