using System.Text.Encodings.Web;
using Toombos.Client.Writing;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// A newsletter drawn once for all its readers, cut open where each one's own link belongs. A letter without a place for that link is none: it is never sent.
/// </summary>
sealed class LetterDraft
{
    /// <summary>As the templates write it. Text of documents can't contain it: their quotes are escaped.</summary>
    const string InHtml = "href=\"#unsubscribe\" data-placeholder=\"unsubscribe_url\"";

    /// <summary>The last of them is the footer's, whatever the text above says.</summary>
    const string InText = "#unsubscribe";

    readonly (string Before, string After) _html, _text;

    public LetterDraft(RenderRequest request)
    {
        Subject = request.Content.TextOf(PartRole.Subject) ?? request.Content.TextOf(PartRole.Title) ?? request.Brand.Name;
        (_html, _text) = (Cut(DraftRenderer.Html(request)!, InHtml), Cut(DraftRenderer.Text(request), InText));
    }

    public string Subject { get; }

    public string HtmlFor(string unsubscribe) => $"{_html.Before}href=\"{HtmlEncoder.Default.Encode(unsubscribe)}\"{_html.After}";

    public string TextFor(string unsubscribe) => $"{_text.Before}{unsubscribe}{_text.After}";

    static (string, string) Cut(string letter, string at)
    {
        var place = letter.LastIndexOf(at, StringComparison.Ordinal);
        return place < 0 ? throw new InvalidOperationException("The template has no place for the link that ends the subscription.") : (letter[..place], letter[(place + at.Length)..]);
    }
}
