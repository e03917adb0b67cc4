using System.Globalization;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Bluesky;

/// <summary>
/// Posts threads to Bluesky. Each post is a record under a name and with a date that follow from the dispatch, put in place rather than created: the same again
/// changes nothing. Source: docs.bsky.app and the PDS itself.
/// </summary>
public sealed class BlueskyChannel(ApiLine line, BlueskySessions sessions, LinkCards cards) : PostChannel<BlueskyAccount>, IMeasures
{
    const string Collection = "app.bsky.feed.post";

    /// <summary>Bytes of a card's picture.</summary>
    const int LargestThumb = 1_000_000;

    public static Connector Kind { get; } = new()
    {
        Kind = "bluesky", Name = "Bluesky", Purpose = "Posts and threads, with links, hashtags and mentions that can be clicked, and a card below a link.", Publishes = Publishes.Posts, Takes = ["bluesky"], Removes = true, Pictures = PictureWay.Sent, Measures = [Metric.Likes, Metric.Reposts, Metric.Replies, Metric.Quotes, Metric.Bookmarks], Cards = true,
        Form = AccountForm.Of<BlueskyAccount>(), Guide = "https://bsky.app/settings/app-passwords",
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(BlueskyAccount account, CancellationToken ct)
    {
        sessions.Forget(account);
        var server = await line.CallAsync(new("The server", HttpMethod.Get, $"{account.Server.TrimEnd('/')}/xrpc/com.atproto.server.describeServer"), ct);
        if (!server.Good) return [CheckedPoints.Bad("Server", server.Refusal())];
        var (session, failure) = await sessions.OpenAsync(line, account, ct);
        return
        [
            new(true, "Server", $"{new Uri(account.Server).Host} answers."),
            session is null ? CheckedPoints.Bad("Account", failure!) : new(true, "Account", $"Handle and app password are accepted. Posts of @{session.Handle} are kept at {new Uri(session.Server).Host}."),
        ];
    }

    protected override async Task<ChannelAnswer> PostAsync(BlueskyAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var (session, failure) = await sessions.OpenAsync(line, account, ct);
        // Nothing was posted; but what an earlier attempt began is as much in doubt as before.
        if (session is null) return failure!;
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, root, parent) =>
        {
            var record = await RecordAsync(account, posts, number, root, parent, ct);
            if (number == 0 && posts.Pictures.Count > 0)
            {
                var (images, missing) = await ImagesAsync(account, posts.Pictures, ct);
                if (images is null) return missing!;
                record["embed"] = new JsonObject { ["$type"] = "app.bsky.embed.images", ["images"] = images };
            }
            else if (await CardAsync(account, posts, number, memory, ct) is { } card)
            {
                record["embed"] = new JsonObject { ["$type"] = "app.bsky.embed.external", ["external"] = card };
            }
            var put = await CallAsync(account, HttpMethod.Post, "com.atproto.repo.putRecord", did => new JsonObject
            {
                ["repo"] = did, ["collection"] = Collection, ["rkey"] = RecordKey.Of(posts.Key, number, posts.At), ["record"] = record.DeepClone(),
            }, ct);
            // A thumb that no post shows is thrown away after a while.
            if (put.Text("error") == "BlobNotFound") await memory.KeepAsync(CardOf(number), null, ct);
            return put.Good ? new ChannelAnswer.Delivered(Confirmed: true, NameOf(put)) : BlueskySessions.Refusal(put);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered delivered
            ? delivered with { Address = $"https://bsky.app/profile/{session.Did}/post/{RecordKey.Of(posts.Key, 0, posts.At)}" } : answer;
    }

    /// <summary>A picture is called by its content, so one that was uploaded before is the same again.</summary>
    async Task<(JsonArray? Images, ChannelAnswer? Failure)> ImagesAsync(BlueskyAccount account, IReadOnlyList<DispatchPicture> pictures, CancellationToken ct)
    {
        var images = new JsonArray();
        foreach (var picture in pictures)
        {
            var (loaded, missing) = await picture.LoadAsync(ct);
            if (loaded is null) return (null, missing);
            var uploaded = await UploadAsync(account, loaded, ct);
            if (!uploaded.Good) return (null, PictureUpload.Harmless(BlueskySessions.Refusal(uploaded)));
            images.Add(new JsonObject
            {
                ["image"] = BlobOf(uploaded), ["alt"] = picture.AltText,
                ["aspectRatio"] = new JsonObject { ["width"] = loaded.Width, ["height"] = loaded.Height },
            });
        }
        return (images, null);
    }

    /// <summary>The card of the first link. It is made once and kept, so that the record stays the same whoever goes on; what can't be made stops no post.</summary>
    async Task<JsonObject?> CardAsync(BlueskyAccount account, Dispatch.Posts posts, int number, IDispatchMemory memory, CancellationToken ct)
    {
        if (TextFacets.Of(posts.Texts[number]).FirstOrDefault(f => f.Kind == FacetKind.Link) is not { Value: var address }) return null;
        if (memory.Recall(CardOf(number)) is { } kept) return JsonNode.Parse(kept) as JsonObject;
        var card = posts.Cards.FirstOrDefault(c => c.Address == address) ?? await cards.ReadAsync(address, ct);
        var external = card is null ? null : new JsonObject { ["uri"] = address, ["title"] = card.Title, ["description"] = card.Description };
        if (card?.Picture is { } picture && (await picture.LoadAsync(ct)).Picture is { Bytes.Length: <= LargestThumb } loaded && await UploadAsync(account, loaded, ct) is { Good: true } uploaded) external!["thumb"] = BlobOf(uploaded);
        await memory.KeepAsync(CardOf(number), external?.ToJsonString() ?? "null", ct);
        return external;
    }

    Task<ApiAnswer> UploadAsync(BlueskyAccount account, LoadedPicture picture, CancellationToken ct) =>
        CallWithAsync(account, HttpMethod.Post, "com.atproto.repo.uploadBlob", (call, _) => call with { Body = picture.Bytes, ContentType = picture.ContentType }, ct);

    static JsonNode? BlobOf(ApiAnswer uploaded) => JsonNode.Parse(uploaded.Json.GetProperty("blob").GetRawText());

    static string CardOf(int number) => string.Create(CultureInfo.InvariantCulture, $"card-{number}");

    protected override async Task<ChannelAnswer?> TakeAwayAsync(BlueskyAccount account, string id, CancellationToken ct)
    {
        var key = id.Split(' ')[0].Split('/')[^1];
        var gone = await CallAsync(account, HttpMethod.Post, "com.atproto.repo.deleteRecord", did => new JsonObject { ["repo"] = did, ["collection"] = Collection, ["rkey"] = key }, ct);
        return gone.Good ? null : BlueskySessions.Refusal(gone);
    }

    /// <summary>The account's server passes the question on to the network's view of all posts, which is asked for 25 at once.</summary>
    protected override async Task<Measured> FiguresAsync(BlueskyAccount account, IReadOnlyList<string> references, CancellationToken ct)
    {
        var figures = new Dictionary<string, IReadOnlyDictionary<Metric, long>>();
        foreach (var some in references.Chunk(25))
        {
            var seen = await CallAsync(account, HttpMethod.Get, $"app.bsky.feed.getPosts?{string.Join('&', some.Select(name => $"uris={Uri.EscapeDataString(name.Split(' ')[0])}"))}", null, ct);
            if (!seen.Good) return new(figures, BlueskySessions.Refusal(seen));
            foreach (var (name, told) in Measuring.Among(some, seen.Each("posts"), post => some.FirstOrDefault(name => name.Split(' ')[0] == post.Text("uri")), post => Measuring.Of(post,
                (Metric.Likes, "likeCount"), (Metric.Reposts, "repostCount"), (Metric.Replies, "replyCount"), (Metric.Quotes, "quoteCount"), (Metric.Bookmarks, "bookmarkCount"))).Figures) figures[name] = told;
        }
        return new(figures);
    }

    protected override async Task<ReadBack> FindAsync(BlueskyAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var (session, failure) = await sessions.OpenAsync(line, account, ct);
        if (session is null) return new ReadBack.CannotTell(CheckedPoints.Bad("", failure!).Sentence);
        var found = await CallAsync(account, HttpMethod.Get, $"com.atproto.repo.getRecord?repo={Uri.EscapeDataString(session.Did)}&collection={Collection}&rkey={RecordKey.Of(posts.Key, number, posts.At)}", null, ct);
        return found.Good ? new ReadBack.Found(NameOf(found)) : found.Text("error") == "RecordNotFound" ? new ReadBack.Absent() : found.NotRead();
    }

    async Task<JsonObject> RecordAsync(BlueskyAccount account, Dispatch.Posts posts, int number, string? root, string? parent, CancellationToken ct)
    {
        var text = posts.Texts[number];
        var record = new JsonObject
        {
            ["$type"] = Collection, ["text"] = text, ["langs"] = new JsonArray(posts.Language),
            ["createdAt"] = posts.At.ToUniversalTime().AddMilliseconds(number).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        if (await FacetsAsync(account, text, ct) is { Count: > 0 } facets) record["facets"] = facets;
        if (parent is not null) record["reply"] = new JsonObject { ["root"] = Ref(root!), ["parent"] = Ref(parent) };
        return record;
    }

    /// <summary>Links, hashtags and mentions, which Bluesky does not see by itself. A name that nobody has stays plain text.</summary>
    async Task<JsonArray> FacetsAsync(BlueskyAccount account, string text, CancellationToken ct)
    {
        var facets = new JsonArray();
        foreach (var facet in TextFacets.Of(text))
        {
            var feature = facet.Kind switch
            {
                FacetKind.Link => new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = facet.Value },
                FacetKind.Hashtag => new JsonObject { ["$type"] = "app.bsky.richtext.facet#tag", ["tag"] = facet.Value },
                _ => (await CallAsync(account, HttpMethod.Get, $"com.atproto.identity.resolveHandle?handle={Uri.EscapeDataString(facet.Value)}", null, ct)).Text("did") is { } did ? new JsonObject { ["$type"] = "app.bsky.richtext.facet#mention", ["did"] = did } : null,
            };
            if (feature is not null) facets.Add(new JsonObject { ["index"] = new JsonObject { ["byteStart"] = facet.ByteStart, ["byteEnd"] = facet.ByteEnd }, ["features"] = new JsonArray(feature) });
        }
        return facets;
    }

    Task<ApiAnswer> CallAsync(BlueskyAccount account, HttpMethod method, string path, Func<string, JsonObject>? body, CancellationToken ct) =>
        CallWithAsync(account, method, path, (call, did) => body is null ? call : call.With(body(did)), ct);

    /// <summary>One call as the account; once more with a renewed session where the old one has run out, which the server says before it does anything.</summary>
    async Task<ApiAnswer> CallWithAsync(BlueskyAccount account, HttpMethod method, string path, Func<ApiCall, string, ApiCall> with, CancellationToken ct)
    {
        var (session, failure) = await sessions.OpenAsync(line, account, ct);
        for (var again = false; ; again = true)
        {
            if (session is not { } open) return new(new("Bluesky", method, path), null, failure);
            var call = new ApiCall("Bluesky", method, $"{open.Server}/xrpc/{path}") { Secrets = [account.AppPassword, open.Access, open.Refresh] }.With("Authorization", $"Bearer {open.Access}");
            var answer = await line.CallAsync(with(call, open.Did), ct);
            if (again || answer.Text("error") is not ("ExpiredToken" or "InvalidToken")) return answer;
            (session, failure) = await sessions.RenewAsync(line, account, open, ct);
        }
    }

    /// <summary>Address and hash of a record; answers name both.</summary>
    static string NameOf(ApiAnswer answer) => $"{answer.Text("uri")} {answer.Text("cid")}";

    static JsonObject Ref(string name) => name.Split(' ') is [var uri, var cid] ? new() { ["uri"] = uri, ["cid"] = cid } : throw new InvalidOperationException("A post of the thread has no name.");
}
