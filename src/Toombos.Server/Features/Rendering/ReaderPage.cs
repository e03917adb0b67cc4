using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>A button of a page for readers, with what its form sends.</summary>
sealed record ReaderButton(string Name, string Value, string Text, bool IsMain = false);

/// <summary>
/// A page for readers who have no account: brand, heading, sentences, buttons. It stands alone: one answer, no script, nothing from elsewhere but the brand's logo,
/// readable by day and by night in the brand's colours.
/// </summary>
sealed record ReaderPage(Brand From)
{
    public string Brand { get; } = Printable.Of(From.Name);
    public string? Logo { get; } = WebAddress.Picture(From.Logo);
    public string Fonts { get; } = FontStack.Of(From.Fonts);
    public Palette Palette { get; } = Palette.Of(From);
    public required string Title { get; init; }
    public required string Text { get; init; }

    /// <summary>What the buttons are for, where they do not say so themselves.</summary>
    public string? Question { get; init; }
    public IReadOnlyList<ReaderButton> Buttons { get; init; } = [];

    /// <summary>Lets the page's own style in by its nonce.</summary>
    public string Nonce { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(18));

    public string Render() => LiquidTemplates.Render("web/reader", this);

    /// <summary>The content policy under which it is shown.</summary>
    public string Policy => $"default-src 'none'; style-src 'nonce-{Nonce}'; img-src {(Logo is null ? "'none'" : new Uri(Logo).GetLeftPart(UriPartial.Authority))}; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
