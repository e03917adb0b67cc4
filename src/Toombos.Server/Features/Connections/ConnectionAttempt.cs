using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>
/// Somebody was sent to a service and is awaited back: with the same workspace, as the same person or key, once, within some minutes.
/// Only the state travels through the service; the proof key stays here.
/// </summary>
[Unlogged("An account is connected when somebody comes back, and that is logged.")]
public sealed class ConnectionAttempt : ITenantOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Provider { get; init; }

    /// <summary>SHA-256 of the state that travels.</summary>
    public required string StateHash { get; init; }
    [Sealed(Connection.SecretPurpose)] public required string SealedVerifier { get; init; }
    public required string ClientId { get; init; }
    public required string RedirectAddress { get; init; }

    /// <summary>The person or key that began.</summary>
    public required Guid CallerId { get; init; }

    /// <summary>The connection that is made good again; null for a new one.</summary>
    public Guid? Again { get; init; }
    public string? Name { get; init; }
    public required DateTimeOffset EndsAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ConnectionAttempt>
    {
        public void Configure(EntityTypeBuilder<ConnectionAttempt> builder)
        {
            builder.ToTable("connection_attempts");
            builder.Property(a => a.Provider).HasMaxLength(50);
            builder.Property(a => a.StateHash).HasMaxLength(64);
            builder.Property(a => a.SealedVerifier).HasMaxLength(1000);
            builder.Property(a => a.ClientId).HasMaxLength(500);
            builder.Property(a => a.RedirectAddress).HasMaxLength(500);
            builder.Property(a => a.Name).HasMaxLength(100);
            builder.HasIndex(a => new { a.WorkspaceId, a.StateHash });
        }
    }
}
