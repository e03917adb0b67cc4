using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>Groups parts of a draft into elements: neighbouring list items become a list, table rows a table, quotes one quote.</summary>
static class Elements
{
    const int DeepestList = 6;

    public static List<Element> Of(IReadOnlyList<DraftPart> parts)
    {
        var elements = new List<Element>(parts.Count);
        for (var i = 0; i < parts.Count;)
        {
            var end = i + 1;
            if (parts[i].Role is PartRole.ListItem or PartRole.TableRow or PartRole.Quote)
            {
                while (end < parts.Count && parts[end].Role == parts[i].Role) end++;
            }
            elements.Add(end - i > 1 || parts[i].Role is PartRole.ListItem or PartRole.TableRow or PartRole.Quote ? Group(parts, i, end) : Single(parts[i]));
            i = end;
        }
        return elements;
    }

    static Element Group(IReadOnlyList<DraftPart> parts, int start, int end) => parts[start].Role switch
    {
        PartRole.ListItem => new() { Kind = "list", Entries = Tree(parts, start, end) },
        PartRole.TableRow => new() { Kind = "table", Rows = [.. Range(parts, start, end).Select((p, i) => Row(p, i == 0))] },
        _ => new() { Kind = "quote", Paragraphs = [.. Range(parts, start, end).Select(RunsOf)] },
    };

    static Element Single(DraftPart part)
    {
        var text = Printable.Of(part.Text);
        return part.Role switch
        {
            PartRole.Heading => new() { Kind = "heading", Level = Math.Clamp(part.Level, 2, 4), Text = text, Runs = RunsOf(part), Url = WebAddress.Link(part.Url) },
            PartRole.Code => new() { Kind = "code", Text = text.TrimEnd('\n') },
            PartRole.Image => WebAddress.Picture(part.Url) is { } picture
                ? new() { Kind = "image", Url = picture, Text = text }
                : new() { Kind = "paragraph", Runs = [new(text, null)] },
            PartRole.CallToAction => WebAddress.Link(part.Url) is { } link
                ? new() { Kind = "action", Url = link, Text = text }
                : new() { Kind = "paragraph", Runs = RunsOf(part) },
            PartRole.Greeting => new() { Kind = "greeting", Runs = RunsOf(part) },
            PartRole.Intro => new() { Kind = "intro", Runs = RunsOf(part) },
            PartRole.Closing => new() { Kind = "closing", Runs = RunsOf(part) },
            PartRole.Hashtags => new() { Kind = "hashtags", Runs = RunsOf(part) },
            _ => new() { Kind = "paragraph", Runs = RunsOf(part) },
        };
    }

    static List<TextRun> RunsOf(DraftPart part) => RunsOf(part.Text, part.Links);

    static List<TextRun> RunsOf(string text, IReadOnlyList<TextLink> links)
    {
        var runs = new List<TextRun>();
        foreach (var run in LinkedText.Runs(Printable.Of(text), links))
        {
            var lines = run.Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0) runs.Add(TextRun.LineBreak);
                if (lines[i].Length > 0) runs.Add(run with { Text = lines[i] });
            }
        }
        return runs;
    }

    static TableLine Row(DraftPart part, bool first) =>
        new(first && part.Level == 1, [.. part.Sentences.Select(cell => RunsOf(cell.Text, part.Links))]);

    static List<ListEntry> Tree(IReadOnlyList<DraftPart> parts, int start, int end)
    {
        var root = new List<ListEntry>();
        var open = new List<List<ListEntry>> { root };
        for (var i = start; i < end; i++)
        {
            var depth = Math.Min(Math.Clamp(parts[i].Level, 0, DeepestList - 1), open.Count - 1);
            open.RemoveRange(depth + 1, open.Count - depth - 1);
            var entry = new ListEntry(RunsOf(parts[i]), []);
            open[depth].Add(entry);
            open.Add(entry.Entries);
        }
        return root;
    }

    static IEnumerable<DraftPart> Range(IReadOnlyList<DraftPart> parts, int start, int end)
    {
        for (var i = start; i < end; i++) yield return parts[i];
    }
}
