using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Secrets;

/// <summary>A random key that the product made for itself, such as the one that signs addresses of files. Sealed like every other secret.</summary>
public sealed class StoredSecret : IShared
{
    public const string Purpose = "stored-secret";

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    [Sealed(Purpose)] public required string Value { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoredSecret>
    {
        public void Configure(EntityTypeBuilder<StoredSecret> builder)
        {
            builder.ToTable("stored_secrets");
            builder.HasKey(s => s.Name);
            builder.Property(s => s.Name).HasMaxLength(100);
            builder.Property(s => s.Value).HasMaxLength(1000);
        }
    }
}
