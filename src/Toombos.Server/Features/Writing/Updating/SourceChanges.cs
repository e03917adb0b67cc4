using Toombos.Client.Documents;
using Toombos.Client.Stale;
using Toombos.Server.Features.Writing.Composing.Stories;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>What became of the texts of a snapshot in a later one. What stands in an item that is no longer marked published counts as gone.</summary>
sealed class SourceChanges
{
    readonly Dictionary<string, SourceText> then = new(StringComparer.Ordinal);
    readonly Dictionary<string, SourceText> now = new(StringComparer.Ordinal);
    readonly Dictionary<string, SourceText> sayings = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyDictionary<string, string?>> successions = new(StringComparer.Ordinal);

    readonly HashSet<string> changed;
    readonly IReadOnlyList<Item> published;

    public SourceChanges(IReadOnlyList<Item> then, IReadOnlyList<Item> now)
    {
        foreach (var text in then.SelectMany(SourceText.Of)) this.then.TryAdd(text.Id, text);
        published = [.. now.Where(i => i.Flags.Published)];
        foreach (var text in published.SelectMany(SourceText.Of))
        {
            this.now.TryAdd(text.Id, text);
            if (text.BlockId is null) continue;
            foreach (var line in text.Lines.Append(text.Text))
                if (line.Length > 0) sayings.TryAdd(line, text);
        }
        Changed = [.. this.then.Values.Where(t => !this.now.TryGetValue(t.Id, out var after) || !t.IsSameAs(after)).Select(t => t.Id)];
        changed = Changed.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Ids of what is different or gone, in the order of the document.</summary>
    public IReadOnlyList<string> Changed { get; }

    public bool IsChanged(string id) => changed.Contains(id);

    /// <summary>The changed ones among some texts, in the order of the document.</summary>
    public IEnumerable<SourceText> InOrder(IEnumerable<string> ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        return Changed.Where(wanted.Contains).Select(id => then[id]);
    }

    /// <summary>The item's link that led to an address and leads elsewhere now, or nowhere.</summary>
    public SourceText? MovedLink(string url) => Changed.Select(Before).FirstOrDefault(t => t is { Kind: SourceTextKind.Link } && t.Text == url);

    public SourceText? Before(string id) => then.GetValueOrDefault(id);

    public SourceText? After(string id) => now.GetValueOrDefault(id);

    /// <summary>The blocks that bear a title out in the later snapshot: of its item, or of the whole document where it is none's.</summary>
    public IReadOnlyList<string> SupportOf(SourceText? text, string title) =>
        text is not null && After(text.Id) is { } after ? TitleSupport.Of(after.Item) : TitleSupport.Edition(title, published)?.Blocks ?? [];

    /// <summary>The block of the later snapshot that says exactly this, as a whole or in one of its lines.</summary>
    public SourceText? Saying(string line) => sayings.GetValueOrDefault(line);

    /// <summary>The line that took the place of a line of a changed text; null where nothing does.</summary>
    public string? Successor(SourceText before, string line)
    {
        if (After(before.Id) is not { } after) return null;
        if (!successions.TryGetValue(before.Id, out var follows)) successions[before.Id] = follows = LineSuccession.Between(before, after);
        return follows.GetValueOrDefault(line);
    }

    /// <summary>Whether a line of a changed text still stands in it, with the same links.</summary>
    public bool Stands(SourceText before, string line)
    {
        if (!IsChanged(before.Id)) return true;
        if (After(before.Id) is not { } after || before.Url != after.Url || !(after.Lines.Contains(line) || after.Text == line)) return false;
        return before.Links.Where(l => line.Contains(l.Text, StringComparison.Ordinal)).All(after.Links.Contains);
    }
}
