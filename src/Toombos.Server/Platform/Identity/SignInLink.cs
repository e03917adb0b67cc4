using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>A one-time way into a person's account, made by whoever runs the server. Only the hash of its token is kept.</summary>
public sealed class SignInLink : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SignInLink>
    {
        public void Configure(EntityTypeBuilder<SignInLink> builder)
        {
            builder.ToTable("sign_in_links");
            builder.Property(l => l.Hash).HasMaxLength(32);
            builder.HasIndex(l => l.Hash).IsUnique();
            builder.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
        }
    }
}

/// <summary>The table of sign-in links.</summary>
public static class SignInLinkTable
{
    extension(ToombosDb db)
    {
        public DbSet<SignInLink> SignInLinks => db.Set<SignInLink>();
    }
}
