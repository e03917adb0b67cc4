using Toombos.Client.Workspaces;

namespace Toombos.Server.Features.Rendering;

/// <summary>The colours of text and lines on one ground; all text reaches 4.5:1.</summary>
sealed record Scheme(string Ground, string Ink, string Muted, string Accent, string Rule, string Tint)
{
    static readonly Colour DarkInk = Colour.Of("#2E2A25");
    static readonly Colour LightInk = Colour.Of("#EDE6D9");

    /// <param name="panel">Colour of quiet panels; a breath of the accent when left out.</param>
    public static Scheme On(Colour ground, Colour accent, Colour? panel = null)
    {
        var ink = (ground.ContrastTo(DarkInk) >= ground.ContrastTo(LightInk) ? DarkInk : LightInk).ReadableOn(ground, 7);
        var tint = panel ?? ground.Mix(accent, 0.09);
        // on grounds of middle brightness a panel must lie away from the text's side, or nothing could be read on both
        if (ink.ContrastTo(tint) < 7) tint = ground.Mix(ink.Luminance < ground.Luminance ? Colour.White : Colour.Black, 0.2);
        return new(
            ground.ToString(), ink.ToString(), ink.Mix(ground, 0.32).ReadableOn(ground, 4.6).ReadableOn(tint).ToString(),
            accent.ReadableOn(ground, 4.6).ReadableOn(tint).ToString(), ground.Mix(ink, 0.16).ToString(), tint.ToString());
    }
}

/// <summary>A brand's two colours made into everything a page needs, by day and by night, with text that can be read on each.</summary>
sealed record Palette
{
    /// <summary>Text on the page behind a newsletter.</summary>
    public required Scheme Page { get; init; }

    /// <summary>Text on the white card.</summary>
    public required Scheme Card { get; init; }

    /// <summary>Text on a field of the accent colour.</summary>
    public required Scheme Hero { get; init; }
    public required Scheme DarkPage { get; init; }
    public required Scheme DarkCard { get; init; }

    /// <summary>Filled areas such as buttons, and the text on them.</summary>
    public required string Fill { get; init; }
    public required string OnFill { get; init; }
    public required string DarkFill { get; init; }
    public required string OnDarkFill { get; init; }

    public static Palette Of(Brand brand)
    {
        var accent = Colour.Parse(brand.Accent, Colour.Of("#A25A2A"));
        var page = Colour.Parse(brand.Background, Colour.Of("#F7F1E8"));
        var (darkPage, darkCard) = (Colour.Of("#1E1A1C"), Colour.Of("#272228"));
        var darkFill = accent.ReadableOn(darkCard, 5.5);
        return new()
        {
            Page = Scheme.On(page, accent, page.Luminance > 0.6 ? page.Mix(Colour.White, 0.55) : null),
            // a panel on the card echoes the page, if that is pale enough to read on and dark enough to be seen
            Card = Scheme.On(Colour.White, accent, page.ContrastTo(Colour.White) is > 1.04 and < 1.3 ? page.Mix(Colour.White, 0.2) : null),
            Hero = Scheme.On(accent, Colour.Of(On(accent))) with { Ink = On(accent), Muted = On(accent), Accent = On(accent) },
            DarkPage = Scheme.On(darkPage, accent),
            DarkCard = Scheme.On(darkCard, accent),
            Fill = accent.ToString(),
            OnFill = On(accent),
            DarkFill = darkFill.ToString(),
            OnDarkFill = On(darkFill),
        };
    }

    static string On(Colour fill) => (fill.ContrastTo(Colour.White) >= 4.5 ? Colour.White : Colour.Of("#1E1A1C").ReadableOn(fill)).ToString();
}
