using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Access;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Accounts.SsoProvider;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>A workspace's own OpenID Connect provider. Its client secret is sealed and never given out.</summary>
public sealed class SsoProvider : ITenantOwned
{
    public const string SecretPurpose = "sso-client-secret";

    /// <summary>Where the dashboard takes people back, and what must be registered with the provider.</summary>
    public const string ReturnPath = "/sign-in/sso/callback";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    [Logged] public required string Issuer { get; set; }
    [Logged] public required string ClientId { get; set; }

    /// <summary>Null for a client without a secret, whom the proof key (PKCE) alone protects.</summary>
    [Sealed(SecretPurpose)] public string? SealedSecret { get; set; }
    public required WorkspaceRole DefaultRole { get; set; }
    public bool Required { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; set; } = 1;

    public Wire ToWire(IEnumerable<SsoDomain> domains, PublicAddress address) => new()
    {
        Issuer = Issuer, ClientId = ClientId, DefaultRole = DefaultRole, Required = Required, Version = Version, RedirectAddress = address.Of(ReturnPath),
        Domains = [.. domains.OrderBy(d => d.Domain, StringComparer.Ordinal).Select(d => d.ToWire())],
    };

    internal sealed class Mapping : IEntityTypeConfiguration<SsoProvider>
    {
        public void Configure(EntityTypeBuilder<SsoProvider> builder)
        {
            builder.ToTable("sso_providers");
            builder.Property(p => p.Issuer).HasMaxLength(500);
            builder.Property(p => p.ClientId).HasMaxLength(500);
            builder.Property(p => p.SealedSecret).HasMaxLength(4000);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.HasIndex(p => p.WorkspaceId).IsUnique();
        }
    }
}
