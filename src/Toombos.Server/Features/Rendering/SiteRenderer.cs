using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Toombos.Client.Workspaces;

namespace Toombos.Server.Features.Rendering;

/// <summary>A web post on its way into a site.</summary>
/// <param name="Date">Null where the document gives none.</param>
/// <param name="Html">The page as <see cref="DraftRenderer.Html"/> drew it; feeds carry the body of its article.</param>
public sealed record SitePost(string Slug, string Title, string Excerpt, DateOnly? Date, string Html);

/// <summary>The pages around web posts: index, Atom feed, sitemap. The posts come newest first, by date and then by slug.</summary>
public static class SiteRenderer
{
    const string Atom = "http://www.w3.org/2005/Atom";
    const string Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static string Index(Brand brand, IReadOnlyList<SitePost> posts) =>
        LiquidTemplates.Render("web/index", SiteView.Of(brand, NewestFirst(posts), LanguageOf(posts)));

    /// <summary>A valid Atom feed. Where the brand has no site, ids are names made from the slugs and links lead to the files beside the feed.</summary>
    public static string Feed(Brand brand, IReadOnlyList<SitePost> posts) => Xml(xml =>
    {
        var site = SiteAddress.Of(brand);
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, LanguageOf(posts));
        xml.WriteElementString("title", Printable.Of(brand.Name));
        xml.WriteElementString("id", site is null ? Name(brand.Name) : site + "/");
        xml.WriteElementString("updated", Moment(posts.Max(p => p.Date)));
        Link(xml, "self", site is null ? "feed.xml" : site + "/feed.xml");
        Link(xml, "alternate", site is null ? "index.html" : site + "/");
        xml.WriteStartElement("author");
        xml.WriteElementString("name", Printable.Of(brand.Name));
        xml.WriteEndElement();
        foreach (var post in NewestFirst(posts)) Entry(xml, brand, post);
        xml.WriteEndElement();
    });

    /// <summary>Addresses for search engines. They must be absolute, so there are none while the brand has no site.</summary>
    public static string Sitemap(Brand brand, IReadOnlyList<SitePost> posts) => Xml(xml =>
    {
        xml.WriteStartElement("urlset", Sitemaps);
        if (SiteAddress.Of(brand) is { } site)
        {
            Address(xml, site + "/", posts.Max(p => p.Date));
            foreach (var post in NewestFirst(posts)) Address(xml, SiteAddress.Of(brand, post.Slug)!, post.Date);
        }
        else
        {
            xml.WriteComment(" Set the address of the brand's site to list its posts here. ");
        }
        xml.WriteEndElement();
    });

    static void Entry(XmlWriter xml, Brand brand, SitePost post)
    {
        var address = SiteAddress.Of(brand, post.Slug);
        xml.WriteStartElement("entry");
        xml.WriteElementString("title", Printable.Of(post.Title));
        xml.WriteElementString("id", address ?? Name(brand.Name + "\n" + post.Slug));
        Link(xml, "alternate", address ?? Uri.EscapeDataString(post.Slug) + ".html");
        if (post.Date is not null) xml.WriteElementString("published", Moment(post.Date));
        xml.WriteElementString("updated", Moment(post.Date));
        if (post.Excerpt.Length > 0) xml.WriteElementString("summary", Printable.Of(post.Excerpt));
        xml.WriteStartElement("content");
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Printable.Of(BodyOf(post.Html)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Address(XmlWriter xml, string address, DateOnly? changed)
    {
        xml.WriteStartElement("url");
        xml.WriteElementString("loc", address);
        if (changed is { } day) xml.WriteElementString("lastmod", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    static string Xml(Action<XmlWriter> write)
    {
        using var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None }))
        {
            xml.WriteStartDocument();
            write(xml);
        }
        return text.Append('\n');
    }

    /// <summary>The text between the marks that only the template writes: text of documents is escaped and can't contain them.</summary>
    static string BodyOf(string page)
    {
        const string Opens = "<section class=\"e-content\">";
        var start = page.IndexOf(Opens, StringComparison.Ordinal);
        var end = page.LastIndexOf("</section>", StringComparison.Ordinal);
        return start < 0 || end < start ? page : page[(start + Opens.Length)..end].Trim();
    }

    static string LanguageOf(IReadOnlyList<SitePost> posts)
    {
        const string Opens = "<html lang=\"";
        var page = posts.Count == 0 ? "" : posts[0].Html;
        var start = page.IndexOf(Opens, StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf('"', start + Opens.Length);
        return end < 0 ? "en" : page[(start + Opens.Length)..end];
    }

    static List<SitePost> NewestFirst(IReadOnlyList<SitePost> posts) =>
        [.. posts.OrderByDescending(p => p.Date).ThenBy(p => p.Slug, StringComparer.Ordinal)];

    /// <summary>Atom wants a moment on everything; what has no day stands at the beginning of time.</summary>
    static string Moment(DateOnly? day) => (day ?? new(1970, 1, 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    static string Name(string of) => "urn:uuid:" + new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 16));

    /// <summary>A writer that calls itself UTF-8, so that the declaration says so.</summary>
    sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public string Append(char end) => GetStringBuilder().Append(end).ToString();
    }
}
