using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Stale;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Stale;

/// <summary>
/// A version of a draft that no longer matches its source. Versions and snapshots never change, so a row follows from the two alone; it is worked out when a
/// snapshot or a version is stored, so that the list only reads.
/// </summary>
[Announced(Client.Events.EventKinds.StaleDraft), Unlogged("Follows from versions and snapshots; what a person says of it is written to the log beside it.")]
public sealed class StaleDraft : ITenantOwned
{
    public const int MostChanges = 5;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid DraftId { get; init; }
    public required int VersionNumber { get; init; }
    public required Guid PieceId { get; init; }
    public required Guid SourceId { get; init; }

    /// <summary>The snapshot that it was written from.</summary>
    public required Guid ThenId { get; init; }
    public required int ThenNumber { get; init; }
    public required DateTimeOffset ThenAt { get; init; }

    /// <summary>The snapshot that it was held against.</summary>
    public Guid NowId { get; set; }
    public int NowNumber { get; set; }
    public DateTimeOffset NowAt { get; set; }
    public int Sentences { get; set; }
    public int ChangeCount { get; set; }

    /// <summary>The first few changes, long texts cut.</summary>
    public IReadOnlyList<StaleBlock> Changes { get; set; } = [];

    /// <summary>What of the source is different, each with what it is now: the same marks are the same changes.</summary>
    public IReadOnlyList<string> Marks { get; set; } = [];

    /// <summary>The time of the snapshot that brought the last change.</summary>
    public DateTimeOffset Since { get; set; }
    public string? IgnoredBy { get; set; }
    public string? IgnoredReason { get; set; }
    public DateTimeOffset? IgnoredAt { get; set; }

    public void Ignore(string by, string reason, DateTimeOffset at) => (IgnoredBy, IgnoredReason, IgnoredAt) = (by, reason, at);

    public void StopIgnoring() => (IgnoredBy, IgnoredReason, IgnoredAt) = (null, null, null);

    internal sealed class Mapping : IEntityTypeConfiguration<StaleDraft>
    {
        public void Configure(EntityTypeBuilder<StaleDraft> builder)
        {
            builder.ToTable("stale_drafts");
            builder.Property(s => s.Changes).AsJson();
            builder.Property(s => s.Marks).AsJson();
            builder.Property(s => s.IgnoredBy).HasMaxLength(100);
            builder.Property(s => s.IgnoredReason).HasMaxLength(500);
            builder.HasIndex(s => new { s.DraftId, s.VersionNumber }).IsUnique();
            builder.HasIndex(s => new { s.WorkspaceId, s.Since, s.Id });
            builder.HasIndex(s => s.SourceId);
            builder.HasOne<Draft>().WithMany().HasForeignKey(s => s.DraftId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The table of Stale.</summary>
public static class StaleTables
{
    extension(ToombosDb db)
    {
        public DbSet<StaleDraft> StaleDrafts => db.Set<StaleDraft>();
    }
}
