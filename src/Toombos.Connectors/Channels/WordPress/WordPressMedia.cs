using System.Net;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.WordPress;

/// <summary>
/// Puts the pictures of a post into the site's media library: the first becomes its featured picture, the others stand below the text. Each has a slug of its own,
/// so one that was uploaded before is found again. Source: developer.wordpress.org/rest-api/reference/media.
/// </summary>
sealed class WordPressMedia(IDispatchMemory memory, Func<HttpMethod, string, string, Func<ApiCall, ApiCall>, Task<ApiAnswer>> call, Func<ApiAnswer, ChannelAnswer> refusal)
{
    const string Media = "/wp/v2/media";

    /// <returns>Why a picture could not be placed; null where all were.</returns>
    public async Task<ChannelAnswer?> PlaceAsync(Dispatch.Article article, JsonObject body, CancellationToken ct)
    {
        var below = "";
        for (var i = 0; i < article.Pictures.Count; i++)
        {
            var picture = article.Pictures[i];
            var (there, failure) = await FindAsync(picture) is { } found ? (found, null) : await UploadAsync(picture, ct);
            if (there is not var (id, address)) return failure;
            var described = await call(HttpMethod.Post, $"{Media}/{id}", "", c => c.With(new JsonObject { ["alt_text"] = picture.AltText }));
            if (!described.Good) return PictureUpload.Harmless(refusal(described));
            await memory.KeepAsync(NameOf(picture), id, ct);
            if (i == 0) body["featured_media"] = JsonNode.Parse(id);
            else below += $"\n<figure class=\"wp-block-image\"><img src=\"{WebUtility.HtmlEncode(address)}\" alt=\"{WebUtility.HtmlEncode(picture.AltText)}\"></figure>";
        }
        if (below.Length > 0) body["content"] = body["content"] + below;
        // A post that had a picture before and has none now.
        if (article is { Pictures.Count: 0, Replaces: not null }) body["featured_media"] = 0;
        return null;
    }

    async Task<(string Id, string Address)?> FindAsync(DispatchPicture picture)
    {
        var known = memory.Recall(NameOf(picture)) is { } id
            ? await call(HttpMethod.Get, $"{Media}/{id}", "_fields=id,source_url", c => c)
            : await call(HttpMethod.Get, Media, $"slug={SlugOf(picture)}&_fields=id,source_url", c => c);
        if (known.Text("id") is { } one) return (one, known.Text("source_url") ?? "");
        foreach (var found in known.Each()) return (found.GetProperty("id").GetRawText(), found.GetProperty("source_url").GetString() ?? "");
        return null;
    }

    async Task<((string Id, string Address)?, ChannelAnswer?)> UploadAsync(DispatchPicture picture, CancellationToken ct)
    {
        var (loaded, missing) = await picture.LoadAsync(ct);
        if (loaded is null) return (null, missing);
        var uploaded = await call(HttpMethod.Post, Media, $"slug={SlugOf(picture)}", c => (c with { Body = loaded.Bytes, ContentType = loaded.ContentType })
            .With("Content-Disposition", $"attachment; filename=\"{loaded.FileName(SlugOf(picture))}\""));
        return uploaded.Good && uploaded.Text("id") is { } id ? ((id, uploaded.Text("source_url") ?? ""), null) : (null, PictureUpload.Harmless(refusal(uploaded)));
    }

    static string SlugOf(DispatchPicture picture) => "toombos-" + picture.Key;

    static string NameOf(DispatchPicture picture) => "media-" + picture.Key;
}
