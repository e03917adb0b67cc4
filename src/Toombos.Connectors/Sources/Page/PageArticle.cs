using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Toombos.Connectors.Sources.Feed;
using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Sources.Page;

/// <summary>The article of a page with its title, date and lasting address.</summary>
static class PageArticle
{
    /// <summary>A page is one entry whatever its address says today.</summary>
    const string Id = "page";

    public static SourceEntry? Of(IHtmlDocument page, Uri address)
    {
        // Extraction changes the tree, so what the head says is read first
        var (said, headline, from) = (PageStatements.Of(page), page.QuerySelectorAll("h1") is { Length: 1 } only ? HtmlMarkdown.WordsOf(only[0].InnerHtml) : null, Base(page, address));
        using var reader = new SmartReader.Reader(address.AbsoluteUri, page);
        var article = reader.GetArticle();
        var markdown = article.IsReadable ? HtmlMarkdown.Of(article.Content, from) : "";
        if (!markdown.Any(char.IsLetterOrDigit)) return null;
        var title = headline is { Length: > 0 } ? headline : article.Title;
        return FeedIdentity.Entry(Id, said.Canonical ?? address.AbsoluteUri, System.Net.WebUtility.HtmlEncode(title), markdown, from) with
        {
            Date = said.Published ?? (article.PublicationDate is { } date ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)) : null),
            Author = article.Author is { Length: > 0 and <= 200 } author ? HtmlMarkdown.WordsOf(author) : null,
        };
    }

    static Uri Base(IHtmlDocument page, Uri address) => InlineMarkdown.Followed(page.QuerySelector("base[href]")?.GetAttribute("href"), address) is { } named ? new(named) : address;
}
