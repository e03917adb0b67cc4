using System.Globalization;
using System.Text;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Features.Documents.Entries;

/// <summary>Writes entries as one document in the editor's syntax, newest first, so that all that reads documents reads them too.</summary>
static class EntryDocument
{
    const int MostEntries = 10_000, MostLines = DocumentText.MaxBlocks - 500, MostBytes = DocumentText.MaxBytes - 64 * 1024;

    /// <summary>Lines that an entry has besides its text, at most.</summary>
    const int Extra = 6;

    public static List<SourceEntryRow> Ordered(Dictionary<string, SourceEntryRow> entries) =>
        [.. entries.Values.OrderByDescending(e => e.Date ?? e.MetAt).ThenBy(e => e.Place).ThenBy(e => e.Identity, StringComparer.Ordinal)];

    /// <summary>How many of the first ones make a document within the limits; a line holds one block at most.</summary>
    public static int Fitting(IReadOnlyList<SourceEntryRow> entries)
    {
        var (lines, bytes) = (0, 0L);
        for (var at = 0; at < entries.Count; at++)
        {
            lines += Extra + entries[at].Markdown.AsSpan().Count('\n') - entries[at].Markdown.AsSpan().Count("\n\n");
            bytes += Encoding.UTF8.GetByteCount(entries[at].Markdown) + 4096;
            if (at == MostEntries || lines > MostLines || bytes > MostBytes) return at;
        }
        return entries.Count;
    }

    public static string Of(string title, IEnumerable<SourceEntryRow> entries)
    {
        var text = new StringBuilder($"---\n{EntryOutline.Mark}: true\ntitle: '{OneLine(title).Replace("'", "''", StringComparison.Ordinal)}'\n---\n");
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n<!-- {EntryOutline.Flag}: {entry.Identity} -->\n").Append(entry.Flags).Append("# ").Append(Escaped(OneLine(entry.Title))).Append("\n\n");
            if (entry.Date is { } date) text.Append(CultureInfo.InvariantCulture, $"- **Date:** {date.UtcDateTime:yyyy-MM-dd}\n");
            if (entry.Link is { } link) text.Append(CultureInfo.InvariantCulture, $"- **Link:** <{link}>\n");
            if (entry.Author is { Length: > 0 } author) text.Append(CultureInfo.InvariantCulture, $"- **Author:** {Escaped(OneLine(author))}\n");
            if (entry.Tags.Count > 0) text.Append(CultureInfo.InvariantCulture, $"- **Tags:** {Escaped(OneLine(string.Join(", ", entry.Tags.Select(t => t.Replace(",", " ", StringComparison.Ordinal)))))}\n");
            text.Append("\n<!-- text -->\n\n").Append(entry.Markdown).Append('\n');
        }
        return text.ToString();
    }

    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    static string Escaped(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '&' or '#' or '~' or '!' or '|') result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }
}
