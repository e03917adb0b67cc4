using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>What email templates may read: text, safe addresses, colours. Absent things are null, never empty.</summary>
sealed record EmailView
{
    public required string Language { get; init; }
    public required AiMark? Ai { get; init; }
    public required string Direction { get; init; }
    public required string Start { get; init; }
    public required string End { get; init; }
    public required string Subject { get; init; }
    public required string? Preheader { get; init; }
    public required string Brand { get; init; }
    public required string? Logo { get; init; }
    public required string? Site { get; init; }
    public required string Fonts { get; init; }
    public required string? PostalAddress { get; init; }
    public required string? AiLine { get; init; }
    public required string? Date { get; init; }
    public required string Title { get; init; }
    public required string Reason { get; init; }
    public required IReadOnlyList<Element> Opening { get; init; }
    public required IReadOnlyList<Section> Sections { get; init; }
    public required IReadOnlyList<Element> Closing { get; init; }
    public required Palette Palette { get; init; }
    public required Labels Labels { get; init; }

    /// <summary>Titles of the stories, where there are enough to list them.</summary>
    public required IReadOnlyList<Story>? Contents { get; init; }

    public static EmailView Of(RenderRequest request)
    {
        var (content, brand) = (request.Content, request.Brand);
        var labels = Labels.In(content.Language);
        var (outline, pictures) = (Outline.Of(content), PictureElements.Of(request));
        var subject = Printable.OrNull(content.TextOf(PartRole.Subject));
        var title = Printable.OrNull(content.TextOf(PartRole.Title)) ?? subject ?? Printable.Of(brand.Name);
        var stories = outline.Sections.SelectMany(s => s.Stories).Where(s => s.Title is not null).ToList();
        var rightToLeft = PageLanguage.IsRightToLeft(content.Language);
        return new()
        {
            Language = PageLanguage.Tag(content.Language),
            Ai = AiMark.Of(request.Ai),
            Direction = rightToLeft ? "rtl" : "ltr",
            Start = rightToLeft ? "right" : "left",
            End = rightToLeft ? "left" : "right",
            Subject = subject ?? title,
            Preheader = Printable.OrNull(content.TextOf(PartRole.PreviewText)),
            Brand = Printable.Of(brand.Name),
            Logo = WebAddress.Picture(brand.Logo),
            Site = WebAddress.Picture(brand.Site),
            Fonts = FontStack.Of(brand.Fonts),
            PostalAddress = Printable.OrNull(brand.PostalAddress),
            AiLine = AiDisclosures.LineOf(request.Ai, brand),
            Date = labels.Spell(request.Date),
            Title = title,
            Reason = labels.Reason.Replace("{0}", Printable.Of(brand.Name), StringComparison.Ordinal),
            Opening = [.. pictures.Above, .. outline.Opening],
            Sections = [.. outline.Sections.Select(section => section with
            {
                Stories = [.. section.Stories.Select(story => story with { Untitled = story.Title is null || story.Number == 1 && story.Title == title })],
            })],
            Closing = [.. pictures.Below, .. outline.Closing],
            Palette = Palette.Of(brand),
            Labels = labels,
            Contents = stories.Count >= 3 ? stories : null,
        };
    }
}
