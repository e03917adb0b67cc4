using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Toombos.Client.Writing;
using Toombos.Server.Features.Rendering;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Tests.Rendering;

public class EmailTests
{
    public static readonly TheoryData<string> Templates = [.. EmailTemplates.All.Select(t => t.Name)];

    static IDocument Read(string html) => new HtmlParser().ParseDocument(html);

    [Theory, MemberData(nameof(Templates))]
    public void Every_template_carries_every_word_of_the_draft_once(string template)
    {
        var text = Read(Edition.Email(Edition.Newsletter, template)).Body!.TextContent;
        foreach (var sentence in Edition.Newsletter.Body.SelectMany(p => p.Sentences))
        {
            Assert.Contains(sentence.Text, text, StringComparison.Ordinal);
        }
        Assert.Single(Read(Edition.Email(Edition.Newsletter, template)).QuerySelectorAll("h1"));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Every_template_carries_what_newsletters_must_carry(string template)
    {
        var page = Read(Edition.Email(Edition.Newsletter, template));
        Assert.Contains(Edition.Brand.PostalAddress!, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='#unsubscribe'][data-placeholder=unsubscribe_url]"));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("ltr", page.DocumentElement.GetAttribute("dir"));
        Assert.Equal("The Skerry 14 now weighs 19.8 kg. The trip planner works offline.", page.QuerySelector("body > div")!.TextContent.Split('\u034f')[0]);
        Assert.All(page.QuerySelectorAll("table").Where(t => t.QuerySelector("th") is null), t => Assert.Equal("presentation", t.GetAttribute("role")));
        Assert.All(page.QuerySelectorAll("img"), i => Assert.True(i.HasAttribute("alt")));
    }

    [Theory, MemberData(nameof(Templates))]
    public void Headings_never_skip_a_level(string template)
    {
        var levels = Read(Edition.Email(Edition.Newsletter, template)).QuerySelectorAll("h1,h2,h3,h4").Select(h => h.TagName[1] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void A_lead_story_called_like_the_edition_gets_no_second_heading()
    {
        var draft = Edition.Content(Edition.Part(PartRole.Subject, "A lighter hull"), Edition.Heading(2, "A lighter hull"), Edition.Part(PartRole.Paragraph, "It weighs less."), Edition.Heading(2, "More"), Edition.Part(PartRole.Paragraph, "More."));
        Assert.Equal(["A lighter hull", "More"], Read(Edition.Email(draft)).QuerySelectorAll("h1,h2,h3").Select(h => h.TextContent));
        Assert.Equal(1, DraftRenderer.Text(Edition.Request(ChannelFamily.Email, draft)).Split("A lighter hull").Length - 1);
    }

    [Fact]
    public void Templates_differ_in_character() =>
        Assert.Equal(EmailTemplates.All.Count, EmailTemplates.All.Select(t => Edition.Email(Edition.Newsletter, t.Name)).Distinct().Count());

    [Fact]
    public void An_unknown_template_is_drawn_as_modern() =>
        Assert.Equal(Edition.Email(Edition.Newsletter), Edition.Email(Edition.Newsletter, "../../secrets"));

    [Fact]
    public void The_same_draft_gives_the_same_bytes() =>
        Assert.Equal(Edition.Email(Edition.Newsletter), Edition.Email(Edition.Newsletter));

    [Fact]
    public void Right_to_left_languages_turn_the_page()
    {
        var page = Read(Edition.Email(Edition.Newsletter with { Language = "he" }, "modern"));
        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.Contains("padding-right:24px", page.QuerySelector("ul")!.GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_counts_bytes_and_the_sample_fits_well_within_what_Gmail_shows()
    {
        Assert.All(EmailTemplates.All, t => Assert.InRange(EmailSize.Of(Edition.Email(Edition.Newsletter, t.Name)), 5_000, 40_000));
        Assert.True(EmailSize.IsTooLarge(Edition.Email(Edition.Content(Edition.Part(PartRole.Paragraph, new string('é', 52_224))))));
        Assert.Equal(2, EmailSize.Of("é"));
    }

    [Fact]
    public void A_call_to_action_without_a_safe_address_is_text()
    {
        var page = Read(Edition.Email(Edition.Content(Edition.Part(PartRole.CallToAction, "Press me") with { Url = "javascript:alert(1)" })));
        Assert.DoesNotContain(page.Links, l => l.TextContent == "Press me");
        Assert.Contains("Press me", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Social_drafts_have_no_page_and_their_posts_are_separated_by_three_dashes()
    {
        var thread = Edition.Content(Edition.Part(PartRole.Paragraph, "One.") with { Post = 1 }, Edition.Part(PartRole.Paragraph, "Two.") with { Post = 2 });
        Assert.Null(DraftRenderer.Html(Edition.Request(ChannelFamily.Social, thread)));
        Assert.Equal("One.\n\n---\n\nTwo.", DraftRenderer.Text(Edition.Request(ChannelFamily.Social, thread)));
    }
}
