using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Diffing;

/// <summary>Names what was added, changed, removed and moved between two readings of a document.</summary>
public static class DocumentDiff
{
    /// <summary>
    /// In the order of the new reading; what was removed stands behind what it followed. Items are told by key, blocks by id,
    /// which the parser keeps. A block that went to another item is a move, told where it is now.
    /// </summary>
    public static IReadOnlyList<ItemChange> Between(IReadOnlyList<Item> before, IReadOnlyList<Item> after)
    {
        var words = new WordDiff();
        var blocksBefore = before.SelectMany(i => i.Blocks).ToDictionary(b => b.Id, StringComparer.Ordinal);
        var idsAfter = after.SelectMany(i => i.Blocks).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        var changes = new List<ItemChange>();
        foreach (var (was, now, moved) in Sequence.Pair(before, after, i => i.Key))
        {
            if (now is null)
                changes.Add(new ItemChange(ChangeKind.Removed, was!.Key, was.Title, was.Title, [.. was.Blocks.Where(b => !idsAfter.Contains(b.Id)).Select(Removed)]));
            else if (was is null)
                changes.Add(new ItemChange(ChangeKind.Added, now.Key, now.Title, null, [.. now.Blocks.Select(b => Arrived(b, blocksBefore, words)!)]));
            else if (Blocks(was, now) is var blocks && (blocks.Count > 0 || !HasSameFields(was, now)))
                changes.Add(new ItemChange(ChangeKind.Changed, now.Key, now.Title, was.Title, blocks));
            else if (moved)
                changes.Add(new ItemChange(ChangeKind.Moved, now.Key, now.Title, was.Title, []));
        }
        return changes;

        List<BlockChange> Blocks(Item was, Item now)
        {
            var found = new List<BlockChange>();
            foreach (var (old, block, moved) in Sequence.Pair(was.Blocks, now.Blocks, b => b.Id))
            {
                if (block is null)
                {
                    if (!idsAfter.Contains(old!.Id)) found.Add(Removed(old));
                }
                else if (old is null) found.Add(Arrived(block, blocksBefore, words)!);
                else if (Differs(old, block)) found.Add(Changed(old, block, words));
                else if (moved) found.Add(new BlockChange(ChangeKind.Moved, block.Id, old.Text, block.Text, []));
            }
            return found;
        }
    }

    /// <summary>Counts blocks. An item that moved, or of which only a field such as its date changed, counts as one.</summary>
    public static ChangeSummary Summarise(IReadOnlyList<ItemChange> changes)
    {
        var kinds = changes.SelectMany(i => i.Blocks.Count == 0 ? [i.Kind] : i.Blocks.Select(b => b.Kind)).ToList();
        return new ChangeSummary(Of(ChangeKind.Added), Of(ChangeKind.Changed), Of(ChangeKind.Removed), Of(ChangeKind.Moved));

        int Of(ChangeKind kind) => kinds.Count(k => k == kind);
    }

    public static ChangeSummary CountItems(IReadOnlyList<ItemChange> changes)
    {
        return new ChangeSummary(Of(ChangeKind.Added), Of(ChangeKind.Changed), Of(ChangeKind.Removed), Of(ChangeKind.Moved));

        int Of(ChangeKind kind) => changes.Count(c => c.Kind == kind);
    }

    static BlockChange Removed(Block block) => new(ChangeKind.Removed, block.Id, block.Text, null, []);

    /// <summary>New in this item: brought from another one, or new altogether.</summary>
    static BlockChange Arrived(Block block, Dictionary<string, Block> before, WordDiff words) =>
        !before.TryGetValue(block.Id, out var old) ? new(ChangeKind.Added, block.Id, null, block.Text, [])
        : Differs(old, block) ? Changed(old, block, words)
        : new(ChangeKind.Moved, block.Id, old.Text, block.Text, []);

    static BlockChange Changed(Block old, Block block, WordDiff words) =>
        new(ChangeKind.Changed, block.Id, old.Text, block.Text, words.Between(old.Text, block.Text));

    static bool Differs(Block old, Block block) => old.Hash != block.Hash || old.Level != block.Level || !old.Links.SequenceEqual(block.Links);

    static bool HasSameFields(Item was, Item now)
    {
        var a = Fields(was);
        var b = Fields(now);
        return a == b && was.Tags.SequenceEqual(now.Tags) && was.Flags.Channels.SequenceEqual(now.Flags.Channels)
            && was.Flags.TargetKeywords.SequenceEqual(now.Flags.TargetKeywords);

        // Lists compare by reference in records, places are not content: both are taken out
        static Item Fields(Item item) => item with { Blocks = [], Tags = [], Line = 0, Flags = item.Flags with { Channels = [], TargetKeywords = [] } };
    }
}
