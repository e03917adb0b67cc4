using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audiences;

/// <summary>Why some people are on a list: who put them there, when, and how they agreed in that person's words. One for all people of an import. Never changed.</summary>
public sealed class ListConsent : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid AudienceId { get; init; }
    public required ConsentSource Source { get; init; }
    public required string By { get; init; }
    public required string Statement { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>How many people came with it.</summary>
    public required int People { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ListConsent>
    {
        public void Configure(EntityTypeBuilder<ListConsent> builder)
        {
            builder.ToTable("list_consents");
            builder.Property(c => c.By).HasMaxLength(100);
            builder.Property(c => c.Statement).HasMaxLength(500);
            builder.HasOne<Audience>().WithMany().HasForeignKey(c => c.AudienceId);
        }
    }
}
