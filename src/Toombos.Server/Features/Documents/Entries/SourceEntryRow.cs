using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Entries;

/// <summary>One entry of a source that is a list. It stays when a feed no longer shows it for its age.</summary>
[Unlogged("Snapshots say what changed.")]
public sealed class SourceEntryRow : ITenantOwned
{
    public const int LongestLink = 2048, LongestTitle = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }

    /// <summary>Hash of what the source knows it by: of one length, and safe to write anywhere.</summary>
    public required string Identity { get; init; }
    public required string Title { get; set; }
    public required string Markdown { get; set; }
    public DateTimeOffset? Date { get; set; }
    public string? Link { get; set; }
    public string? Author { get; set; }
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Flags as lines of comments; empty where the source has none.</summary>
    public string Flags { get; set; } = "";

    /// <summary>When it was first met; its date where it has none.</summary>
    public required DateTimeOffset MetAt { get; init; }

    /// <summary>Place among the entries of the reading that brought or confirmed it, from 0.</summary>
    public int Place { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SourceEntryRow>
    {
        public void Configure(EntityTypeBuilder<SourceEntryRow> builder)
        {
            builder.ToTable("source_entries");
            builder.Property(e => e.Identity).HasMaxLength(32);
            builder.Property(e => e.Title).HasMaxLength(LongestTitle);
            builder.Property(e => e.Link).HasMaxLength(LongestLink);
            builder.Property(e => e.Author).HasMaxLength(200);
            builder.Property(e => e.Flags).HasMaxLength(4000);
            builder.Property(e => e.Tags).AsJson();
            builder.HasIndex(e => new { e.SourceId, e.Identity }).IsUnique();
            builder.HasOne<Source>().WithMany().HasForeignKey(e => e.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
