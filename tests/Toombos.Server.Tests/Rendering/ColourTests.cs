using CsCheck;
using Toombos.Client.Workspaces;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Tests.Rendering;

public class ColourTests
{
    static readonly Gen<Colour> Any = Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, (r, g, b) => new Colour(r, g, b));

    [Fact]
    public void Contrast_follows_the_formula_of_WCAG()
    {
        Assert.Equal(21, Colour.Black.ContrastTo(Colour.White), 3);
        Assert.Equal(4.54, Colour.Of("#767676").ContrastTo(Colour.White), 2);
    }

    [Fact]
    public void Text_can_be_read_whatever_colours_a_brand_has() => Gen.Select(Any, Any).Sample((accent, page) =>
    {
        var palette = Palette.Of(new Brand { Name = "B", Accent = accent.ToString(), Background = page.ToString() });
        foreach (var scheme in (Scheme[])[palette.Page, palette.Card, palette.DarkPage, palette.DarkCard])
        {
            foreach (var text in (string[])[scheme.Ink, scheme.Muted, scheme.Accent])
            {
                Assert.InRange(Colour.Of(text).ContrastTo(Colour.Of(scheme.Ground)), 4.5, 21);
                Assert.InRange(Colour.Of(text).ContrastTo(Colour.Of(scheme.Tint)), 4.5, 21);
            }
        }
        Assert.InRange(Colour.Of(palette.OnFill).ContrastTo(Colour.Of(palette.Fill)), 4.5, 21);
        Assert.InRange(Colour.Of(palette.OnDarkFill).ContrastTo(Colour.Of(palette.DarkFill)), 4.5, 21);
    });

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#123456;x:y")]
    [InlineData(null)]
    public void What_is_no_colour_is_the_other_one(string? text) =>
        Assert.Equal(Colour.White, Colour.Parse(text, Colour.White));
}
