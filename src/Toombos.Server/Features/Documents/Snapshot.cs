using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Documents.Snapshot;

namespace Toombos.Server.Features.Documents;

/// <summary>An immutable capture of a source: the text as it was, and what the reading of it gave.</summary>
[Announced(Client.Events.EventKinds.Snapshot)]
public sealed class Snapshot : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }
    public required int Number { get; init; }
    public required string ContentHash { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
    public string? Title { get; init; }
    public string? Language { get; init; }
    public required int ItemCount { get; init; }
    public required int BlockCount { get; init; }
    public required IReadOnlyList<DocumentWarning> Warnings { get; init; }
    public ChangeSummary? Changes { get; init; }

    /// <summary>The document itself. Lists never read this column.</summary>
    public required string Markdown { get; init; }

    /// <summary>Its items in document order. Lists never read this column either.</summary>
    public required IReadOnlyList<ItemPlace> Places { get; init; }

    /// <summary>The capture without the text, as a query.</summary>
    public static readonly System.Linq.Expressions.Expression<Func<Snapshot, Wire>> AsWire = s => new Wire
    {
        Id = s.Id, SourceId = s.SourceId, Number = s.Number, ContentHash = s.ContentHash, TakenAt = s.TakenAt, Title = s.Title,
        Language = s.Language, ItemCount = s.ItemCount, BlockCount = s.BlockCount, Warnings = s.Warnings, Changes = s.Changes,
    };

    static readonly Func<Snapshot, Wire> Compiled = AsWire.Compile();

    public Wire ToWire() => Compiled(this);

    internal sealed class Mapping : IEntityTypeConfiguration<Snapshot>
    {
        public void Configure(EntityTypeBuilder<Snapshot> builder)
        {
            builder.ToTable("snapshots");
            builder.Property(s => s.ContentHash).HasMaxLength(64);
            builder.Property(s => s.Title).HasMaxLength(500);
            builder.Property(s => s.Language).HasMaxLength(8);
            builder.Property(s => s.Warnings).AsJson();
            builder.Property(s => s.Changes).AsJson();
            builder.Property(s => s.Markdown).Packed();
            ItemPlace.Pack(builder.Property(s => s.Places));
            builder.HasIndex(s => new { s.SourceId, s.Number }).IsUnique();
            builder.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
