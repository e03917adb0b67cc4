using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Rendering;

/// <summary>A draft and the brand that it is drawn with.</summary>
public sealed record RenderRequest
{
    public required ChannelKind Channel { get; init; }
    public required DraftContent Content { get; init; }
    public required Brand Brand { get; init; }

    /// <summary>Email template; on the web only <c>announcement</c> matters: such a post calls itself news in its structured data.</summary>
    public required string Template { get; init; }

    /// <summary>Day of the edition, for the header and for structured data; null where nobody has said one: then no page shows any.</summary>
    public required DateOnly? Date { get; init; }

    /// <summary>Addresses of the draft's pictures by file; one without an address is not drawn.</summary>
    public IReadOnlyDictionary<Guid, string> Pictures { get; init; } = new Dictionary<Guid, string>();

    /// <summary>How much a model wrote; stands in pages and letters for machines to read.</summary>
    public AiShare Ai { get; init; }
}

/// <summary>
/// Draws drafts: email and web as complete HTML pages, everything as plain text. Deterministic, no network. All tags come from our
/// templates, all text is escaped, and addresses other than http, https and mailto never become links.
/// </summary>
public static class DraftRenderer
{
    const int MaxParts = 100_000;
    const int MaxCharacters = 12 * 1024 * 1024;

    /// <summary>A complete HTML page for email and web; null for social.</summary>
    public static string? Html(RenderRequest request) => Bounded(request).Channel.Family switch
    {
        ChannelFamily.Email => LiquidTemplates.Render("email/" + EmailTemplates.Known(request.Template), EmailView.Of(request)),
        ChannelFamily.Web => LiquidTemplates.Render("web/post", WebView.Of(request)),
        _ => null,
    };

    /// <summary>The text of a web post alone, for pages of other makers: without head, title and style.</summary>
    public static string Fragment(RenderRequest request) => LiquidTemplates.Render("web/fragment", WebView.Of(Bounded(request)));

    /// <summary>The text of a web post as Markdown, without its title.</summary>
    public static string Markdown(RenderRequest request) => MarkdownText.Of(WebView.Of(Bounded(request)));

    /// <summary>The plain text twin; the posts of a thread are separated by a line of three dashes.</summary>
    public static string Text(RenderRequest request) => Bounded(request).Channel.Family switch
    {
        ChannelFamily.Email => PlainText.OfEmail(EmailView.Of(request)),
        ChannelFamily.Web => PlainText.OfPost(WebView.Of(request)),
        _ => string.Join("\n\n---\n\n", request.Content.Posts),
    };

    static RenderRequest Bounded(RenderRequest request)
    {
        var parts = request.Content.Parts;
        if (parts.Count > MaxParts || parts.Sum(p => p.Sentences.Sum(s => (long)s.Text.Length)) > MaxCharacters)
            throw new DomainRuleException("draft.too_large", "This draft is too large to draw. Shorten it or split it.", StatusCodes.Status413PayloadTooLarge);
        return request;
    }
}
