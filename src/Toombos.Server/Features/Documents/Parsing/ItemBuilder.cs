using Toombos.Client.Documents;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Makes an item of a section: labels become its fields, the rest its blocks. Ids and keys are given later.</summary>
sealed class ItemBuilder(LineMap lines, Action<string, string, int> warn)
{
    const int LongestHeading = 80;

    public Item Build(OutlinedItem outlined, ItemFlagReader flagReader)
    {
        var heading = outlined.Section.Heading;
        var nodes = outlined.Section.Flatten().ToList();
        var labels = new Dictionary<string, ContentNode>(StringComparer.Ordinal);
        var blocks = new List<Block>(nodes.Count);
        var labelled = LabelledLists(nodes);
        foreach (var node in nodes)
        {
            if (node.Kind is BlockKind.ListItem or BlockKind.Paragraph && node.Level == 0 && Labels.Split(node.Text) is { } label
                && (node.Bold || labelled.Contains(node.List) || label.Name == "date" && node.List > 0 && EditorDate.Day(label.Value) is not null)
                && TakeLabel(label, node, labels, blocks)) continue;
            blocks.Add(Block(node, heading?.Level ?? 0));
        }

        var title = labels.GetValueOrDefault("title")?.Text ?? outlined.Title;
        if (title.Length == 0) title = FirstWords(blocks);
        var image = labels.GetValueOrDefault("image");
        var picture = image is null ? blocks.Find(b => b.Kind == BlockKind.Image) : null;
        var (flags, type, category) = flagReader.Read(outlined, title);
        return new Item
        {
            Key = "",
            Title = title,
            Entry = outlined.Flags.Value(EntryOutline.Flag),
            Anchor = heading?.Text ?? title,
            Category = category is null ? outlined.Category : Slug.From(category),
            CategoryTitle = category is null || Slug.From(category) == outlined.Category ? outlined.CategoryTitle : category,
            Type = type,
            Date = Date(labels) ?? (heading is null ? null : EditorDate.Within(heading.Text)),
            Link = Address(labels.GetValueOrDefault("link")) ?? (heading?.Links is [var link] && link.Text == heading.Text ? link.Url : null),
            Image = image?.Url ?? picture?.Url,
            ImageAlt = labels.GetValueOrDefault("alt")?.Text ?? (image is null ? Filled(picture?.Text) : Filled(image.Text)),
            Tags = List(labels.GetValueOrDefault("tags")?.Text),
            Flags = labels.TryGetValue("author", out var author) ? flags with { Author = author.Text } : flags,
            Blocks = blocks,
            Line = lines.At(heading?.Start ?? nodes[0].Start).Line,
        };
    }

    /// <summary>Plain labels count only in lists where at least two lines carry one: anybody may begin a sentence with “Link:”.</summary>
    static HashSet<int> LabelledLists(List<ContentNode> nodes) =>
        [.. nodes.Where(n => n.List > 0 && n.Level == 0 && n.Kind == BlockKind.ListItem && Labels.Split(n.Text) is not null)
            .GroupBy(n => n.List).Where(g => g.Count() > 1).Select(g => g.Key)];

    /// <summary>False when the label was given before: then the line is text.</summary>
    bool TakeLabel(Label label, ContentNode node, Dictionary<string, ContentNode> labels, List<Block> blocks)
    {
        var value = node with { Text = label.Value };
        if (label.Name == "content")
        {
            if (label.Value.Length > 0) blocks.Add(Block(value with { Kind = BlockKind.Paragraph }, 0));
            return true;
        }
        if (label.Value.Length == 0 && label.Name is not "image") return true;
        if (label.Name == "image") value = Picture(value);
        return labels.TryAdd(label.Name, value);
    }

    static ContentNode Picture(ContentNode node) =>
        node.Links is [var link, ..] ? node with { Url = link.Url, Text = link.Text == node.Text || link.Text == link.Url ? "" : link.Text }
        : node with { Url = node.Text.Contains(' ', StringComparison.Ordinal) ? null : WebAddress.SafeImage(node.Text), Text = "" };

    string? Address(ContentNode? node)
    {
        if (node is null) return null;
        if (node.Links is [var link, ..]) return link.Url;
        if (!node.Text.Contains(' ', StringComparison.Ordinal) && WebAddress.Safe(node.Text) is { } url) return url;
        warn("link.unreadable", $"“{Short(node.Text)}” is not a web address.", node.Start);
        return null;
    }

    DateOnly? Date(Dictionary<string, ContentNode> labels)
    {
        if (!labels.TryGetValue("date", out var node)) return null;
        if (EditorDate.Day(node.Text) is { } day) return day;
        warn("date.unreadable", $"“{Short(node.Text)}” is not a date that reads only one way. Write 2026-01-31.", node.Start);
        return null;
    }

    Block Block(ContentNode node, int headingLevel)
    {
        // Bold words alone on a line are a heading by another name
        if (node is { Kind: BlockKind.Paragraph, AllBold: true, Text.Length: <= LongestHeading } && node.Text[^1] is not ('.' or '!' or '?' or '。'))
            node = node with { Kind = BlockKind.Heading, Level = Math.Clamp(headingLevel + 1, 2, 6), Text = node.Text.TrimEnd(':', '：', ' ') };
        return new Block
        {
            Id = "",
            Kind = node.Kind,
            Text = node.Text,
            Links = node.Links,
            Level = node.Level,
            Url = node.Url,
            Hash = BlockIdentity.Hash(node.Kind, node.Text, node.Url),
            Line = lines.At(node.Start).Line,
            Start = node.Start,
            Length = node.Length,
        };
    }

    /// <summary>A title for a text that has none: its first words, as many as read at a glance.</summary>
    static string FirstWords(List<Block> blocks)
    {
        var text = PlainText.Clean(blocks.Find(b => b.Text.Any(char.IsLetterOrDigit))?.Text ?? "");
        return text.Length == 0 ? "Untitled" : TextCut.AtWord(text, LongestHeading).TrimEnd('.', ' ');
    }

    static string[] List(string? text) =>
        text?.Split([',', ';', '、', '،', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.TrimStart('#')).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray() ?? [];

    static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
    static string Short(string text) => text.Length <= 40 ? text : TextCut.AtWord(text, 40) + "…";
}
