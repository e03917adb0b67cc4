using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>A program that the workspace itself has registered at a service; it goes before the operator's.</summary>
public sealed class ProviderApp : ITenantOwned
{
    public const string SecretPurpose = "provider-app";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Provider { get; init; }
    public required string ClientId { get; set; }
    [Sealed(SecretPurpose)] public string? SealedSecret { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProviderApp>
    {
        public void Configure(EntityTypeBuilder<ProviderApp> builder)
        {
            builder.ToTable("provider_apps");
            builder.Property(a => a.Provider).HasMaxLength(50);
            builder.Property(a => a.ClientId).HasMaxLength(500);
            builder.Property(a => a.SealedSecret).HasMaxLength(4000);
            builder.HasIndex(a => new { a.WorkspaceId, a.Provider }).IsUnique();
        }
    }
}
