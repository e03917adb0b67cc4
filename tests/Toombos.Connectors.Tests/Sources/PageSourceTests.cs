using System.Text;
using Microsoft.AspNetCore.Http;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Page;
using Toombos.Connectors.Sources.Recognition;
using Toombos.Connectors.Tests.Http;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>Web pages: their article and nothing around it, where the site lets programs in; and addresses told apart.</summary>
public sealed class PageSourceTests : IAsyncLifetime
{
    static readonly string Article = "<!doctype html><html><head><title>Skerry 14 | Tidewater</title><link rel=canonical href='/skerry'><link rel=alternate type='application/rss+xml' title='News' href='/feed'>"
        + "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-11-02T08:00:00Z\"}]}</script></head><body><nav><a href=/>Home</a> <a href=/shop>Shop</a></nav>"
        + "<article><h1>The Skerry 14 gets lighter</h1>" + string.Concat(Enumerable.Range(1, 6).Select(i => $"<p>Paragraph {i} tells, in words enough for a reader to think it worth reading, how the hull became lighter, and <a href='/why'>why</a> that matters at sea.</p>"))
        + "<h2>Weights</h2><table><tr><th>Year</th><th>kg</th></tr><tr><td>2025</td><td>22</td></tr></table></article><footer>All rights reserved</footer></body></html>";

    readonly PageSource source = new(Connected.Http());
    readonly Recogniser recogniser = new(Connected.Http());
    readonly Dictionary<string, (int Status, string Type, string Body)> pages = [];
    Site? site;

    string Address => site!.Address + "/news/skerry?utm=1";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync(async context =>
        {
            var (status, type, body) = pages.GetValueOrDefault(context.Request.Path, (404, "text/plain", ""));
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        });
        pages["/news/skerry"] = (200, "text/html; charset=utf-8", Article);
    }

    public ValueTask DisposeAsync() => site!.DisposeAsync();

    Task<SourceReading> Read() => source.ReadAsync(Address, null, SourceVisit.Plain, Ct);

    [Fact]
    public async Task The_article_is_read_without_what_stands_around_it()
    {
        var page = Assert.IsType<SourceReading.Listed>(await Read());
        var entry = Assert.Single(page.Entries);
        Assert.Equal(("The Skerry 14 gets lighter", site!.Address + "/skerry", new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero), false), (entry.Title, entry.Link, entry.Date, page.Newest));
        Assert.Contains($"[why]({site.Address}/why)", entry.Markdown, StringComparison.Ordinal);
        Assert.Contains("## Weights", entry.Markdown, StringComparison.Ordinal);
        Assert.Contains("| 2025 | 22 |", entry.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop", entry.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("rights reserved", entry.Markdown, StringComparison.Ordinal);
        Assert.IsType<SourceReading.Unchanged>(await source.ReadAsync(Address, page.Revision, SourceVisit.Plain, Ct));
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /news", false)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /news/*?utm", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: Toombos\nDisallow: /shop", true)]
    [InlineData("User-agent: other\nUser-agent: toombos\nDisallow: *utm=1$", false)]
    [InlineData("User-agent: *\nDisallow:\nnonsense", true)]
    public async Task The_rules_for_robots_are_kept(string rules, bool allowed)
    {
        pages["/robots.txt"] = (200, "text/plain", rules);
        var reading = await Read();
        if (allowed) Assert.IsType<SourceReading.Listed>(reading);
        else Assert.Equal("source.robots", Assert.IsType<SourceReading.Refused>(reading).Code);
    }

    [Fact]
    public async Task What_is_no_page_is_refused_with_the_way_out()
    {
        pages["/robots.txt"] = (503, "text/plain", "");
        Assert.IsType<SourceReading.Unreachable>(await Read());
        pages.Remove("/robots.txt");
        pages["/news/skerry"] = (200, "application/pdf", "%PDF-");
        Assert.Equal("source.not-a-page", Assert.IsType<SourceReading.Refused>(await Read()).Code);
        pages["/news/skerry"] = (200, "text/html", "<html><body><script>render()</script></body></html>");
        Assert.Equal("source.no-article", Assert.IsType<SourceReading.Refused>(await Read()).Code);
        pages["/news/skerry"] = (200, "text/html", string.Concat(Enumerable.Repeat("<div>", 50_000)));
        Assert.Equal("source.page-too-large", Assert.IsType<SourceReading.Refused>(await Read()).Code);
        pages.Clear();
        Assert.Equal("source.not-found", Assert.IsType<SourceReading.Refused>(await Read()).Code);
        Assert.IsType<SourceReading.Refused>(await source.ReadAsync("file:///etc/passwd", null, SourceVisit.Plain, Ct));
    }

    [Fact]
    public async Task An_address_is_told_by_what_is_there()
    {
        pages["/feed"] = (200, "application/xml", "<rss><channel><title>News</title></channel></rss>");
        pages["/a.md"] = (200, "text/plain", "# Hello\n\nText");
        pages["/x.zip"] = (200, "application/zip", "PK\0\0");
        var page = await recogniser.LookAsync(Address, Ct);
        Assert.Equal(("page", true, "Skerry 14 | Tidewater"), (page.Kind, page.Readable, page.Title));
        Assert.Equal((site!.Address + "/feed", "News"), (page.Feeds[0].Address, page.Feeds[0].Title));
        Assert.Equal(("feed", "News"), (await recogniser.LookAsync(site.Address + "/feed", Ct)) is var feed ? (feed.Kind, feed.Title) : default);
        Assert.Equal(("url", "Hello"), (await recogniser.LookAsync(site.Address + "/a.md", Ct)) is var text ? (text.Kind, text.Title) : default);
        Assert.False((await recogniser.LookAsync(site.Address + "/x.zip", Ct)).Readable);
        Assert.NotNull((await recogniser.LookAsync(site.Address + "/gone", Ct)).Sentence);
    }

    [Theory]
    [InlineData("https://docs.google.com/document/d/abc/edit", "google-doc", false, "https://docs.google.com/document/d/abc/edit")]
    [InlineData("https://www.notion.so/team/Page-0123", "notion", false, "https://www.notion.so/team/Page-0123")]
    [InlineData("https://github.com/o/r/blob/main/docs/a%20b.md", "url", true, "https://raw.githubusercontent.com/o/r/main/docs/a%20b.md")]
    [InlineData("https://gitlab.com/g/s/r/-/blob/main/a.md", "url", true, "https://gitlab.com/g/s/r/-/raw/main/a.md")]
    [InlineData("https://github.com/o/r/tree/main/docs", "git", true, "https://github.com/o/r/tree/main/docs")]
    [InlineData("/srv/docs", "folder", true, "/srv/docs")]
    public async Task Some_addresses_say_themselves_what_they_are(string address, string kind, bool readable, string registered)
    {
        var known = await recogniser.LookAsync(address, Ct);
        Assert.Equal((kind, readable, registered), (known.Kind, known.Readable, known.Address));
    }
}
