using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents;

/// <summary>
/// An item of a source with its blocks, and a lower-case text to search in. It is stored once, however many snapshots hold it: lines and offsets count from its own beginning, and each snapshot knows where that is.
/// </summary>
[Unlogged("Snapshots say what changed.")]
public sealed class StoredItem : ITenantOwned
{
    const int SearchLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }

    /// <summary>Of all that it says.</summary>
    public required string Hash { get; init; }
    public required string SearchText { get; init; }
    public required Item Item { get; init; }

    public static StoredItem Of(Guid sourceId, string hash, Item item)
    {
        var text = $"{item.Title}\n{item.CategoryTitle}\n{string.Join(' ', item.Tags)}\n{item.Body}".ToLowerInvariant();
        return new() { SourceId = sourceId, Hash = hash, Item = item, SearchText = TextCut.AtWord(text, SearchLength) };
    }

    public static string HashOf(Item item) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(item))));

    internal sealed class Mapping : IEntityTypeConfiguration<StoredItem>
    {
        public void Configure(EntityTypeBuilder<StoredItem> builder)
        {
            builder.ToTable("items");
            builder.Property(i => i.Hash).HasMaxLength(64);
            builder.Property(i => i.SearchText).HasMaxLength(SearchLength);
            builder.Property(i => i.Item).AsJson();
            builder.HasIndex(i => new { i.SourceId, i.Hash }).IsUnique();
            builder.HasOne<Source>().WithMany().HasForeignKey(i => i.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
