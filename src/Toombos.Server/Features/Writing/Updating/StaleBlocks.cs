using System.Security.Cryptography;
using System.Text;
using Toombos.Client.Stale;
using Toombos.Server.Features.Documents.Diffing;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>The changes of the source that sentences at fault rest on, as people see them and as they are told apart.</summary>
static class StaleBlocks
{
    const int Longest = 300;

    /// <summary>In the order of the document.</summary>
    public static IReadOnlyList<StaleBlock> Of(IReadOnlyList<StaleSpot> spots, SourceChanges changes)
    {
        var words = new WordDiff();
        return [.. changes.InOrder(spots.SelectMany(s => s.Changed)).Select(before => changes.After(before.Id) is var after && after is null
            ? Shown(before, null) : Shown(before, after.Text) with { Spans = words.Between(before.Text, after.Text) })];
    }

    static StaleBlock Shown(SourceText text, string? after) =>
        new() { Kind = text.Kind, Block = text.BlockId, Item = text.Item.Key, ItemTitle = text.Item.Title, Before = text.Text, After = after };

    /// <summary>The first few, long texts cut; without the spans, which would not fit them.</summary>
    public static IReadOnlyList<StaleBlock> Cut(IReadOnlyList<StaleBlock> blocks, int most) =>
        [.. blocks.Take(most).Select(b => b with { Before = Short(b.Before), After = b.After is null ? null : Short(b.After), Spans = b.Before.Length > Longest || b.After?.Length > Longest ? [] : b.Spans })];

    static string Short(string text) => TextCut.AtWord(text, Longest) is var cut && cut.Length < text.Length ? cut + "…" : text;

    extension(SourceChanges changes)
    {
        /// <summary>One word per change, which differs as soon as the text changes again.</summary>
        public IReadOnlyList<string> MarksOf(IReadOnlyList<StaleSpot> spots) => [.. changes.InOrder(spots.SelectMany(s => s.Changed)).Select(t => $"{t.Id} {StateOf(changes.After(t.Id))}")];
    }

    static string StateOf(SourceText? text) => text is null ? "-"
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{text.Text}\n{text.Url}\n{string.Join('\n', text.Links.Select(l => $"{l.Text} {l.Url}"))}")).AsSpan(0, 8));
}
