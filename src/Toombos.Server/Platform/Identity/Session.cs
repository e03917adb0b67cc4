using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>A person signed in on one device or in one program. Ending it deletes the row, and with it every token that hangs on it.</summary>
public sealed class Session : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required SessionKind Kind { get; init; }

    /// <summary>Hash of a dashboard's session token; a program's session has none.</summary>
    public byte[]? Hash { get; init; }

    /// <summary>Workspace that the session works in; membership is looked up anew all the time.</summary>
    public Guid? WorkspaceId { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last proved who they are.</summary>
    public required DateTimeOffset AuthenticatedAt { get; set; }
    public required DateTimeOffset LastSeenAt { get; set; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public string? Address { get; init; }
    public string? Device { get; init; }

    /// <summary>How the person proved who they are, joined by spaces.</summary>
    public required string Methods { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("sessions");
            builder.Property(s => s.Hash).HasMaxLength(32);
            builder.Property(s => s.Address).HasMaxLength(45);
            builder.Property(s => s.Device).HasMaxLength(200);
            builder.Property(s => s.Methods).HasMaxLength(100);
            builder.HasIndex(s => s.Hash).IsUnique();
            builder.HasIndex(s => s.PersonId);
            builder.HasIndex(s => s.ExpiresAt);
            builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        }
    }
}

/// <summary>One link in a session's chain of refresh tokens. Used ones stay as long as the session, to recognise a thief.</summary>
public sealed class RefreshToken : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RefreshToken>
    {
        public void Configure(EntityTypeBuilder<RefreshToken> builder)
        {
            builder.ToTable("refresh_tokens");
            builder.Property(t => t.Hash).HasMaxLength(32);
            builder.HasIndex(t => t.Hash).IsUnique();
            builder.HasIndex(t => t.SessionId);
            builder.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
        }
    }
}

/// <summary>The tables of sessions.</summary>
public static class SessionTables
{
    extension(ToombosDb db)
    {
        public DbSet<Session> Sessions => db.Set<Session>();
        public DbSet<RefreshToken> RefreshTokens => db.Set<RefreshToken>();
    }
}
