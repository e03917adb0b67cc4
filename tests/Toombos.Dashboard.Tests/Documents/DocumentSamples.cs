using System.Globalization;
using Toombos.Client.Documents;

namespace Toombos.Dashboard.Tests.Documents;

/// <summary>Records as the API would send them.</summary>
static class DocumentSamples
{
    public static readonly Guid SourceId = Guid.Parse("22222222-2222-7222-8222-222222222222");
    public static readonly Guid SnapshotId = Guid.Parse("33333333-3333-7333-8333-333333333333");

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static Snapshot Snapshot(int number = 2) => new()
    {
        Id = SnapshotId,
        SourceId = SourceId,
        Number = number,
        ContentHash = new('a', 64),
        TakenAt = At("2026-10-12T08:30:00Z"),
        ItemCount = 9,
        BlockCount = 31,
        Title = "Tidewater Kayaks – what is new",
        Language = "en",
        Warnings = [new("flag.unknown", "“feautred” is not a flag. Did you mean “featured”?", 14, 6)],
        Changes = new(1, 2, 0, 0),
    };

    public static Source Source(SourceKind kind = SourceKind.Paste, string name = "What is new", string? error = null) => new()
    {
        Id = SourceId,
        Name = name,
        Kind = kind,
        CreatedAt = At("2026-10-01T08:00:00Z"),
        SyncedAt = At("2026-10-12T08:30:00Z"),
        SyncError = error,
        Latest = Snapshot(),
    };

    public static Block Block(string id, string text, int line = 20) => new()
    {
        Id = id, Kind = BlockKind.Paragraph, Text = text, Hash = "0123456789abcdef", Line = line, Start = 0, Length = text.Length,
    };

    public static Item Item(string key = "skerry-14", string title = "Skerry 14 gets a lighter hull") => new()
    {
        Key = key,
        Title = title,
        Anchor = title,
        Category = "product",
        CategoryTitle = "Recent updates",
        Type = ItemType.Update,
        Date = new(2026, 10, 12),
        Link = "https://tidewater.example/skerry-14",
        Tags = ["skerry", "hull"],
        Flags = new() { Featured = true, Priority = 2, Channels = ["email", "web"] },
        Blocks = [Block("aaaaaaaaaaaa", "The Skerry 14 now weighs 19.8 kg.")],
        Line = 16,
    };
}
