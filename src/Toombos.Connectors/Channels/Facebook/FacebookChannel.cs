using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>
/// Posts to a Facebook page. It knows no repetition; a post in doubt is looked for among the page's newest. Source: developers.facebook.com/docs/graph-api/reference/page/feed.
/// </summary>
public sealed class FacebookChannel(ApiLine line) : IChannel
{
    public static Connector Kind { get; } = new()
    {
        Kind = "facebook", Name = "Facebook", Purpose = "Posts on a page.", Publishes = Publishes.Posts, Takes = ["facebook"], Removes = true,
        Form = AccountForm.Of<FacebookAccount>(), Guide = "https://developers.facebook.com/docs/pages-api/getting-started",
        Version = new("v25.0", new(2028, 7, 29), new(2026, 11, 1), "https://developers.facebook.com/docs/graph-api/changelog/versions"),
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var mine = Mine(account);
        return dispatch switch
        {
            Dispatch.Posts posts => PostAsync(mine, posts, memory, ct),
            Dispatch.Removal removal => RemoveAsync(mine, removal, ct),
            _ => throw new ArgumentException("Facebook takes posts.", nameof(dispatch)),
        };
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        dispatch is Dispatch.Posts posts ? FindAsync(Mine(account), posts, 0, ct) : throw new ArgumentException("Facebook takes posts.", nameof(dispatch));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var mine = Mine(account);
        var page = await line.CallAsync(Call(mine, HttpMethod.Get, $"{mine.Page}?fields=name"), ct);
        if (!page.Good) return [CheckedPoints.Bad("Page", MetaErrors.Refusal(page))];
        var posts = await line.CallAsync(Recent(mine, 1), ct);
        return [new(true, "Page", $"The token belongs to {page.Text("name")}."), posts.Good ? new(true, "Rights", "The token may read what the page has posted.") : CheckedPoints.Bad("Rights", MetaErrors.Refusal(posts))];
    }

    async Task<ChannelAnswer> PostAsync(FacebookAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var posted = await line.CallAsync(Call(account, HttpMethod.Post, $"{account.Page}/feed").With(new JsonObject { ["message"] = posts.Texts[number], ["published"] = true }), ct);
            return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id")) : MetaErrors.Refusal(posted);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered { Reference: { } id } delivered ? delivered with { Address = $"https://www.facebook.com/{id}" } : answer;
    }

    async Task<ChannelAnswer> RemoveAsync(FacebookAccount account, Dispatch.Removal removal, CancellationToken ct)
    {
        foreach (var id in PostThread.PostsOf(removal))
        {
            var gone = await line.CallAsync(Call(account, HttpMethod.Delete, Uri.EscapeDataString(id)), ct);
            // What is no longer there is an error of its own at Meta: an object that does not exist.
            if (!gone.Good && !(gone.Text("error", "code") == "100" && gone.Text("error", "error_subcode") == "33")) return MetaErrors.Refusal(gone);
        }
        return new ChannelAnswer.Delivered(Confirmed: true, removal.Reference);
    }

    async Task<ReadBack> FindAsync(FacebookAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var recent = await line.CallAsync(Recent(account, 50), ct);
        if (!recent.Good) return new ReadBack.CannotTell(CheckedPoints.Bad("", MetaErrors.Refusal(recent)).Sentence);
        var wanted = Fingerprint.Of(posts.Texts[number]);
        foreach (var post in recent.Each("data"))
            if (post.TryGetProperty("message", out var text) && Fingerprint.Of(text.GetString() ?? "") == wanted && MetaTime.Of(post, "created_time") > posts.At - TimeSpan.FromMinutes(10)) return new ReadBack.Found(post.GetProperty("id").GetString());
        return new ReadBack.Absent();
    }

    static ApiCall Recent(FacebookAccount account, int limit) => Call(account, HttpMethod.Get, $"{account.Page}/published_posts?fields=id,message,created_time&limit={limit}");

    static ApiCall Call(FacebookAccount account, HttpMethod method, string path) =>
        new ApiCall("Facebook", method, $"{account.Server}/{Kind.Version!.Name}/{path}") { Secrets = [account.AccessToken] }.With("Authorization", $"Bearer {account.AccessToken}");

    static FacebookAccount Mine(ChannelAccount account) => account as FacebookAccount ?? throw new ArgumentException("This is no Facebook page.", nameof(account));
}

/// <summary>Moments as Meta writes them: 2026-11-27T09:00:00+0000.</summary>
static class MetaTime
{
    public static DateTimeOffset Of(JsonElement post, string field) =>
        post.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(value.GetString(), ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss'+0000'"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at)
            ? at : DateTimeOffset.MaxValue;
}
