using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Secrets;

/// <summary>One element of the ring of secrets, where many nodes share a database. Wrapped with an external key if one is configured.</summary>
public sealed class SecretKey : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required string Xml { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SecretKey>
    {
        public void Configure(EntityTypeBuilder<SecretKey> builder)
        {
            builder.ToTable("secret_keys");
            builder.Property(k => k.Name).HasMaxLength(200);
            builder.Property(k => k.Xml).HasMaxLength(20_000);
        }
    }
}
