using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Members.Invitation;

namespace Toombos.Server.Platform.Identity;

/// <summary>An open way into a workspace for whoever reads the mails of one address. Accepted and revoked ones are deleted.</summary>
[Announced(Client.Events.EventKinds.Invitation)]
public sealed class Invitation : ITenantOwned
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }

    /// <summary>In the form in which addresses are compared.</summary>
    public required string Email { get; init; }
    public required WorkspaceRole Role { get; set; }
    public required string InvitedBy { get; init; }
    public required byte[] Hash { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }

    public Wire ToWire() => new() { Id = Id, Email = Email, Role = Role, InvitedBy = InvitedBy, CreatedAt = CreatedAt, ExpiresAt = ExpiresAt };

    internal sealed class Mapping : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> builder)
        {
            builder.ToTable("invitations");
            builder.Property(i => i.Email).HasMaxLength(254);
            builder.Property(i => i.InvitedBy).HasMaxLength(100);
            builder.Property(i => i.Hash).HasMaxLength(32);
            builder.HasIndex(i => i.Hash).IsUnique();
            builder.HasIndex(i => new { i.WorkspaceId, i.Email }).IsUnique();
        }
    }
}

/// <summary>The table of invitations.</summary>
public static class InvitationTable
{
    extension(ToombosDb db)
    {
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
    }
}
