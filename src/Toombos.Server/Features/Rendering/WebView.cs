using System.Globalization;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>A heading in the table of contents.</summary>
sealed record TocEntry(string Id, string Text, int Level);

/// <summary>What the template of web posts may read. Absent things are null, never empty.</summary>
sealed record WebView
{
    const int WordsPerMinute = 200;
    const int LongInWords = 800;
    const int LongInHeadings = 4;

    public required string Language { get; init; }
    public required AiMark? Ai { get; init; }
    public required string? AiLine { get; init; }
    public required string Direction { get; init; }
    public required string Brand { get; init; }
    public required string? Site { get; init; }
    public required string? Logo { get; init; }
    public required string Fonts { get; init; }
    public required string Title { get; init; }
    public required string SeoTitle { get; init; }
    public required string? Description { get; init; }
    public required string? Canonical { get; init; }
    public required string? Image { get; init; }
    public required string? ImageAlt { get; init; }

    /// <summary>The excerpt, where the body does not open with the same words.</summary>
    public required string? Standfirst { get; init; }
    public required string? Date { get; init; }
    public required string? DateText { get; init; }
    public required string ReadingTime { get; init; }
    public required IReadOnlyList<string>? Tags { get; init; }
    public required IReadOnlyList<TocEntry>? Toc { get; init; }
    public required IReadOnlyList<Element> Elements { get; init; }
    public required Palette Palette { get; init; }
    public required Labels Labels { get; init; }
    public required Markup StructuredData { get; init; }

    public static WebView Of(RenderRequest request)
    {
        var (content, brand) = (request.Content, request.Brand);
        var labels = Labels.In(content.Language);
        var body = content.Body.ToList();
        var pictures = PictureElements.Of(request);
        var elements = Anchored([.. pictures.Above, .. Rendering.Elements.Of(body), .. pictures.Below], out var headings);
        var words = body.Sum(p => Words.Of(p.Text).Count);
        var minutes = Math.Max(1, (words + WordsPerMinute - 1) / WordsPerMinute);
        var excerpt = Printable.OrNull(content.TextOf(PartRole.Excerpt));
        var title = Printable.OrNull(content.TextOf(PartRole.Title)) ?? Printable.OrNull(content.TextOf(PartRole.Subject)) ?? Printable.Of(brand.Name);
        var picture = elements.Find(e => e.Kind == "image");
        var view = new WebView
        {
            Language = PageLanguage.Tag(content.Language),
            Ai = AiMark.Of(request.Ai),
            AiLine = AiDisclosures.LineOf(request.Ai, request.Brand),
            Direction = PageLanguage.IsRightToLeft(content.Language) ? "rtl" : "ltr",
            Brand = Printable.Of(brand.Name),
            Site = WebAddress.Picture(brand.Site),
            Logo = WebAddress.Picture(brand.Logo),
            Fonts = FontStack.Of(brand.Fonts),
            Title = title,
            SeoTitle = Printable.OrNull(content.TextOf(PartRole.SeoTitle)) ?? title,
            Description = Printable.OrNull(content.TextOf(PartRole.SeoDescription)) ?? excerpt,
            Canonical = content.Slug is { } slug ? SiteAddress.Of(brand, slug) : null,
            Image = picture is null ? WebAddress.Picture(brand.Logo) : WebAddress.Picture(picture.Url) ?? (SiteAddress.Of(brand) is { } site ? $"{site}/{picture.Url}" : null),
            ImageAlt = picture is null ? null : Printable.OrNull(picture.Text),
            Standfirst = excerpt is null || OpensWith(body, excerpt) ? null : excerpt,
            Date = request.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateText = labels.Spell(request.Date),
            ReadingTime = labels.MinutesToRead.Replace("{0}", minutes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            Tags = content.Tags.Count > 0 ? [.. content.Tags.Select(Printable.Of)] : null,
            Toc = headings.Count >= LongInHeadings || words > LongInWords && headings.Count > 1 ? headings : null,
            Elements = elements,
            Palette = Palette.Of(brand),
            Labels = labels,
            StructuredData = new(""),
        };
        return view with { StructuredData = new(Rendering.StructuredData.Of(view, isNews: request.Template == "announcement", words)) };
    }

    static bool OpensWith(List<DraftPart> body, string excerpt)
    {
        var first = body.Find(p => p.Role is PartRole.Paragraph or PartRole.Intro);
        var opening = excerpt.TrimEnd('…', ' ', '.');
        return first is not null && (first.Text.StartsWith(opening, StringComparison.Ordinal) || opening.StartsWith(first.Text.TrimEnd('.'), StringComparison.Ordinal));
    }

    static List<Element> Anchored(List<Element> elements, out List<TocEntry> headings)
    {
        headings = [];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i] is not { Kind: "heading", Level: <= 3 } heading) continue;
            var slug = Slug.From(heading.Text, 60);
            var id = slug;
            for (var n = 2; !taken.Add(id); n++) id = $"{slug}-{n}";
            elements[i] = heading with { Id = id };
            headings.Add(new(id, heading.Text, heading.Level));
        }
        return elements;
    }
}
