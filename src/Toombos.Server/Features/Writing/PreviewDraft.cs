using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing;

/// <summary>A draft as its readers would see it: a saved version, or a text that nobody has saved yet.</summary>
static class PreviewDraft
{
    public static async Task<Ok<DraftPreview>> Saved(Guid id, int? version, DraftDesk desk, DraftPictures pictures, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, version, ct);
        return TypedResults.Ok(open.Preview(open.Version.Content, await desk.ChecksOfAsync(open.Version, ct), await pictures.ShowAsync(open.Version.Content, ct)));
    }

    public static async Task<Ok<DraftPreview>> Unsaved(Guid id, PreviewDraftRequest request, DraftDesk desk, DraftPictures pictures, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, null, ct);
        var content = await pictures.FillAsync(open.Apply(request.Text), ct);
        return TypedResults.Ok(open.Preview(content, open.Check(content), await pictures.ShowAsync(content, ct)));
    }

    /// <summary>The page itself, shut in: no script, no form, no frame of ours around it.</summary>
    public static async Task<ContentHttpResult> Html(Guid id, int? version, HttpResponse response, DraftDesk desk, DraftPictures pictures, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, version, ct);
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:";
        var preview = open.Preview(open.Version.Content, open.Version.Checks, await pictures.ShowAsync(open.Version.Content, ct));
        return preview.Html is { } html ? TypedResults.Text(html, "text/html; charset=utf-8") : TypedResults.Text(preview.Text, "text/plain; charset=utf-8");
    }

    public static async Task<ContentHttpResult> Text(Guid id, int? version, DraftDesk desk, DraftPictures pictures, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, version, ct);
        return TypedResults.Text(open.Preview(open.Version.Content, open.Version.Checks, await pictures.ShowAsync(open.Version.Content, ct)).Text, "text/plain; charset=utf-8");
    }
}
