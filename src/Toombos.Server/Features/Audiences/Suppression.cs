using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audiences;

/// <summary>Why nothing may be sent to an address.</summary>
public enum SuppressionReason
{
    /// <summary>The reader wants nothing from the workspace.</summary>
    Everything,

    /// <summary>Had unsubscribed from a list on which the address is no longer.</summary>
    Left,
    Erased,
    Bounced,
    Complained,
}

/// <summary>An address that a workspace must not write to, known by its fingerprint only: it stays when the person is erased.</summary>
public sealed class Suppression : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    [Confidential] public required byte[] Fingerprint { get; init; }
    public required SuppressionReason Reason { get; set; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it is the reader's own word, which the reader can take back.</summary>
    public bool IsReadersWord => Reason is SuppressionReason.Everything or SuppressionReason.Left;

    internal sealed class Mapping : IEntityTypeConfiguration<Suppression>
    {
        public void Configure(EntityTypeBuilder<Suppression> builder)
        {
            builder.ToTable("suppressions");
            builder.Property(s => s.Fingerprint).HasMaxLength(32);
            builder.Ignore(s => s.IsReadersWord);
            builder.HasIndex(s => new { s.WorkspaceId, s.Fingerprint }).IsUnique();
        }
    }
}
