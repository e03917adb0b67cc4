using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.LinkedIn;

/// <summary>
/// Uploads a picture of a post: LinkedIn names it and says where its bytes go, then works it through.
/// Source: learn.microsoft.com/linkedin/marketing/community-management/shares/images-api.
/// </summary>
sealed class LinkedInImages(ApiLine line, Looks looks, string author, Func<HttpMethod, string, ApiCall> call, Func<ApiAnswer, ChannelAnswer> refusal)
{
    public async Task<(string? Urn, ChannelAnswer? Failure)> UploadAsync(LoadedPicture picture, CancellationToken ct)
    {
        var begun = await line.CallAsync(call(HttpMethod.Post, "rest/images?action=initializeUpload").With(new JsonObject { ["initializeUploadRequest"] = new JsonObject { ["owner"] = author } }), ct);
        if (!begun.Good || begun.Text("value", "image") is not { } urn || begun.Text("value", "uploadUrl") is not { } address) return (null, refusal(begun));
        var put = await line.CallAsync(To(address) with { Body = picture.Bytes, ContentType = picture.ContentType }, ct);
        if (!put.Good) return (null, refusal(put));
        return await looks.UntilDoneAsync(() => LookAsync(urn, ct), new(ChannelProblem.Media, "LinkedIn is still working on a picture."), ct) is { } failure ? (null, failure) : (urn, null);
    }

    /// <summary>The token goes to LinkedIn's own hosts and to no other, whatever address was named.</summary>
    ApiCall To(string address)
    {
        var own = call(HttpMethod.Put, "");
        var (host, named) = (new Uri(own.Address).Host, Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : "");
        return own with { Address = address, Headers = named == host || named.EndsWith(".linkedin.com", StringComparison.OrdinalIgnoreCase) ? own.Headers : [] };
    }

    async Task<Look> LookAsync(string urn, CancellationToken ct)
    {
        var state = await line.CallAsync(call(HttpMethod.Get, $"rest/images/{Uri.EscapeDataString(urn)}"), ct);
        // A member's token rarely may look; then the post is taken as it is.
        if (state.Status == 403) return new(true);
        if (!state.Good) return new(false, refusal(state));
        return state.Text("status") == "PROCESSING_FAILED" ? new(false, new ChannelAnswer.Rejected(ChannelProblem.Media, "LinkedIn can't read a picture. Choose another one.", state.Said)) : new(state.Text("status") == "AVAILABLE");
    }

    /// <summary>As a post shows them.</summary>
    public static JsonObject Content(IReadOnlyList<DispatchPicture> pictures, IReadOnlyList<string> urns)
    {
        var all = urns.Select((urn, i) => new JsonObject { ["id"] = urn, ["altText"] = pictures[i].AltText }).ToArray();
        return all is [var one] ? new() { ["media"] = one } : new() { ["multiImage"] = new JsonObject { ["images"] = new JsonArray([.. all]) } };
    }
}
