using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing;
using static Toombos.Server.Tests.Writing.Composing.Compositions;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>Which items go where, and how each network's draft is shaped.</summary>
public class ChannelsTests
{
    static Item Restricted(params string[] channels) => Item("Repair kits ship abroad", "Kits can be ordered in Norway. They cost €12.") with { Flags = new() { Channels = channels } };

    [Theory]
    [InlineData("email", "email")]
    [InlineData("web", "web")]
    [InlineData("bluesky", "bluesky")]
    [InlineData("twitter", "x")]
    [InlineData("preview", "")]
    public void A_flag_restricts_an_item_to_its_channels(string flag, string expected) =>
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), Composer.Compose(Request([Restricted(flag)])).Select(d => d.Channel).Distinct());

    [Fact]
    public void The_family_social_means_every_network() =>
        Assert.Equal(Writable.Where(k => k.Family == ChannelFamily.Social).Select(k => k.Kind), Composer.Compose(Request([Restricted("social")])).Select(d => d.Channel));

    [Fact]
    public void A_restricted_item_is_not_mentioned_elsewhere()
    {
        var drafts = Composer.Compose(Request([Item("A new pier", "The pier opens on Monday."), Restricted("email")]));
        Assert.Contains("Repair kits", string.Join(' ', drafts.On("email").Content.Parts.Select(p => p.Text)), StringComparison.Ordinal);
        Assert.All(drafts.Where(d => d.Channel != "email"), d => Assert.DoesNotContain(d.Content.Parts, p => p.Text.Contains("Repair kits", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_featured_item_leads_everywhere()
    {
        var plain = Item("An earlier note about the harbour", "The harbour was dredged.");
        var featured = Item("The ferry runs on Sundays again", "The ferry runs every hour.") with { Flags = new() { Featured = true } };
        foreach (var draft in Composer.Compose(Request([plain, featured])).Where(d => d.Channel != "web"))
            Assert.Equal(featured.Key, draft.Content.Parts.First(p => p.Item is not null).Item);
    }

    [Fact]
    public void A_short_item_is_one_post_and_a_long_one_a_numbered_thread()
    {
        var small = Composer.Compose(Request([Item("The pier opens", "The pier opens on Monday at nine.")]).For("x")).On("x").Content.Posts;
        Assert.DoesNotContain("1/", Assert.Single(small), StringComparison.Ordinal);

        var sentences = Enumerable.Range(1, 12).Select(i => $"The crew of boat {i} repaired about {i * 7} metres of the old wall before the autumn storms came in.");
        var thread = Composer.Compose(Request([Item("The wall is repaired", string.Join(' ', sentences))]).For("x")).On("x").Content.Posts;
        Assert.InRange(thread.Count, 2, 8);
        for (var i = 0; i < thread.Count; i++) Assert.StartsWith($"{i + 1}/{thread.Count} ", thread[i], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_network_gets_a_text_of_its_own()
    {
        var texts = Composer.Compose(Sample("living-document.md")).Where(d => d.Content.Posts.Count > 0).Select(d => string.Join("\n", d.Content.Posts)).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
    }

    [Fact]
    public void Hashtags_follow_the_network()
    {
        var drafts = Composer.Compose(Sample("living-document.md"));
        int Tags(string channel) => drafts.On(channel).Content.Parts.Where(p => p.Role == PartRole.Hashtags).Sum(p => p.Sentences.Count);
        Assert.InRange(Tags("x"), 1, 2);
        Assert.InRange(Tags("instagram"), 3, 5);
        Assert.InRange(Tags("linkedin"), 3, 5);
        Assert.All(["slack", "discord", "telegram"], c => Assert.Equal(0, Tags(c)));
        Assert.Contains("#HarbourHouse", drafts.On("mastodon").Content.Posts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_lists_quotes_code_and_pictures_are_carried_over()
    {
        var item = Item("All kinds", "A paragraph.") with
        {
            Image = "https://a.example/boat.jpg", ImageAlt = "A boat",
            Blocks =
            [
                Block("p", BlockKind.Paragraph, "A paragraph."), Block("h", BlockKind.Heading, "Inside", 4), Block("l", BlockKind.ListItem, "First thing", 1),
                Block("t0", BlockKind.TableRow, "Boat | Price", 1), Block("t1", BlockKind.TableRow, "Heron | €900"), Block("q", BlockKind.Quote, "Well said."), Block("c", BlockKind.Code, "run it"),
            ],
        };
        foreach (var channel in (string[])["email", "web"])
        {
            var parts = Composer.Compose(Request([item]).For(channel)).On(channel).Content.Body.Where(p => p.Item == item.Key).ToList();
            Assert.Equal([PartRole.Image, PartRole.Paragraph, PartRole.Heading, PartRole.ListItem, PartRole.TableRow, PartRole.TableRow, PartRole.Quote, PartRole.Code],
                parts.SkipWhile(p => p.Role == PartRole.Heading).Select(p => p.Role));
            Assert.Equal(["Heron", "€900"], parts.Last(p => p.Role == PartRole.TableRow).Sentences.Select(s => s.Text));
        }
    }

    [Fact]
    public void Items_with_one_title_get_different_slugs()
    {
        var slugs = Composer.Compose(Request([Item("Same words", "One text."), Item("Same words", "Another text.")]).For("web")).Select(d => d.Content.Slug);
        Assert.Equal(["same-words", "same-words-2"], slugs);
    }

    [Fact]
    public void A_digest_is_one_post_of_all_items()
    {
        var request = Sample("living-document.md").For("web") with { WebPosts = WebPosts.Digest };
        var digest = Assert.Single(Composer.Compose(request));
        Assert.Null(digest.Item);
        Assert.Equal(9, digest.Content.Parts.Where(p => p.Role == PartRole.Heading && p.Item is not null).Select(p => p.Item).Distinct().Count());
    }
}
