using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>Where services of Meta differ in words only.</summary>
/// <param name="Make">Path under which containers are made.</param>
/// <param name="Publish">Path under which they are published.</param>
/// <param name="State">Field that says how far one is.</param>
/// <param name="Error">Field that says what is wrong with it.</param>
/// <param name="Picture">Type of a container with one picture, where it must be said.</param>
sealed record ContainerWords(string Make, string Publish, string State, string Error, string? Picture);

/// <summary>
/// Posts through containers: each is made, kept in mind, waited for, and then published. One that nobody publishes is seen by nobody, and one is published only
/// once, so a lost answer never makes two posts. Pictures are fetched from their addresses. Sources: developers.facebook.com/docs/threads/posts and
/// developers.facebook.com/docs/instagram-platform/content-publishing.
/// </summary>
sealed class MetaContainers(ApiLine line, Looks looks, IDispatchMemory memory, ContainerWords words, Func<HttpMethod, string, ApiCall> call)
{
    string Service => call(HttpMethod.Get, "").Service;

    /// <param name="name">Under which the container is kept.</param>
    /// <param name="content">The text, and what else belongs to the post.</param>
    /// <param name="find">Looks for the post.</param>
    public async Task<ChannelAnswer> PostAsync(string name, JsonObject content, IReadOnlyList<DispatchPicture> pictures, Func<Task<ReadBack>> find, CancellationToken ct)
    {
        var known = memory.Recall(name);
        var (id, failure) = known is null ? await MakeAsync(content, pictures, ct) : (known, null);
        if (id is null) return failure!;
        if (known is null) await memory.KeepAsync(name, id, ct);
        // What was made just now, and has nothing to be fetched, is ready.
        if (known is not null || pictures.Count > 0)
        {
            var (state, stopped) = await WaitAsync(id, ct);
            if (state is "PUBLISHED" or "EXPIRED" && await find() is ReadBack.Found found) return new ChannelAnswer.Delivered(Confirmed: true, found.Reference);
            if (state == "PUBLISHED") return new ChannelAnswer.Unclear($"{Service} says that the post is published, but does not list it yet.");
            if (IsLost(state)) await ForgetAsync([name, .. pictures.Select(ItemOf)], ct);
            if (stopped is not null) return stopped;
        }
        var posted = await line.CallAsync(call(HttpMethod.Post, words.Publish).With(new JsonObject { ["creation_id"] = id }), ct);
        return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id")) : MetaErrors.Refusal(posted);
    }

    async Task<(string? Id, ChannelAnswer? Failure)> MakeAsync(JsonObject content, IReadOnlyList<DispatchPicture> pictures, CancellationToken ct)
    {
        if (pictures.Count == 0) return await CreateAsync(content, ct);
        if (pictures is [var only]) return await CreateAsync(content, only, ct);
        var items = new List<string>(pictures.Count);
        foreach (var picture in pictures)
        {
            if (memory.Recall(ItemOf(picture)) is not { } item)
            {
                var (made, failure) = await CreateAsync(new() { ["is_carousel_item"] = true }, picture, ct);
                if (made is null) return (null, failure);
                await memory.KeepAsync(ItemOf(picture), item = made, ct);
            }
            items.Add(item);
        }
        foreach (var item in items)
        {
            var (state, stopped) = await WaitAsync(item, ct);
            if (IsLost(state)) await ForgetAsync(pictures.Select(ItemOf), ct);
            if (stopped is not null) return (null, stopped);
        }
        (content["media_type"], content["children"]) = ("CAROUSEL", string.Join(',', items));
        return await CreateAsync(content, ct);
    }

    async Task<(string? Id, ChannelAnswer? Failure)> CreateAsync(JsonObject content, DispatchPicture picture, CancellationToken ct)
    {
        var (address, missing) = await PictureUpload.AddressOfAsync(picture, ct);
        if (address is null) return (null, missing);
        if (words.Picture is { } type) content["media_type"] = type;
        (content["image_url"], content["alt_text"]) = (address, picture.AltText);
        return await CreateAsync(content, ct);
    }

    /// <summary>A container whose answer was lost is left alone: nobody sees it, and it is gone after a day.</summary>
    async Task<(string? Id, ChannelAnswer? Failure)> CreateAsync(JsonObject content, CancellationToken ct)
    {
        var made = await line.CallAsync(call(HttpMethod.Post, words.Make).With(content), ct);
        if (made.Good && made.Text("id") is { } id) return (id, null);
        return (null, MetaErrors.Refusal(made) is ChannelAnswer.Unclear lost ? new ChannelAnswer.TryLater(ChannelProblem.Transient, lost.Sentence) : MetaErrors.Refusal(made));
    }

    async Task<(string? State, ChannelAnswer? Failure)> WaitAsync(string id, CancellationToken ct)
    {
        var state = default(string);
        var stopped = await looks.UntilDoneAsync(async () =>
        {
            var look = await line.CallAsync(call(HttpMethod.Get, $"{Uri.EscapeDataString(id)}?fields={words.State},{words.Error}"), ct);
            state = MetaErrors.IsGone(look) ? "EXPIRED" : look.Text(words.State);
            return state switch
            {
                "FINISHED" or "PUBLISHED" => new(true),
                "ERROR" => new(false, new ChannelAnswer.Rejected(ChannelProblem.Media, $"{Service} can't take a picture. It must be able to fetch it from this server. It said: {look.Text(words.Error)}", look.Said)),
                "EXPIRED" => new(false, new ChannelAnswer.TryLater(ChannelProblem.Transient, $"{Service} has thrown the post away, because it waited for longer than a day. It is made anew.")),
                _ => new(false, look.Good ? null : MetaErrors.Refusal(look)),
            };
        }, new(ChannelProblem.Media, $"{Service} is still fetching a picture.", TimeSpan.FromSeconds(30)), ct);
        return (state, stopped);
    }

    async Task ForgetAsync(IEnumerable<string> names, CancellationToken ct)
    {
        foreach (var name in names) await memory.KeepAsync(name, null, ct);
    }

    /// <summary>It will never be published any more.</summary>
    static bool IsLost(string? state) => state is "ERROR" or "EXPIRED";

    static string ItemOf(DispatchPicture picture) => "item-" + picture.Key;
}
