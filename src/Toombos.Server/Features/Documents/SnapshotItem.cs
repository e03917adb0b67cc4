using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents;

/// <summary>One item of a snapshot with its blocks, and a lower-case text to search in.</summary>
public sealed class SnapshotItem : ITenantOwned
{
    const int SearchLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SnapshotId { get; init; }

    /// <summary>Place in the document, from 0.</summary>
    public required int Position { get; init; }
    public required string Key { get; init; }
    public required string SearchText { get; init; }
    public required Item Item { get; init; }

    public static SnapshotItem Of(Guid snapshotId, int position, Item item)
    {
        var text = $"{item.Title}\n{item.CategoryTitle}\n{string.Join(' ', item.Tags)}\n{item.Body}".ToLowerInvariant();
        return new() { SnapshotId = snapshotId, Position = position, Key = item.Key, Item = item, SearchText = TextCut.AtWord(text, SearchLength) };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SnapshotItem>
    {
        public void Configure(EntityTypeBuilder<SnapshotItem> builder)
        {
            builder.ToTable("snapshot_items");
            builder.Property(i => i.Key).HasMaxLength(200);
            builder.Property(i => i.SearchText).HasMaxLength(SearchLength);
            builder.Property(i => i.Item).AsJson();
            builder.HasIndex(i => new { i.SnapshotId, i.Position }).IsUnique();
            builder.HasOne<Snapshot>().WithMany().HasForeignKey(i => i.SnapshotId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
