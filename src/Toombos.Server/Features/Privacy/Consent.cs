using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Privacy.Consent;

namespace Toombos.Server.Features.Privacy;

/// <summary>That a person agreed to one version of a text, when and from where. Never changed; goes with the account.</summary>
public sealed class Consent : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required string Kind { get; init; }
    public required string Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Address { get; init; }

    public Wire ToWire() => new(Kind, Version, At, Address);

    internal sealed class Mapping : IEntityTypeConfiguration<Consent>
    {
        public void Configure(EntityTypeBuilder<Consent> builder)
        {
            builder.ToTable("consents");
            builder.Property(c => c.Kind).HasMaxLength(50);
            builder.Property(c => c.Version).HasMaxLength(50);
            builder.Property(c => c.Address).HasMaxLength(45);
            builder.HasIndex(c => new { c.PersonId, c.Id });
            builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        }
    }
}

/// <summary>The tables of Privacy.</summary>
public static class PrivacyTables
{
    extension(ToombosDb db)
    {
        public DbSet<Consent> Consents => db.Set<Consent>();
        public DbSet<RetentionRules> RetentionRules => db.Set<RetentionRules>();
    }
}
