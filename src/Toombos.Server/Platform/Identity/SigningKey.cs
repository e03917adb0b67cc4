using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>A key that signs access tokens. Its private half is encrypted at rest; the public half is published as long as tokens may carry it.</summary>
public sealed class SigningKey : IShared
{
    public const string Purpose = "signing-key";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The key pair in PKCS #8, sealed.</summary>
    [Sealed(Purpose)] public required string Sealed { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SigningKey>
    {
        public void Configure(EntityTypeBuilder<SigningKey> builder)
        {
            builder.ToTable("signing_keys");
            builder.Property(k => k.Sealed).HasMaxLength(4000);
            builder.HasIndex(k => k.CreatedAt);
        }
    }
}

/// <summary>The table of signing keys.</summary>
public static class SigningKeyTable
{
    extension(ToombosDb db)
    {
        public DbSet<SigningKey> SigningKeys => db.Set<SigningKey>();
    }
}
