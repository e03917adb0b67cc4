using Toombos.Client.Documents;
using Toombos.Connectors.Sources;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Reads each file of a joined text as it would be read alone, and puts what they say behind each other, at its place in the whole.</summary>
static class FilesReader
{
    const int MostWarnings = 200;

    public static ReadText Read(string text, IReadOnlyList<JoinedFile> files)
    {
        var lines = new LineMap(text);
        var (items, warnings, languages, blocks) = (new List<Item>(), new List<DocumentWarning>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var file in files)
        {
            var part = text.Substring(file.Start, file.Length);
            if (string.IsNullOrWhiteSpace(part)) continue;
            var read = DocumentParser.Read(part);
            var above = lines.At(file.Start).Line - 1;
            items.AddRange(Section(read, file).Select(i => new ItemPlace(default, above, file.Start).Set(i)));
            warnings.AddRange(read.Warnings.Select(w => w with { Line = w.Line + above }));
            if (read.Language is { } language) languages.Add(language);
            if ((blocks += read.Items.Sum(i => i.Blocks.Count)) > DocumentText.MaxBlocks) throw DocumentText.TooManyBlocks();
        }
        return new(null, languages.Count == 1 ? languages.First() : null, items, [.. warnings.Take(MostWarnings)]);
    }

    /// <summary>Items that stand in no category of their own are in that of their file, where it has several.</summary>
    static IEnumerable<Item> Section(ReadText read, JoinedFile file)
    {
        if (read.Items.Count < 2) return read.Items;
        var title = read.Title ?? Path.GetFileNameWithoutExtension(file.Path);
        return read.Items.Select(i => i.Category is null ? i with { Category = Slug.From(title), CategoryTitle = title } : i);
    }
}
