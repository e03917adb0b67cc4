using System.Text;
using CsCheck;
using Toombos.Connectors.Channels;

namespace Toombos.Connectors.Tests.Channels;

public sealed class TextFacetsTests
{
    [Fact]
    public void Offsets_are_those_of_the_bytes() => Assert.Equal(
        [
            new TextFacet(FacetKind.Link, 26, 37, "https://example.com"),
            new TextFacet(FacetKind.Hashtag, 43, 49, "café"),
            new TextFacet(FacetKind.Mention, 50, 68, "alice.bsky.social"),
        ],
        TextFacets.Of("👨‍👩‍👧‍👦 example.com für #café @alice.bsky.social"));

    [Theory]
    [InlineData("Read https://example.com/a, then go", "https://example.com/a")]
    [InlineData("(see http://example.com/a_(b))", "http://example.com/a_(b)")]
    [InlineData("https://müller.de/straße und mehr", "https://müller.de/straße")]
    [InlineData("例えばhttps://例え.jp/です", "https://例え.jp/")]
    [InlineData("‏https://example.co.il‏ שלום", "https://example.co.il")]
    [InlineData("https://example.com/#part", "https://example.com/#part")]
    [InlineData("https://example.com/@alice", "https://example.com/@alice")]
    public void A_link_is_found_without_the_marks_around_it(string text, string link)
    {
        var facet = Assert.Single(TextFacets.Of(text));
        Assert.Equal((FacetKind.Link, link), (facet.Kind, facet.Value));
    }

    [Theory]
    [InlineData("#news", "news"), InlineData("so #good.", "good"), InlineData("(#a_b)", "a_b"), InlineData("#2026goals", "2026goals"), InlineData("#日本語", "日本語"), InlineData("＃全角", "全角")]
    [InlineData("#नमस्ते", "नमस्ते"), InlineData("#cafe\u0301", "cafe\u0301"), InlineData("#up-to-date", "up"), InlineData("🎉#party", "party"), InlineData("#שלום", "שלום")]
    public void A_hashtag_is_found(string text, string tag) =>
        Assert.Equal((FacetKind.Hashtag, tag), TextFacets.Of(text).Select(f => (f.Kind, f.Value)).Single());

    [Theory]
    [InlineData("@alice.bsky.social", "alice.bsky.social"), InlineData("hi @alice!", "alice"), InlineData("@alice@example.social.", "alice@example.social"), InlineData("(@a_b)", "a_b")]
    public void A_mention_is_found(string text, string name) =>
        Assert.Equal((FacetKind.Mention, name), TextFacets.Of(text).Select(f => (f.Kind, f.Value)).Single());

    [Theory]
    [InlineData("C# and F#"), InlineData("#1"), InlineData("#️⃣"), InlineData("a#b"), InlineData("# heading"), InlineData("##twice"), InlineData("&#x27;")]
    [InlineData("mail@example.com"), InlineData("@"), InlineData("@ alice"), InlineData("3.14"), InlineData("e.g. this"), InlineData("…"), InlineData("")]
    [InlineData("#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_only_looks_like_a_facet_is_none(string text) => Assert.Empty(TextFacets.Of(text));

    [Fact]
    public void Every_facet_cuts_its_own_text_out_of_the_bytes() => HostileText.Any.Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var end = 0;
        foreach (var facet in TextFacets.Of(text))
        {
            var cut = Encoding.UTF8.GetString(bytes.AsSpan(facet.ByteStart..facet.ByteEnd));
            // Half a surrogate pair has no bytes of its own: it is sent as the replacement character.
            var value = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(facet.Value));
            var own = facet.Kind == FacetKind.Link ? cut == value || "https://" + cut == value : cut[1..] == value;
            if (!own || facet.ByteStart < end) return false;
            end = facet.ByteEnd;
        }
        return true;
    });
}
