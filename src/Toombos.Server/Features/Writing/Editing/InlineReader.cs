using System.Text;
using Markdig.Syntax.Inlines;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>What a line of Markdown says.</summary>
/// <param name="CallsToAction">Whether it begins with an arrow that its writer meant as one.</param>
sealed record InlineReading(string Text, IReadOnlyList<TextLink> Links, IReadOnlyList<TextLink> Images, bool CallsToAction);

/// <summary>Reads inline Markdown as plain text, links and images. Emphasis is dropped, its words stay.</summary>
static class InlineReader
{
    public static InlineReading Read(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        var links = new List<TextLink>();
        var images = new List<TextLink>();
        if (inlines is not null) Read(inlines, text, links, images);
        var arrow = inlines?.FirstChild is LiteralInline { IsFirstCharacterEscaped: false } first
            && (first.Content.CurrentChar is '→' || first.Content.ToString().StartsWith("->", StringComparison.Ordinal));
        return new(text.ToString().Trim(), links, images, arrow);
    }

    static void Read(ContainerInline container, StringBuilder text, List<TextLink> links, List<TextLink> images)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline line:
                    text.Append(line.IsHard ? '\n' : ' ');
                    break;
                case AutolinkInline auto:
                    AddLink(links, auto.Url, auto.IsEmail ? "mailto:" + auto.Url : auto.Url);
                    text.Append(auto.Url);
                    break;
                case LinkInline { IsImage: true } image:
                    var alt = new StringBuilder();
                    Read(image, alt, [], []);
                    images.Add(new(alt.ToString().Trim(), image.Url ?? ""));
                    break;
                case LinkInline link:
                    var start = text.Length;
                    Read(link, text, [], images);
                    AddLink(links, text.ToString(start, text.Length - start), link.Url);
                    break;
                case ContainerInline inner:
                    Read(inner, text, links, images);
                    break;
            }
        }
    }

    static void AddLink(List<TextLink> links, string words, string? address)
    {
        if (words.Trim() is { Length: > 0 } carried && WebAddress.Link(address) is { } url) links.Add(new(carried, url));
    }
}
