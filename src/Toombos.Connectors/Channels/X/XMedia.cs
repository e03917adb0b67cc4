using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.X;

/// <summary>Uploads a picture of a post and says what it shows. Source: docs.x.com/x-api/media.</summary>
sealed class XMedia(ApiLine line, Looks looks, Func<HttpMethod, string, ApiCall> call, Func<ApiAnswer, ChannelAnswer> refusal)
{
    public async Task<(string? Id, ChannelAnswer? Failure)> UploadAsync(DispatchPicture picture, LoadedPicture loaded, CancellationToken ct)
    {
        var taken = await line.CallAsync(new FormBody().Add("media_category", "tweet_image").Add("media_type", loaded.ContentType).Add("media", loaded.FileName(picture.Key), loaded).Into(call(HttpMethod.Post, "media/upload")), ct);
        if (!taken.Good || taken.Text("data", "id") is not { } id) return (null, refusal(taken));
        if (StateOf(taken) is not null && await looks.UntilDoneAsync(() => LookAsync(id, ct), new(ChannelProblem.Media, "X is still working on a picture."), ct) is { } failure) return (null, failure);
        if (picture.AltText.Length == 0) return (id, null);
        var told = await line.CallAsync(call(HttpMethod.Post, "media/metadata").With(new JsonObject { ["id"] = id, ["metadata"] = new JsonObject { ["alt_text"] = new JsonObject { ["text"] = picture.AltText } } }), ct);
        return told.Good ? (id, null) : (null, refusal(told));
    }

    async Task<Look> LookAsync(string id, CancellationToken ct)
    {
        var state = await line.CallAsync(call(HttpMethod.Get, $"media/upload?command=STATUS&media_id={Uri.EscapeDataString(id)}"), ct);
        if (!state.Good) return new(false, refusal(state));
        return StateOf(state) == "failed" ? new(false, new ChannelAnswer.Rejected(ChannelProblem.Media, "X can't read a picture. Choose another one.", state.Said)) : new(StateOf(state) is null or "succeeded");
    }

    /// <summary>Null where it is ready.</summary>
    static string? StateOf(ApiAnswer answer) => answer.Text("data", "processing_info", "state");
}
