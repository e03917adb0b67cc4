using CsCheck;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Text;

/// <summary>Any title gives an address part that any server takes.</summary>
public sealed class SlugTests
{
    [Theory]
    [InlineData("Hello, World!", "hello-world")]
    [InlineData("  Grüße aus Köln  ", "grusse-aus-koln")]
    [InlineData("Café Ærø – Łódź & Co", "cafe-aero-lodz-co")]
    [InlineData("Don't stop", "dont-stop")]
    [InlineData("Новости из Москвы", "novosti-iz-moskvy")]
    [InlineData("Καλημέρα", "kalimera")]
    [InlineData("19.8 kg", "19-8-kg")]
    [InlineData("🎉 Party", "party")]
    public void Titles_are_read_in_latin_letters(string title, string slug) => Assert.Equal(slug, Slug.From(title));

    [Theory]
    [InlineData("新しい船")]
    [InlineData("مرحبا")]
    [InlineData("🎉")]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("\uD83D")]
    public void What_has_no_latin_reading_gives_a_short_hash(string title) => Assert.Matches("^[0-9a-f]{8}$", Slug.From(title));

    [Fact]
    public void Titles_that_differ_only_in_unread_letters_give_different_slugs() => Assert.NotEqual(Slug.From("新しい船 2"), Slug.From("古い家 2"));

    [Fact]
    public void A_long_title_is_cut_between_words() => Assert.Equal("one-two", Slug.From("one two three", 10));

    [Fact]
    public void Any_title_gives_a_valid_slug() => Gen.Select(Gen.String, Gen.Int[1, 120]).Sample((title, max) =>
    {
        var slug = Slug.From(title, max);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", slug);
        Assert.InRange(slug.Length, 1, max);
        Assert.Equal(slug, Slug.From(title, max));
    });
}
