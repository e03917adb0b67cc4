using System.Security.Cryptography;
using System.Text;
using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>What an entry is known by: its id, else its link, else its text; and something more where a feed uses one id for several.</summary>
static class FeedIdentity
{
    const int LongestTitle = 300, LongestShort = 80;

    public static SourceEntry Entry(string? id, string? link, string? title, string markdown, Uri? address)
    {
        var named = HtmlMarkdown.WordsOf(title ?? "");
        if (named.Length == 0) named = Cut(HtmlMarkdown.WordsOf(FirstLine(markdown)), LongestShort) is { Length: > 0 } words ? words : InlineMarkdown.Followed(link, address) ?? "Untitled";
        var text = markdown.Length == 0 ? PlainMarkdown.Paragraph(PlainMarkdown.Escape(named)) : markdown;
        return new(Filled(id) ?? Filled(link) ?? Hash(named + "\n" + text), Cut(named, LongestTitle), text) { Link = InlineMarkdown.Followed(link, address) };
    }

    /// <summary>Entries that share an id are told apart by link and title; the same entry twice is one.</summary>
    public static IReadOnlyList<SourceEntry> Distinct(IReadOnlyList<SourceEntry> entries)
    {
        var shared = entries.CountBy(e => e.Id).Where(c => c.Value > 1).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        return shared.Count == 0 ? entries : [.. entries.Select(e => shared.Contains(e.Id) ? e with { Id = $"{e.Id}\n{e.Link}\n{e.Title}" } : e).DistinctBy(e => e.Id)];
    }

    static string FirstLine(string markdown) => markdown.Split('\n').Select(l => l.Trim('#', '>', '-', ' ', '*')).FirstOrDefault(l => l.Any(char.IsLetterOrDigit)) ?? "";

    static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var at = text.LastIndexOf(' ', most);
        return (at > most / 2 ? text[..at] : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)]) + "…";
    }

    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static string Hash(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
