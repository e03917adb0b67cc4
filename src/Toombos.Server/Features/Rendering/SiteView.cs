using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>A post in the list of a site's front page.</summary>
sealed record SiteEntry(string Title, string Excerpt, string Address, string? Date, string? DateText);

/// <summary>What the template of a site's front page may read.</summary>
sealed record SiteView
{
    public required string Language { get; init; }
    public required string Direction { get; init; }
    public required string Brand { get; init; }
    public required string? Site { get; init; }
    public required string? Logo { get; init; }
    public required string Fonts { get; init; }
    public required IReadOnlyList<SiteEntry> Posts { get; init; }
    public required Palette Palette { get; init; }
    public required Labels Labels { get; init; }

    public static SiteView Of(Brand brand, IReadOnlyList<SitePost> posts, string language)
    {
        var labels = Labels.In(language);
        return new()
        {
            Language = PageLanguage.Tag(language),
            Direction = PageLanguage.IsRightToLeft(language) ? "rtl" : "ltr",
            Brand = Printable.Of(brand.Name),
            Site = WebAddress.Picture(brand.Site),
            Logo = WebAddress.Picture(brand.Logo),
            Fonts = FontStack.Of(brand.Fonts),
            Posts = [.. posts.Select(p => new SiteEntry(
                Printable.Of(p.Title), Printable.Of(p.Excerpt), Uri.EscapeDataString(p.Slug) + ".html",
                p.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), labels.Spell(p.Date)))],
            Palette = Palette.Of(brand),
            Labels = labels,
        };
    }
}
