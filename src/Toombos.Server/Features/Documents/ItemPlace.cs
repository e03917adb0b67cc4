using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents;

/// <summary>Which item stands at a place of a snapshot.</summary>
/// <param name="Id">Of the stored item.</param>
/// <param name="Line">On which it begins.</param>
/// <param name="Start">Offset of its first block in the text, in UTF-16 units.</param>
public readonly record struct ItemPlace(Guid Id, int Line, int Start)
{
    const int Size = 16 + 4 + 4;

    /// <summary>Takes an item out of its place: what is left says the same wherever it stands.</summary>
    public static (Item Item, int Line, int Start) Lift(Item item)
    {
        var start = item.Blocks.Count == 0 ? 0 : item.Blocks.Min(b => b.Start);
        return (Moved(item, -item.Line, -start), item.Line, start);
    }

    /// <summary>The item as it stands here.</summary>
    public Item Set(Item item) => Moved(item, Line, Start);

    static Item Moved(Item item, int lines, int letters) =>
        item with { Line = item.Line + lines, Blocks = [.. item.Blocks.Select(b => b with { Line = b.Line + lines, Start = b.Start + letters })] };

    /// <summary>Keeps places in order as bytes: a snapshot of ten thousand items needs 240 kB for them.</summary>
    public static void Pack(PropertyBuilder<IReadOnlyList<ItemPlace>> property) => property.HasConversion(
        places => Packed(places),
        bytes => Unpacked(bytes),
        new ValueComparer<IReadOnlyList<ItemPlace>>((a, b) => ReferenceEquals(a, b), places => places.Count, places => places));

    static byte[] Packed(IReadOnlyList<ItemPlace> places)
    {
        var bytes = new byte[places.Count * Size];
        for (var i = 0; i < places.Count; i++)
        {
            var one = bytes.AsSpan(i * Size, Size);
            places[i].Id.TryWriteBytes(one);
            BinaryPrimitives.WriteInt32LittleEndian(one[16..], places[i].Line);
            BinaryPrimitives.WriteInt32LittleEndian(one[20..], places[i].Start);
        }
        return bytes;
    }

    static ItemPlace[] Unpacked(byte[] bytes)
    {
        var places = new ItemPlace[bytes.Length / Size];
        for (var i = 0; i < places.Length; i++)
        {
            var one = bytes.AsSpan(i * Size, Size);
            places[i] = new(new Guid(one[..16]), BinaryPrimitives.ReadInt32LittleEndian(one[16..]), BinaryPrimitives.ReadInt32LittleEndian(one[20..]));
        }
        return places;
    }
}
