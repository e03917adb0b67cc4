using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Toombos.Client.Writing;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Tests.Rendering;

public class WebTests
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    static readonly SitePost[] Posts =
    [
        new("older", "Older & wiser", "An excerpt.", new(2026, 10, 8), Edition.Post(Edition.Article)),
        new("newer", "Newer", "Another.", new(2026, 10, 12), Edition.Post(Edition.Article)),
    ];

    static IDocument Read(string html) => new HtmlParser().ParseDocument(html);

    static string? Meta(IDocument page, string name) => page.QuerySelector($"meta[name='{name}'],meta[property='{name}']")?.GetAttribute("content");

    [Fact]
    public void A_post_says_what_it_is_to_people_networks_and_search_engines()
    {
        var page = Read(Edition.Post(Edition.Article));
        Assert.Equal("Skerry 14: 3.6 kg lighter", page.Title);
        Assert.Equal("https://tidewater.example/news/skerry-14-gets-a-lighter-hull", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.StartsWith("The Skerry 14 now weighs", Meta(page, "description"), StringComparison.Ordinal);
        Assert.Equal("https://tidewater.example/skerry.jpg", Meta(page, "og:image"));
        Assert.Equal("summary_large_image", Meta(page, "twitter:card"));
        using var data = JsonDocument.Parse(page.QuerySelector("script")!.TextContent);
        Assert.Equal("BlogPosting", data.RootElement.GetProperty("@type").GetString());
        Assert.Equal("2026-10-12", data.RootElement.GetProperty("datePublished").GetString());
        Assert.Equal("Skerry 14 gets a lighter hull", page.QuerySelector("article h1")!.TextContent);
        Assert.Contains("1 min read", page.QuerySelector(".meta")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_announcement_is_news() =>
        Assert.Contains("\"@type\":\"NewsArticle\"", Edition.Post(Edition.Article, "announcement"), StringComparison.Ordinal);

    [Fact]
    public void Structured_data_can_not_end_its_element()
    {
        var page = Read(Edition.Post(Edition.Article with { Tags = ["</script><b>"] }));
        using var data = JsonDocument.Parse(page.QuerySelector("script")!.TextContent);
        Assert.Equal("</script><b>", data.RootElement.GetProperty("keywords").GetString());
    }

    [Fact]
    public void A_post_of_four_headings_has_a_table_of_contents_that_leads_to_them()
    {
        var page = Read(Edition.Post(Edition.Article));
        var links = page.QuerySelectorAll(".toc a").ToList();
        Assert.Equal(4, links.Count);
        Assert.All(links, l => Assert.Equal(l.TextContent, page.GetElementById(l.GetAttribute("href")![1..])!.TextContent));
        var shorter = Edition.Article with { Parts = [.. Edition.Article.Parts.Where(p => p.Text != "When it ships")] };
        Assert.Null(Read(Edition.Post(shorter)).QuerySelector(".toc"));
    }

    [Fact]
    public void Headings_of_the_same_words_have_ids_of_their_own()
    {
        var page = Read(Edition.Post(Edition.Content(Edition.Heading(2, "News"), Edition.Heading(2, "News"), Edition.Heading(2, "News 2"), Edition.Heading(2, "新着"))));
        var ids = page.QuerySelectorAll(".e-content [id]").Select(e => e.Id).ToList();
        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public void Lists_nest_tables_have_headers_and_quotes_stand_apart()
    {
        var body = Read(Edition.Post(Edition.Article)).QuerySelector(".e-content")!;
        Assert.Equal("Norway: a week later", body.QuerySelector("ul > li > ul > li")!.TextContent);
        Assert.Equal(["Boat", "Now"], body.QuerySelectorAll("th[scope=col]").Select(c => c.TextContent));
        Assert.Equal("weight = hull + deck\nprint(weight)", body.QuerySelector("pre code")!.TextContent);
        Assert.NotNull(body.QuerySelector("blockquote p"));
        Assert.Equal("A Skerry 14 on two trestles", body.QuerySelector("img")!.GetAttribute("alt"));
        Assert.Equal("https://tidewater.example/orust", body.QuerySelector("p a")!.GetAttribute("href"));
    }

    [Fact]
    public void An_excerpt_that_only_repeats_the_opening_is_not_shown_twice()
    {
        var twice = Edition.Content(Edition.Part(PartRole.Title, "T"), Edition.Part(PartRole.Excerpt, "It begins here."), Edition.Part(PartRole.Paragraph, "It begins here.", "It goes on."));
        Assert.Null(Read(Edition.Post(twice)).QuerySelector(".p-summary"));
        Assert.NotNull(Read(Edition.Post(Edition.Article)).QuerySelector(".p-summary"));
    }

    [Fact]
    public void The_feed_is_valid_Atom_with_the_newest_post_first()
    {
        var feed = XDocument.Parse(SiteRenderer.Feed(Edition.Brand, Posts)).Root!;
        Assert.Equal("2026-10-12T00:00:00Z", feed.Element(Atom + "updated")!.Value);
        Assert.Equal("https://tidewater.example/news/feed.xml", feed.Elements(Atom + "link").Single(l => l.Attribute("rel")!.Value == "self").Attribute("href")!.Value);
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(["https://tidewater.example/news/newer", "https://tidewater.example/news/older"], entries.Select(e => e.Element(Atom + "id")!.Value));
        Assert.All(entries, e => Assert.NotNull(e.Element(Atom + "updated")));
        var content = entries[0].Element(Atom + "content")!;
        Assert.Equal("html", content.Attribute("type")!.Value);
        Assert.StartsWith("<p>The Skerry 14 now weighs", content.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", content.Value, StringComparison.Ordinal);
        Assert.Equal("Older & wiser", entries[1].Element(Atom + "title")!.Value);
    }

    [Fact]
    public void Without_a_site_ids_are_names_and_the_sitemap_lists_nothing()
    {
        var brand = Edition.Brand with { Site = null };
        var feed = XDocument.Parse(SiteRenderer.Feed(brand, Posts)).Root!;
        var ids = feed.Descendants(Atom + "id").Select(i => i.Value).ToList();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", id));
        Assert.Empty(XDocument.Parse(SiteRenderer.Sitemap(brand, Posts)).Root!.Elements());
    }

    [Fact]
    public void The_sitemap_and_the_index_lead_to_every_post()
    {
        XNamespace ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
        Assert.Equal(["https://tidewater.example/news/", "https://tidewater.example/news/newer", "https://tidewater.example/news/older"],
            XDocument.Parse(SiteRenderer.Sitemap(Edition.Brand, Posts)).Descendants(ns + "loc").Select(l => l.Value));
        Assert.Equal(["newer.html", "older.html"], Read(SiteRenderer.Index(Edition.Brand, Posts)).QuerySelectorAll(".posts a").Select(a => a.GetAttribute("href")));
    }
}
