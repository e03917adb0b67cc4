using System.Globalization;
using System.Text;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Git;

/// <summary>Writes a page as the Markdown file that Hugo, Jekyll, Astro, Eleventy and others read: YAML front matter, then the text. The same page gives the same bytes.</summary>
static class GitPost
{
    public static byte[] Of(Dispatch.Article article, IReadOnlyList<PlacedPicture> pictures)
    {
        var text = new StringBuilder("---\n").Append("title: ").Append(Quoted(article.Title)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"date: {article.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\n");
        if (article.Excerpt is { Length: > 0 } excerpt) text.Append("description: ").Append(Quoted(excerpt)).Append('\n');
        if (article.Tags.Count > 0) text.Append("tags: [").AppendJoin(", ", article.Tags.Select(Quoted)).Append("]\n");
        // Builders show it in the cards of links.
        if (pictures.Count > 0) text.Append("images: [").AppendJoin(", ", pictures.Select(p => Quoted(p.Address))).Append("]\n");
        text.Append("lang: ").Append(Quoted(article.Language)).Append('\n');
        text.Append("ai: ").Append(article.Ai switch { AiUse.Human => "human", AiUse.Assisted => "assisted", _ => "generated" }).Append('\n');
        return Encoding.UTF8.GetBytes(text.Append("---\n\n").AppendJoin("\n\n", Body(article, pictures)).Append('\n').ToString());
    }

    static IEnumerable<string> Body(Dispatch.Article article, IReadOnlyList<PlacedPicture> pictures)
    {
        foreach (var first in pictures.Take(1)) yield return MarkdownPicture.Of(first.AltText, first.Address);
        yield return article.Markdown.TrimEnd();
        foreach (var other in pictures.Skip(1)) yield return MarkdownPicture.Of(other.AltText, other.Address);
    }

    /// <summary>A scalar in double quotes, which hold anything.</summary>
    static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' or '\r' or '\t' => text.Append(' '),
                _ when char.IsControl(c) || c is '\u0085' or '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        return text.Append('"').ToString();
    }
}
