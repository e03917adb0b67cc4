using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Audiences.Audience;

namespace Toombos.Server.Features.Audiences;

/// <summary>A list of people who get newsletters.</summary>
[Announced(Client.Events.EventKinds.Audience)]
public sealed class Audience : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>Moves with each import, which is thus told once, however many people it brings.</summary>
    public DateTimeOffset? ImportedAt { get; set; }
    public int Version { get; set; } = 1;

    public Wire ToWire(AudienceCounts counts) => new()
    {
        Id = Id, Name = Name, Description = Description, Counts = counts, CreatedAt = CreatedAt, CreatedBy = CreatedBy, ImportedAt = ImportedAt, Version = Version,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Audience>
    {
        public void Configure(EntityTypeBuilder<Audience> builder)
        {
            builder.ToTable("audiences");
            builder.Property(a => a.Name).HasMaxLength(100);
            builder.Property(a => a.Description).HasMaxLength(500);
            builder.Property(a => a.CreatedBy).HasMaxLength(100);
            builder.Property(a => a.Version).IsConcurrencyToken();
            builder.HasIndex(a => new { a.WorkspaceId, a.Id });
        }
    }
}

/// <summary>The tables of Audiences.</summary>
public static class AudienceTables
{
    extension(ToombosDb db)
    {
        public DbSet<Audience> Audiences => db.Set<Audience>();
        public DbSet<ListConsent> ListConsents => db.Set<ListConsent>();
        public DbSet<Subscriber> Subscribers => db.Set<Subscriber>();
        public DbSet<Suppression> Suppressions => db.Set<Suppression>();
    }
}
