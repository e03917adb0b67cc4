using System.Net;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Ghost;

/// <summary>The pictures of a post: the first is its feature image, the others stand below the text. Source: docs.ghost.org/admin-api/images/uploading-an-image.</summary>
sealed class GhostImages(ApiLine line, ApiCall upload, Func<ApiAnswer, ChannelAnswer> refusal)
{
    /// <summary>Characters that Ghost takes for the words of a feature image.</summary>
    const int LongestAlt = 191;

    public async Task<(string? Address, ChannelAnswer? Failure)> UploadAsync(DispatchPicture picture, LoadedPicture loaded, CancellationToken ct)
    {
        var taken = await line.CallAsync(new FormBody().Add("purpose", "image").Add("file", loaded.FileName(picture.Key), loaded).Into(upload), ct);
        var image = taken.Each("images").FirstOrDefault();
        return taken.Good && image.ValueKind == System.Text.Json.JsonValueKind.Object && image.TryGetProperty("url", out var url) && url.GetString() is { } address ? (address, null) : (null, refusal(taken));
    }

    /// <summary>A post that has none has its feature image taken away.</summary>
    public static void Place(JsonObject post, IReadOnlyList<DispatchPicture> pictures, IReadOnlyList<string> addresses)
    {
        var words = pictures.Count > 0 ? pictures[0].AltText : null;
        post["feature_image"] = addresses.Count > 0 ? addresses[0] : null;
        post["feature_image_alt"] = words?.Length > LongestAlt ? words[..(LongestAlt - 1)] + "…" : words;
    }

    public static string Below(IReadOnlyList<DispatchPicture> pictures, IReadOnlyList<string> addresses) =>
        string.Concat(addresses.Skip(1).Select((address, i) => $"\n<figure><img src=\"{WebUtility.HtmlEncode(address)}\" alt=\"{WebUtility.HtmlEncode(pictures[i + 1].AltText)}\"></figure>"));
}
