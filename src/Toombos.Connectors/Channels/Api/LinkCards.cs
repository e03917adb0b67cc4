using AngleSharp.Html.Dom;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources.Html;
using Toombos.Connectors.Sources.Page;

namespace Toombos.Connectors.Channels.Api;

/// <summary>
/// Asks the page behind a link what it says of itself (ogp.me), within narrow bounds: no post waits long for its card, or fails for want of one.
/// </summary>
public sealed class LinkCards(OutboundHttp http, TimeProvider time)
{
    const int Most = 512 * 1024, LongestTitle = 300, LongestDescription = 1000;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <returns>Null where the page does not answer in time, or says nothing of itself.</returns>
    internal async Task<LinkCard?> ReadAsync(string address, CancellationToken ct)
    {
        if (await GetAsync(address, PageSource.Accepted, whole: false, ct) is not { ContentType.MediaType: "text/html" or "application/xhtml+xml", Address: { } at } answer) return null;
        // What a page says of itself stands at its beginning, which ends wherever it was cut; no letter is left half.
        if (PageText.Decode(answer.Body.Span[..(answer.Body.Span.LastIndexOf((byte)'>') + 1)], answer.ContentType?.CharSet) is not { } html || PageText.Parse(html) is not { } page) return null;
        using (page) return Of(page, address, at);
    }

    LinkCard? Of(IHtmlDocument page, string address, Uri at)
    {
        if ((Said(page, "og:title") ?? LineOf(page.Title, LongestTitle)) is not { } title) return null;
        var picture = page.QuerySelector("meta[property='og:image'], meta[property='og:image:url']")?.GetAttribute("content") is { } image && InlineMarkdown.Followed(image, at) is { } there
            ? new DispatchPicture("card", "", ct => LoadAsync(there, ct)) : null;
        return new(address, title, Said(page, "og:description") ?? LineOf(page.QuerySelector("meta[name='description' i]")?.GetAttribute("content"), LongestDescription) ?? "", picture);
    }

    async Task<(LoadedPicture?, ChannelAnswer?)> LoadAsync(string address, CancellationToken ct) =>
        await GetAsync(address, "image/jpeg, image/png, image/webp;q=0.9", whole: true, ct) is { ContentType.MediaType: "image/jpeg" or "image/png" or "image/webp" } found
            ? (new(found.Body, found.ContentType.MediaType, 0, 0), null) : (null, new ChannelAnswer.Rejected(ChannelProblem.Media, "The picture of the page can't be fetched."));

    async Task<HttpAnswer.Answered?> GetAsync(string address, string accepted, bool whole, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            return await http.GetAsync(address, headers => headers.Accept.ParseAdd(accepted), most: whole ? Most : null, beginning: whole ? null : Most, ct: either.Token) is HttpAnswer.Answered { Status: 200 } answer ? answer : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    static string? Said(IHtmlDocument page, string name) =>
        LineOf(page.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content"), name == "og:title" ? LongestTitle : LongestDescription);

    static string? LineOf(string? text, int longest) => text is null ? null : AnswerText.Line(text, longest);
}
