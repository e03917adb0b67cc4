using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Tests.Rendering;

public class HostileTests
{
    public static readonly TheoryData<string> Payloads =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><script>alert(1)</script>", "</script><script>alert(1)</script>",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
        "https://good.example@evil.example/", "//evil.example/x", "https://a.example/\"onmouseover=\"alert(1)", "expression(alert(1))", "red;background:url(https://evil.example/t)",
        "</style><script>alert(1)</script>", "{{ brand }}{% include 'email/head' %}{{ 7 | times: 6 }}", "{%- raw -%}", "<!--", "]]>", "--><script>alert(1)</script>", "\u202Egnp.exe", "\0\u0001\ud800\uffff",
        "<svg/onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "&lt;script&gt;", "`${alert(1)}`", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>",
    ];

    static DraftContent Poisoned(string bad) => Edition.Content(
    [
        .. Enum.GetValues<PartRole>().Select(role => Edition.Part(role, bad, "https://fine.example/ " + bad) with
        {
            Level = 3, Url = bad, Links = [new TextLink(bad, bad), new TextLink("https://fine.example/", "https://fine.example/\"><script>alert(1)</script>")],
        }),
        Edition.Part(PartRole.Image, bad) with { Url = "https://fine.example/x.png?" + Uri.EscapeDataString(bad) },
        Edition.Heading(2, bad), Edition.Heading(2, bad), Edition.Heading(2, bad),
    ]) with { Slug = bad, Tags = [bad], Language = bad };

    static Brand PoisonedBrand(string bad) => new()
    {
        Name = bad, Accent = bad, Background = bad, Logo = bad, Fonts = bad + ", Georgia", PostalAddress = bad, Site = bad,
    };

    static IEnumerable<string> Pages(string bad)
    {
        foreach (var template in EmailTemplates.All) yield return Edition.Email(Poisoned(bad), template.Name, PoisonedBrand(bad));
        var post = Edition.Post(Poisoned(bad), bad, PoisonedBrand(bad));
        yield return post;
        yield return SiteRenderer.Index(PoisonedBrand(bad), [new(bad, bad, bad, new(2026, 10, 12), post)]);
    }

    [Theory, MemberData(nameof(Payloads))]
    public void Nothing_in_a_draft_or_brand_becomes_markup(string bad)
    {
        foreach (var html in Pages(bad))
        {
            var page = new HtmlParser().ParseDocument(html);
            Assert.All(page.QuerySelectorAll("script"), s => Assert.Equal("application/ld+json", s.GetAttribute("type")));
            Assert.Empty(page.QuerySelectorAll("svg, iframe, object, embed, form, base, meta[http-equiv], link[rel=stylesheet]"));
            Assert.All(page.All.SelectMany(e => e.Attributes), a => Assert.False(a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), a.Name));
            Assert.All(page.QuerySelectorAll("[href]"), e => Assert.Matches("^(https?://|mailto:|#|feed\\.xml$|index\\.html$|[^:/]*\\.html$)", e.GetAttribute("href")!));
            Assert.All(page.QuerySelectorAll("[src]"), e => Assert.Matches("^https?://", e.GetAttribute("src")!));
            Assert.DoesNotContain(page.QuerySelectorAll("[href],[src]"), e => (e.GetAttribute("href") ?? e.GetAttribute("src"))!.Contains('@'));
            Assert.All(page.QuerySelectorAll("[style], style"), e => Assert.DoesNotMatch("(?i)url\\(|expression|javascript|@import", e.GetAttribute("style") ?? e.TextContent));
            Assert.DoesNotContain("\u202e", page.DocumentElement.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(page.All, e => e.TextContent == "42");
        }
    }

    [Theory, MemberData(nameof(Payloads))]
    public void A_sanitizer_finds_nothing_to_take_out_of_a_body(string bad)
    {
        var page = new HtmlParser().ParseDocument(Edition.Post(Poisoned(bad), "modern", PoisonedBrand(bad)));
        var body = page.QuerySelector(".e-content")!.InnerHtml;
        var removed = new List<string>();
        var gate = new HtmlSanitizer { AllowDataAttributes = false };
        gate.AllowedSchemes.Add("mailto");
        gate.AllowedAttributes.UnionWith(["class", "id", "tabindex", "loading", "referrerpolicy"]);
        gate.RemovingTag += (_, e) => removed.Add(e.Tag.TagName);
        gate.RemovingAttribute += (_, e) => removed.Add(e.Attribute.Name);
        gate.Sanitize(body);
        Assert.Empty(removed);
    }

    [Theory, MemberData(nameof(Payloads))]
    public void Feeds_and_sitemaps_stay_well_formed(string bad)
    {
        SitePost[] posts = [new(bad, bad, bad, new(2026, 10, 12), Edition.Post(Poisoned(bad)))];
        foreach (var brand in (Brand[])[PoisonedBrand(bad), Edition.Brand])
        {
            System.Xml.Linq.XDocument.Parse(SiteRenderer.Feed(brand, posts));
            System.Xml.Linq.XDocument.Parse(SiteRenderer.Sitemap(brand, posts));
        }
    }

    [Theory]
    [InlineData("{{ brand }} and {% if x %}")]
    [InlineData("{{ 'a' | upcase }}")]
    public void Template_syntax_in_a_document_stays_text(string syntax)
    {
        var page = new HtmlParser().ParseDocument(Edition.Email(Edition.Content(Edition.Part(PartRole.Paragraph, syntax))));
        Assert.Contains(syntax, page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enormous_draft_is_drawn_or_refused_in_words_but_never_hangs()
    {
        var many = Edition.Content([.. Enumerable.Range(0, 20_000).Select(i => Edition.Part(i % 5 == 0 ? PartRole.Heading : PartRole.ListItem, $"Line {i} of many") with { Level = i % 4 })]);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Contains("Line 19999 of many", Edition.Email(many), StringComparison.Ordinal);
        Assert.Contains("Line 19999 of many", Edition.Post(many), StringComparison.Ordinal);
        Assert.Contains("Line 19999 of many", DraftRenderer.Text(Edition.Request(ChannelFamily.Email, many)), StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
        var huge = Edition.Content(Edition.Part(PartRole.Paragraph, new string('x', 13 * 1024 * 1024)));
        Assert.Equal("draft.too_large", Assert.Throws<Toombos.Server.Platform.Http.DomainRuleException>(() => Edition.Email(huge)).Code);
    }
}
