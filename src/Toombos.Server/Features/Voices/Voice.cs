using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Voices.Voice;

namespace Toombos.Server.Features.Voices;

/// <summary>How a workspace sounds: rules that its drafts are held against. Named by its slug, which never changes, for pieces and the brand refer to it.</summary>
[Announced(Client.Events.EventKinds.Voice)]
public sealed class Voice : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Slug { get; init; }
    public required string Name { get; set; }

    /// <summary>The built-in tone or blend that the composer writes in.</summary>
    public required string Base { get; set; }
    public string? Description { get; set; }
    public required VoiceRules Rules { get; set; }
    public required IReadOnlyList<string> Examples { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public int Version { get; set; } = 1;

    public HouseVoice ToHouse() => new(Slug, Name, Base, Rules);

    public Wire ToWire() => new()
    {
        Id = Id, Slug = Slug, Name = Name, Base = Base, Description = Description, Rules = Rules, Examples = Examples, CreatedAt = CreatedAt, CreatedBy = CreatedBy, Version = Version,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Voice>
    {
        public void Configure(EntityTypeBuilder<Voice> builder)
        {
            builder.ToTable("voices");
            builder.Property(v => v.Slug).HasMaxLength(50);
            builder.Property(v => v.Name).HasMaxLength(100);
            builder.Property(v => v.Base).HasMaxLength(50);
            builder.Property(v => v.Description).HasMaxLength(1000);
            builder.Property(v => v.Rules).AsJson();
            builder.Property(v => v.Examples).AsJson();
            builder.Property(v => v.CreatedBy).HasMaxLength(100);
            builder.Property(v => v.Version).IsConcurrencyToken();
            builder.HasIndex(v => new { v.WorkspaceId, v.Slug }).IsUnique();
        }
    }
}

/// <summary>The table of voices, and the one that a piece or the brand names.</summary>
public static class VoiceTables
{
    extension(ToombosDb db)
    {
        public DbSet<Voice> Voices => db.Set<Voice>();

        /// <summary>The workspace's own voice of this name; null for built-in tones and for names that nothing has.</summary>
        public async Task<HouseVoice?> HouseVoiceAsync(string slug, CancellationToken ct) =>
            (await db.Voices.AsNoTracking().FirstOrDefaultAsync(v => v.Slug == slug, ct))?.ToHouse();
    }
}
