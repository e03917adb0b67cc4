using System.Text;
using Microsoft.AspNetCore.Http;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Feed;
using Toombos.Connectors.Tests.Http;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>Feeds as the world writes them: in many forms, alphabets and states of repair.</summary>
public sealed class FeedSourceTests : IAsyncLifetime
{
    const string Rss = """
        <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
        <title>Tidewater &amp; friends</title><link>https://tidewater.example/news/</link>
        <item><title>A &lt;b&gt;lighter&lt;/b&gt; hull</title><link>/news/hull</link><guid isPermaLink="false">t-1</guid><pubDate>Mon, 02 Nov 2026 08:00:00 EST</pubDate><category>hulls</category><dc:creator>Ada</dc:creator>
        <description>Short.</description><content:encoded><![CDATA[<p>It weighs <strong>19.8&nbsp;kg</strong>, see <a href="specs">the specs</a>.</p><ul><li>One</li><li>Two</li></ul><script>alert(1)</script>]]></content:encoded></item>
        <item><title>No id</title><link>https://tidewater.example/news/no-id</link><description>Text &amp;amp; more</description><pubDate>sometime soon</pubDate></item>
        <item><description>Only a text, which has to be its own title.</description></item>
        </channel></rss>
        """;

    readonly FeedSource source = new(Connected.Http());
    Site? site;
    byte[] document = [];
    string contentType = "application/rss+xml";
    int status = 200;

    string Address => site!.Address + "/feed.xml";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.ETag = "\"one\"";
        if (context.Request.Headers.IfNoneMatch == "\"one\"") context.Response.StatusCode = 304;
        else if (status == 200) await context.Response.Body.WriteAsync(document);
    });

    public ValueTask DisposeAsync() => site!.DisposeAsync();

    async Task<SourceReading> Read(string text, string? type = null)
    {
        (document, contentType) = (Encoding.UTF8.GetBytes(text), type ?? contentType);
        return await source.ReadAsync(Address, null, SourceVisit.Plain, Ct);
    }

    async Task<SourceReading.Listed> Listed(string text) => Assert.IsType<SourceReading.Listed>(await Read(text));

    async Task<string> CodeOf(string text) => Assert.IsType<SourceReading.Refused>(await Read(text)).Code;

    [Fact]
    public async Task Entries_of_rss_have_titles_dates_links_and_text_in_markdown()
    {
        var feed = await Listed(Rss);
        Assert.Equal(("Tidewater & friends", true, 3), (feed.Title, feed.Newest, feed.Entries.Count));
        var first = feed.Entries[0];
        Assert.Equal(("t-1", "A lighter hull", "https://tidewater.example/news/hull", "Ada"), (first.Id, first.Title, first.Link, first.Author));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 13, 0, 0, TimeSpan.Zero), first.Date);
        Assert.Equal("It weighs **19.8 kg**, see [the specs](https://tidewater.example/news/specs).\n\n- One\n- Two", first.Markdown);
        Assert.Equal(["hulls"], first.Tags);
        Assert.Equal(("https://tidewater.example/news/no-id", (DateTimeOffset?)null, "Text & more"), (feed.Entries[1].Id, feed.Entries[1].Date, feed.Entries[1].Markdown));
        Assert.StartsWith("sha256:", feed.Entries[2].Id, StringComparison.Ordinal);
        Assert.Equal("Only a text, which has to be its own title.", feed.Entries[2].Title);
    }

    [Fact]
    public async Task Atom_is_read_with_its_bases_and_kinds_of_text()
    {
        var feed = await Listed("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><title type="text">5 &lt; 6</title><link rel="self" href="self"/>
            <entry xml:base="y/"><id>urn:1</id><title>One</title><link rel="enclosure" href="no"/><link href="one"/><updated>2026-11-03T10:00:00Z</updated><published>2026-11-02T10:00:00+02:00</published>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>See <a href="two">two</a></p></div></content></entry>
            <entry><id>urn:2</id><title type="text">&lt;em&gt; is a tag</title><summary>Plain *text*</summary><author><name>Bo</name></author><category term="x"/></entry></feed>
            """);
        Assert.Equal("5 < 6", feed.Title);
        Assert.Equal(("urn:1", "https://a.example/x/y/one", "See [two](https://a.example/x/y/two)", 8), (feed.Entries[0].Id, feed.Entries[0].Link, feed.Entries[0].Markdown, feed.Entries[0].Date?.Hour));
        Assert.Equal(("<em> is a tag", "Plain \\*text\\*", "Bo"), (feed.Entries[1].Title, feed.Entries[1].Markdown, feed.Entries[1].Author));
    }

    [Fact]
    public async Task Json_feeds_and_rss_1_are_feeds_too()
    {
        var json = await Listed("""{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":7,"url":"https://j.example/7","title":"Seven","content_html":"<p>7</p>","date_published":"2026-11-02T08:00:00Z","authors":[{"name":"Cy"}],"tags":["a",1]}]}""");
        Assert.Equal(("7", "Seven", "7", "Cy"), (json.Entries[0].Id, json.Entries[0].Title, json.Entries[0].Markdown, json.Entries[0].Author));
        var rdf = await Listed("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel><item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link><description>Text</description></item></rdf:RDF>""");
        Assert.Equal(("https://r.example/1", "One"), (rdf.Entries[0].Id, rdf.Entries[0].Title));
    }

    [Fact]
    public async Task An_id_that_several_entries_share_tells_none_of_them()
    {
        var feed = await Listed("<rss><channel><item><guid>x</guid><title>A</title><link>https://e.example/a</link></item><item><guid>x</guid><title>B</title><link>https://e.example/b</link></item><item><guid>x</guid><title>B</title><link>https://e.example/b</link></item></channel></rss>");
        Assert.Equal(["A", "B"], feed.Entries.Select(e => e.Title));
        Assert.Equal(2, feed.Entries.DistinctBy(e => e.Id).Count());
    }

    [Fact]
    public async Task Alphabets_are_told_by_the_host_the_first_line_or_the_bytes()
    {
        (document, contentType) = (Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><title>Café</title></item></channel></rss>"), "application/xml");
        Assert.Equal("Café", Assert.IsType<SourceReading.Listed>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Entries[0].Title);
        contentType = "application/xml; charset=windows-1251";
        document = [.. "<rss><channel><item><title>"u8, 0xCC, 0xE8, 0xF0, .. "</title></item></channel></rss>"u8];
        Assert.Equal("Мир", Assert.IsType<SourceReading.Listed>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Entries[0].Title);
        contentType = "application/xml";
        document = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<rss><channel><item><title>Ω</title></item></channel></rss>")).ToArray();
        Assert.Equal("Ω", Assert.IsType<SourceReading.Listed>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Entries[0].Title);
    }

    [Fact]
    public async Task Names_of_html_and_bare_ampersands_are_forgiven_and_declarations_are_not()
    {
        Assert.Equal("Fish & chips – “hot”", (await Listed("<rss><channel><item><title>Fish & chips &ndash; &ldquo;hot&rdquo;</title></item></channel></rss>")).Entries[0].Title);
        Assert.Equal("source.feed-declarations", await CodeOf("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&x;</title></item></channel></rss>"));
        Assert.Equal("source.feed-damaged", await CodeOf("<rss><channel><item><title>cut"));
        Assert.Equal("source.not-a-feed", await CodeOf("<html><body>page</body></html>"));
        Assert.Equal("source.not-a-feed", await CodeOf("# Markdown"));
        Assert.Equal("source.not-a-feed", await CodeOf("{\"version\":\"2\"}"));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again_and_trouble_is_said_in_words()
    {
        var revision = (await Listed(Rss)).Revision;
        Assert.IsType<SourceReading.Unchanged>(await source.ReadAsync(Address, revision, SourceVisit.Plain, Ct));
        Assert.IsType<SourceReading.Listed>(await source.ReadAsync(Address, "garbage", SourceVisit.Plain, Ct));
        status = 503;
        Assert.IsType<SourceReading.Unreachable>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct));
        status = 404;
        Assert.Equal("source.not-found", Assert.IsType<SourceReading.Refused>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Code);
        Assert.IsType<SourceReading.Refused>(await source.ReadAsync("file:///etc/passwd", null, SourceVisit.Plain, Ct));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.ReadAsync(Address, null, SourceVisit.Plain, new(canceled: true)));
    }
}
