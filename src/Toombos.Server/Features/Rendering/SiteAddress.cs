using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>Where the pages of a brand's site stand.</summary>
static class SiteAddress
{
    /// <summary>The site's address without a slash at its end, or null where the brand has none.</summary>
    public static string? Of(Brand brand) => WebAddress.Picture(brand.Site)?.TrimEnd('/');

    /// <summary>The address of a post, or null where the brand has no site.</summary>
    public static string? Of(Brand brand, string slug) => Of(brand) is { } site ? $"{site}/{Uri.EscapeDataString(slug)}" : null;
}
