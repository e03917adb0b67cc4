using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>What a one-time token is good for; it is good for nothing else.</summary>
public enum TokenPurpose { SignIn, VerifyAddress, ResetPassword, ConfirmAddress, CancelAddress }

/// <summary>Something that a person gets by mail or from the operator and uses once. Only the hash of its secret is kept.</summary>
public sealed class OneTimeToken : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required TokenPurpose Purpose { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The address that the token is about, where it is about one.</summary>
    public string? Email { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OneTimeToken>
    {
        public void Configure(EntityTypeBuilder<OneTimeToken> builder)
        {
            builder.ToTable("one_time_tokens");
            builder.Property(t => t.Hash).HasMaxLength(32);
            builder.Property(t => t.Email).HasMaxLength(254);
            builder.HasIndex(t => t.Hash).IsUnique();
            builder.HasIndex(t => new { t.PersonId, t.Purpose });
            builder.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId);
        }
    }
}

/// <summary>The table of one-time tokens.</summary>
public static class OneTimeTokenTable
{
    extension(ToombosDb db)
    {
        public DbSet<OneTimeToken> OneTimeTokens => db.Set<OneTimeToken>();
    }
}
