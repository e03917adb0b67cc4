using System.Globalization;

namespace Toombos.Server.Features.Rendering;

/// <summary>A colour that knows how well it can be read on another, by the contrast formula of WCAG 2.</summary>
readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour White = new(255, 255, 255);
    public static readonly Colour Black = new(0, 0, 0);

    /// <summary>Reads <c>#rrggbb</c>; anything else is the other colour, so that nothing but a colour ever reaches a style.</summary>
    public static Colour Parse(string? text, Colour otherwise) =>
        text is ['#', ..] && text.Length == 7 && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : otherwise;

    public static Colour Of(string text) => Parse(text, Black);

    public double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    public double ContrastTo(Colour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>This colour with a share of another mixed in.</summary>
    public Colour Mix(Colour other, double share) =>
        new(Between(Red, other.Red, share), Between(Green, other.Green, share), Between(Blue, other.Blue, share));

    /// <summary>The nearest shade of this colour, towards black or white, that reaches the contrast on a ground.</summary>
    public Colour ReadableOn(Colour ground, double contrast = 4.5)
    {
        var pole = ground.ContrastTo(White) >= ground.ContrastTo(Black) ? White : Black;
        var shade = this;
        for (var step = 1; step <= 20 && shade.ContrastTo(ground) < contrast; step++) shade = Mix(pole, step / 20.0);
        return shade;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:X2}{Green:X2}{Blue:X2}");

    static byte Between(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share, MidpointRounding.AwayFromZero);

    static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
