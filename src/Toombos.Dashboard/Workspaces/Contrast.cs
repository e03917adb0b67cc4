using System.Globalization;

namespace Toombos.Dashboard.Workspaces;

/// <summary>How well one colour can be read on another, by WCAG 2.2's formula.</summary>
static class Contrast
{
    /// <summary>1–21; null when one of the two is no colour.</summary>
    public static double? Between(string? one, string? other)
    {
        if (Luminance(one) is not { } a || Luminance(other) is not { } b) return null;
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    static double? Luminance(string? colour)
    {
        if (colour is not { Length: 7 } || colour[0] != '#' || !int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)) return null;
        return 0.2126 * Linear(rgb >> 16 & 255) + 0.7152 * Linear(rgb >> 8 & 255) + 0.0722 * Linear(rgb & 255);
    }

    static double Linear(int channel)
    {
        var value = channel / 255d;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
