using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Mastodon;

/// <summary>Uploads a picture of a post and waits until the server has made its copies of it. Source: docs.joinmastodon.org/methods/media.</summary>
sealed class MastodonMedia(ApiLine line, Looks looks, ApiCall upload, string media, Func<ApiAnswer, ChannelAnswer> refusal)
{
    public async Task<(string? Id, ChannelAnswer? Failure)> UploadAsync(DispatchPicture picture, LoadedPicture loaded, CancellationToken ct)
    {
        var taken = await line.CallAsync(new FormBody().Add("description", picture.AltText).Add("file", loaded.FileName(picture.Key), loaded).Into(upload), ct);
        if (!taken.Good || taken.Text("id") is not { } id) return (null, refusal(taken));
        return taken.Status == 202 && await looks.UntilDoneAsync(() => LookAsync(id, ct), new(ChannelProblem.Media, "Mastodon is still working on a picture."), ct) is { } failure ? (null, failure) : (id, null);
    }

    async Task<Look> LookAsync(string id, CancellationToken ct)
    {
        var state = await line.CallAsync(upload with { Method = HttpMethod.Get, Address = media + Uri.EscapeDataString(id) }, ct);
        return new(state.Status == 200, state.Status is 200 or 206 ? null : refusal(state));
    }
}
