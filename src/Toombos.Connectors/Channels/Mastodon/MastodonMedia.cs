using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Mastodon;

/// <summary>
/// Uploads the pictures of a post and waits until the server has made its copies of them. What a picture is called is kept, so that whoever goes on does not upload
/// it twice. Source: docs.joinmastodon.org/methods/media.
/// </summary>
sealed class MastodonMedia(ApiLine line, TimeProvider time, IDispatchMemory memory, ApiCall upload, string media)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    const int Looks = 8;

    public async Task<(JsonArray? Ids, ChannelAnswer? Failure)> UploadAsync(IReadOnlyList<DispatchPicture> pictures, Func<ApiAnswer, ChannelAnswer> refusal, CancellationToken ct)
    {
        var ids = new JsonArray();
        foreach (var picture in pictures)
        {
            if (memory.Recall(NameOf(picture)) is not { } id)
            {
                var (loaded, missing) = await picture.LoadAsync(ct);
                if (loaded is null) return (null, missing);
                var taken = await line.CallAsync(new FormBody().Add("description", picture.AltText).Add("file", loaded.FileName(picture.Key), loaded).Into(upload), ct);
                if (!taken.Good || taken.Text("id") is not { } given) return (null, PictureUpload.Harmless(refusal(taken)));
                if (taken.Status == 202 && await WaitAsync(given, refusal, ct) is { } failure) return (null, failure);
                await memory.KeepAsync(NameOf(picture), id = given, ct);
            }
            ids.Add(id);
        }
        return (ids, null);
    }

    public async Task ForgetAsync(IReadOnlyList<DispatchPicture> pictures, CancellationToken ct)
    {
        foreach (var picture in pictures) await memory.KeepAsync(NameOf(picture), null, ct);
    }

    async Task<ChannelAnswer?> WaitAsync(string id, Func<ApiAnswer, ChannelAnswer> refusal, CancellationToken ct)
    {
        for (var (look, pause) = (0, First); look < Looks; look++, pause *= 2)
        {
            await Task.Delay(pause, time, ct);
            var state = await line.CallAsync(upload with { Method = HttpMethod.Get, Address = media + Uri.EscapeDataString(id) }, ct);
            if (state.Status == 200) return null;
            if (state.Status != 206) return PictureUpload.Harmless(refusal(state));
        }
        return new ChannelAnswer.TryLater(ChannelProblem.Media, "Mastodon is still working on a picture.");
    }

    static string NameOf(DispatchPicture picture) => "media-" + picture.Key;
}
