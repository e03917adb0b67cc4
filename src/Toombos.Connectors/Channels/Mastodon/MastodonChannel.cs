using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Mastodon;

/// <summary>
/// Posts threads to Mastodon. Its server remembers an Idempotency-Key for an hour; what may be older is looked for among the account's own posts first.
/// Source: docs.joinmastodon.org/methods/statuses.
/// </summary>
public sealed class MastodonChannel(ApiLine line, TimeProvider time) : PostChannel<MastodonAccount>, IMeasures, ITellsLimits
{
    const string Address = "address";

    public static Connector Kind { get; } = new()
    {
        Kind = "mastodon", Name = "Mastodon", Purpose = "Posts and threads of an account at any Mastodon server.", Publishes = Publishes.Posts, Takes = ["mastodon"], Removes = true, Edits = true, Pictures = PictureWay.Sent, Trial = Trial.Hidden, Measures = [Metric.Likes, Metric.Reposts, Metric.Replies, Metric.Quotes],
        Form = AccountForm.Of<MastodonAccount>(), Guide = "https://docs.joinmastodon.org/client/token/",
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(MastodonAccount account, CancellationToken ct)
    {
        var server = await InstanceAsync(account, ct);
        if (!server.Good) return [CheckedPoints.Bad("Server", server.Status == 404 ? new ChannelAnswer.Rejected(ChannelProblem.Permission, "There is no Mastodon server of version 4 or newer at this address. Look at its spelling.") : server.Refusal())];
        var longest = MastodonLimits.Of(server).TryGetValue("post", out var most) ? string.Create(CultureInfo.InvariantCulture, $" It takes {most:N0} characters a post.") : "";
        var points = new List<CheckedPoint> { new(true, "Server", $"{server.Text("title") ?? account.Target} answers, version {server.Text("version")}.{longest}") };
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "api/v1/accounts/verify_credentials"), ct);
        points.Add(who.Good ? new(true, "Account", $"The token belongs to @{who.Text("acct")}.") : CheckedPoints.Bad("Account", Refusal(who)));
        return points;
    }

    public async Task<IReadOnlyDictionary<string, int>> LimitsAsync(ChannelAccount account, CancellationToken ct) => MastodonLimits.Of(await InstanceAsync((MastodonAccount)account, ct));

    Task<ApiAnswer> InstanceAsync(MastodonAccount account, CancellationToken ct) => line.CallAsync(new("The server", HttpMethod.Get, Url(account, "api/v2/instance")), ct);

    protected override async Task<ChannelAnswer> PostAsync(MastodonAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var pictures = new KeptPictures(memory);
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, before) =>
        {
            var body = new JsonObject { ["status"] = posts.Texts[number], ["visibility"] = posts.IsTrial ? "direct" : account.Visibility.ToString().ToLowerInvariant(), ["language"] = posts.Language.Split('-')[0] };
            if (before is not null) body["in_reply_to_id"] = before;
            if (number == 0 && posts.Pictures.Count > 0)
            {
                var media = new MastodonMedia(line, new(time), Call(account, HttpMethod.Post, "api/v2/media"), Url(account, "api/v1/media/"), Refusal);
                var (ids, failure) = await pictures.UploadAsync(posts.Pictures, (picture, loaded) => media.UploadAsync(picture, loaded, ct), ct);
                if (ids is null) return failure!;
                body["media_ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]);
            }
            var posted = await line.CallAsync(Call(account, HttpMethod.Post, "api/v1/statuses").With(body).With("Idempotency-Key", $"{posts.Key}-{number}"), ct);
            // Pictures that no post shows are thrown away after a day.
            if (posted.Status is 404 or 422 && number == 0) await pictures.ForgetAsync(posts.Pictures, ct);
            if (!posted.Good) return Refusal(posted);
            if (number == 0 && posted.Text("url") is { } url) await memory.KeepAsync(Address, url, ct);
            return new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id"));
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : answer;
    }

    protected override async Task<ChannelAnswer?> TakeAwayAsync(MastodonAccount account, string id, CancellationToken ct)
    {
        var gone = await line.CallAsync(Call(account, HttpMethod.Delete, $"api/v1/statuses/{Uri.EscapeDataString(id)}"), ct);
        return !gone.Good && gone.Status != 404 ? Refusal(gone) : null;
    }

    /// <summary>Whatever an edit leaves out is taken away by it, so it is told what is there.</summary>
    protected override async Task<ChannelAnswer?> ChangeAsync(MastodonAccount account, string id, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var path = $"api/v1/statuses/{Uri.EscapeDataString(id)}";
        var there = await line.CallAsync(Call(account, HttpMethod.Get, path), ct);
        if (there.Text("id") is null) return there.Status == 404 ? Gone(there) : Refusal(there);
        var body = new JsonObject
        {
            ["status"] = posts.Texts[number], ["language"] = posts.Language.Split('-')[0], ["spoiler_text"] = there.Text("spoiler_text"), ["sensitive"] = there.Json.TryGetProperty("sensitive", out var hidden) && hidden.ValueKind == JsonValueKind.True,
            ["media_ids"] = new JsonArray([.. there.Each("media_attachments").Select(media => JsonValue.Create(media.GetProperty("id").GetString()))]),
        };
        var changed = await line.CallAsync(Call(account, HttpMethod.Put, path).With(body), ct);
        return changed.Good ? null : changed.Status == 404 ? Gone(changed) : Refusal(changed);
    }

    protected override Task<Measured> FiguresAsync(MastodonAccount account, IReadOnlyList<string> references, CancellationToken ct) => Measuring.EachAsync(references,
        id => line.CallAsync(Call(account, HttpMethod.Get, $"api/v1/statuses/{Uri.EscapeDataString(id)}"), ct), answer => answer.Status == 404, Refusal,
        post => Measuring.Of(post.Json, (Metric.Likes, "favourites_count"), (Metric.Reposts, "reblogs_count"), (Metric.Replies, "replies_count"), (Metric.Quotes, "quotes_count")));

    /// <summary>Looks among the account's newest posts for one that says the same.</summary>
    protected override async Task<ReadBack> FindAsync(MastodonAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "api/v1/accounts/verify_credentials"), ct);
        if (!who.Good) return who.NotRead();
        var recent = await line.CallAsync(Call(account, HttpMethod.Get, $"api/v1/accounts/{Uri.EscapeDataString(who.Text("id") ?? "")}/statuses?limit=40&exclude_reblogs=true"), ct);
        if (!recent.Good) return recent.NotRead();
        return Among(recent.Each().Select(post => (post.Text("id"), Fingerprint.OfHtml(post.Text("content") ?? ""), post.GetProperty("created_at").GetDateTimeOffset())), Fingerprint.Of(posts.Texts[number]), posts.At);
    }

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("error");
        return answer.Status switch
        {
            403 when said?.Contains("scope", StringComparison.OrdinalIgnoreCase) == true => new ChannelAnswer.Rejected(ChannelProblem.Permission, "The token has not all rights that are needed. Make one with read:accounts, read:statuses, write:statuses and write:media.", answer.Said),
            429 => answer.Refusal(said, DateTimeOffset.TryParse(answer.Answered!.Header("X-RateLimit-Reset"), CultureInfo.InvariantCulture, out var reset) && reset > DateTimeOffset.UnixEpoch ? answer.Until(reset) : null),
            _ => answer.Refusal(said),
        };
    }

    static ApiCall Call(MastodonAccount account, HttpMethod method, string path) =>
        new ApiCall("Mastodon", method, Url(account, path)) { Secrets = [account.AccessToken] }.With("Authorization", $"Bearer {account.AccessToken}");

    static string Url(MastodonAccount account, string path) => $"{account.Server.TrimEnd('/')}/{path}";
}
