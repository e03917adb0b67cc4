using CsCheck;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Tests.Rendering;

public class TextTests
{
    static string Email(DraftContent content) => DraftRenderer.Text(Edition.Request(ChannelFamily.Email, content));

    static string Flat(string text) => string.Join(' ', text.Split([' ', '\n', '>'], StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void The_text_twin_says_everything_that_the_page_says()
    {
        var text = Flat(Email(Edition.Newsletter).Replace(" <https://tidewater.example/orust>", "", StringComparison.Ordinal).Replace("\n<https://tidewater.example/orust>", "", StringComparison.Ordinal));
        Assert.All(Edition.Newsletter.Body.SelectMany(p => p.Sentences), s => Assert.Contains(Flat(s.Text), text, StringComparison.Ordinal));
        Assert.Contains("https://tidewater.example/orust", Email(Edition.Newsletter), StringComparison.Ordinal);
        Assert.Contains(Edition.Brand.PostalAddress!, Email(Edition.Newsletter), StringComparison.Ordinal);
        Assert.Contains("#unsubscribe", Email(Edition.Newsletter), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_at_most_72_characters_wide_unless_one_word_is_wider() =>
        Gen.Char['a', 'z'].Array[1, 30].Select(c => new string(c)).Array[1, 60].Sample(words =>
            Assert.All(Email(Edition.Content(Edition.Part(PartRole.Paragraph, string.Join(' ', words)))).Split('\n'), l => Assert.InRange(l.Length, 0, 72)));

    [Fact]
    public void Text_without_spaces_is_broken_between_its_signs()
    {
        var text = Email(Edition.Content(Edition.Part(PartRole.Paragraph, string.Concat(Enumerable.Repeat("潮汐表离线可用。", 20)))));
        Assert.All(text.Split('\n'), l => Assert.InRange(l.Length, 0, 72));
        Assert.DoesNotContain(text.Split('\n'), l => l.StartsWith('。'));
        Assert.Equal(160, text.Count(c => "潮汐表离线可用。".Contains(c, StringComparison.Ordinal)));
    }

    [Fact]
    public void Headings_are_underlined_and_lists_indented()
    {
        var text = Email(Edition.Newsletter);
        Assert.Contains("Recent updates\n==============\n", text, StringComparison.Ordinal);
        Assert.Contains("  - Wear wool next to the skin\n    - A fleece above it\n  - A dry jacket on top", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_alone_is_a_page() =>
        Assert.Contains("- one", Email(Edition.Content(Edition.Part(PartRole.ListItem, "one"))), StringComparison.Ordinal);
}
