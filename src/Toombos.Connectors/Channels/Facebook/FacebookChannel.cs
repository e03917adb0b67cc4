using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>
/// Posts to a Facebook page. It knows no repetition; a post in doubt is looked for among the page's newest. Source: developers.facebook.com/docs/graph-api/reference/page/feed.
/// </summary>
public sealed class FacebookChannel(ApiLine line) : PostChannel<FacebookAccount>, IListsPlaces, IMeasures
{
    public static Connector Kind { get; } = new()
    {
        Kind = "facebook", Name = "Facebook", Purpose = "Posts on a page.", Publishes = Publishes.Posts, Takes = ["facebook"], Removes = true, Edits = true, Pictures = PictureWay.Sent, Trial = Trial.Hidden, Measures = [Metric.Likes, Metric.Replies, Metric.Reposts],
        Form = AccountForm.Of<FacebookAccount>(), Guide = "https://developers.facebook.com/docs/pages-api/getting-started",
        Version = new("v25.0", new(2028, 7, 29), new(2026, 11, 1), "https://developers.facebook.com/docs/graph-api/changelog/versions"),
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(FacebookAccount account, CancellationToken ct)
    {
        var (opened, refusal) = await OpenAsync(account, ct);
        if (opened is null) return [CheckedPoints.Bad("Page", refusal!)];
        account = opened;
        var page = await line.CallAsync(Call(account, HttpMethod.Get, $"{account.Page}?fields=name"), ct);
        if (!page.Good) return [CheckedPoints.Bad("Page", MetaErrors.Refusal(page))];
        var posts = await line.CallAsync(Recent(account, 1), ct);
        return [new(true, "Page", $"Posts go to {page.Text("name")}."), posts.Good ? new(true, "Rights", "The token may read what the page has posted.") : CheckedPoints.Bad("Rights", MetaErrors.Refusal(posts))];
    }

    /// <summary>The pages that the person manages.</summary>
    public async Task<PlaceList> ListAsync(ChannelAccount account, CancellationToken ct)
    {
        var pages = await line.CallAsync(Call((FacebookAccount)account, HttpMethod.Get, "me/accounts?fields=id,name&limit=100"), ct);
        return pages.Good ? new([.. pages.Each("data").Select(page => new FieldChoice(page.Text("id") ?? "", page.Text("name") ?? ""))]) : new([], MetaErrors.Refusal(pages));
    }

    /// <summary>A page posts with a token of its own, which a person's token opens.</summary>
    protected override async Task<(FacebookAccount? Account, ChannelAnswer? Refusal)> OpenAsync(FacebookAccount account, CancellationToken ct)
    {
        if (account.Connection is null) return (account, null);
        var page = await line.CallAsync(Call(account, HttpMethod.Get, $"{account.Page}?fields=access_token"), ct);
        if (page.Text("access_token") is { } token) return (account with { AccessToken = token }, null);
        return (null, page.Good ? new ChannelAnswer.Rejected(ChannelProblem.Permission, "The connected account may not post on this page. Choose a page that it manages, or connect the account again and allow the page.") : MetaErrors.Refusal(page));
    }

    protected override async Task<ChannelAnswer> PostAsync(FacebookAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var pictures = new KeptPictures(memory);
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var body = new JsonObject { ["message"] = posts.Texts[number], ["published"] = !posts.IsTrial };
            var shown = number == 0 ? posts.Pictures : [];
            if (shown.Count > 0)
            {
                var (ids, failure) = await pictures.UploadAsync(shown, (picture, loaded) => UploadAsync(account, picture, loaded, ct), ct);
                if (ids is null) return failure!;
                body["attached_media"] = new JsonArray([.. ids.Select(id => new JsonObject { ["media_fbid"] = id })]);
            }
            var posted = await line.CallAsync(Call(account, HttpMethod.Post, $"{account.Page}/feed").With(body), ct);
            // Pictures that no post shows may be thrown away.
            if (posted.Text("error", "code") == "100") await pictures.ForgetAsync(shown, ct);
            return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id")) : MetaErrors.Refusal(posted);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered { Reference: { } id } delivered ? delivered with { Address = $"https://www.facebook.com/{id}" } : answer;
    }

    /// <summary>A photo that is not published is seen by nobody until a post shows it.</summary>
    async Task<(string? Id, ChannelAnswer? Failure)> UploadAsync(FacebookAccount account, DispatchPicture picture, LoadedPicture loaded, CancellationToken ct)
    {
        var form = new FormBody().Add("published", "false").Add("alt_text_custom", picture.AltText).Add("source", loaded.FileName(picture.Key), loaded);
        var taken = await line.CallAsync(form.Into(Call(account, HttpMethod.Post, $"{account.Page}/photos")), ct);
        return taken.Good && taken.Text("id") is { } id ? (id, null) : (null, MetaErrors.Refusal(taken));
    }

    protected override async Task<ChannelAnswer?> TakeAwayAsync(FacebookAccount account, string id, CancellationToken ct)
    {
        var gone = await line.CallAsync(Call(account, HttpMethod.Delete, Uri.EscapeDataString(id)), ct);
        return gone.Good || MetaErrors.IsGone(gone) ? null : MetaErrors.Refusal(gone);
    }

    /// <summary>An app may change what it has posted itself.</summary>
    protected override async Task<ChannelAnswer?> ChangeAsync(FacebookAccount account, string id, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var changed = await line.CallAsync(Call(account, HttpMethod.Post, Uri.EscapeDataString(id)).With(new JsonObject { ["message"] = posts.Texts[number] }), ct);
        return changed.Good ? null : MetaErrors.IsGone(changed) ? Gone(changed) : MetaErrors.Refusal(changed);
    }

    /// <summary>Reactions of all sorts count as likes.</summary>
    protected override Task<Measured> FiguresAsync(FacebookAccount account, IReadOnlyList<string> references, CancellationToken ct) => Measuring.EachAsync(references,
        id => line.CallAsync(Call(account, HttpMethod.Get, $"{Uri.EscapeDataString(id)}?fields=reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count),shares"), ct), MetaErrors.IsGone, MetaErrors.Refusal,
        post => Measuring.Of(post.Json, (Metric.Likes, "reactions.summary.total_count"), (Metric.Replies, "comments.summary.total_count"), (Metric.Reposts, "shares.count")));

    protected override async Task<ReadBack> FindAsync(FacebookAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var recent = await line.CallAsync(Recent(account, 50), ct);
        if (!recent.Good) return new ReadBack.CannotTell(CheckedPoints.Bad("", MetaErrors.Refusal(recent)).Sentence);
        return Among(recent.Each("data").Select(post => (post.Text("id"), Fingerprint.Of(post.Text("message") ?? ""), MetaTime.Of(post, "created_time"))), Fingerprint.Of(posts.Texts[number]), posts.At);
    }

    static ApiCall Recent(FacebookAccount account, int limit) => Call(account, HttpMethod.Get, $"{account.Page}/published_posts?fields=id,message,created_time&limit={limit}");

    static ApiCall Call(FacebookAccount account, HttpMethod method, string path) =>
        new ApiCall("Facebook", method, $"{account.Server}/{Kind.Version!.Name}/{path}") { Secrets = [account.AccessToken] }.With("Authorization", $"Bearer {account.AccessToken}");
}
