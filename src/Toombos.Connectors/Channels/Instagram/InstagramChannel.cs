using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.Facebook;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Instagram;

/// <summary>
/// Posts to Instagram through containers, with pictures that it fetches from their addresses; one in doubt is looked for among the profile's newest. Nothing can be
/// taken away by programs. Source: developers.facebook.com/docs/instagram-platform/content-publishing.
/// </summary>
public sealed class InstagramChannel(ApiLine line, TimeProvider time) : PostChannel<InstagramAccount>, IListsPlaces, IMeasures
{
    const string Address = "address";

    public static Connector Kind { get; } = new()
    {
        Kind = "instagram", Name = "Instagram", Purpose = "Posts with pictures of a professional profile.", Publishes = Publishes.Posts, Takes = ["instagram"], Pictures = PictureWay.Fetched, Measures = [Metric.Likes, Metric.Replies],
        Form = AccountForm.Of<InstagramAccount>(), Guide = "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/get-started", Version = FacebookChannel.Kind.Version,
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(InstagramAccount account, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, $"{account.Profile}?fields=username"), ct);
        if (!who.Good) return [CheckedPoints.Bad("Profile", MetaErrors.Refusal(who))];
        var quota = await line.CallAsync(Call(account, HttpMethod.Get, $"{account.Profile}/content_publishing_limit?fields=quota_usage,config"), ct);
        return [new(true, "Profile", $"Posts go to @{who.Text("username")}."), MetaQuota.PointOf(quota)];
    }

    /// <summary>The profiles of the pages that the person manages.</summary>
    public async Task<PlaceList> ListAsync(ChannelAccount account, CancellationToken ct)
    {
        var pages = await line.CallAsync(Call((InstagramAccount)account, HttpMethod.Get, "me/accounts?fields=name,instagram_business_account%7Bid,username%7D&limit=100"), ct);
        if (!pages.Good) return new([], MetaErrors.Refusal(pages));
        FieldChoice[] profiles = [.. from page in pages.Each("data")
                                     let id = page.Text("instagram_business_account.id")
                                     where id is not null
                                     select new FieldChoice(id, $"@{page.Text("instagram_business_account.username")}, of the page {page.Text("name")}")];
        return profiles.Length > 0 ? new(profiles) : new([], new ChannelAnswer.Rejected(ChannelProblem.Permission, "No page of this account has a profile at Instagram. Make the profile a professional one, link it to a Facebook page, and connect the account again."));
    }

    protected override async Task<ChannelAnswer> PostAsync(InstagramAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        if (posts.Pictures.Count == 0) return new ChannelAnswer.Rejected(ChannelProblem.Media, "Instagram takes no post without a picture. Add one to the draft, and publish it anew.");
        var words = new ContainerWords($"{account.Profile}/media", $"{account.Profile}/media_publish", "status_code", "status", Picture: null);
        var containers = new MetaContainers(line, new(time), memory, words, (method, path) => Call(account, method, path));
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var posted = await containers.PostAsync($"container-{number}", new() { ["caption"] = posts.Texts[number] }, posts.Pictures, () => FindAsync(account, posts, number, ct), ct);
            if (posted is ChannelAnswer.Delivered { Reference: { } id } && (await line.CallAsync(Call(account, HttpMethod.Get, $"{id}?fields=permalink"), ct)).Text("permalink") is { } link) await memory.KeepAsync(Address, link, ct);
            return posted;
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : answer;
    }

    protected override Task<Measured> FiguresAsync(InstagramAccount account, IReadOnlyList<string> references, CancellationToken ct) => Measuring.EachAsync(references,
        id => line.CallAsync(Call(account, HttpMethod.Get, $"{Uri.EscapeDataString(id)}?fields=like_count,comments_count"), ct), MetaErrors.IsGone, MetaErrors.Refusal,
        post => Measuring.Of(post.Json, (Metric.Likes, "like_count"), (Metric.Replies, "comments_count")));

    protected override async Task<ReadBack> FindAsync(InstagramAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var recent = await line.CallAsync(Call(account, HttpMethod.Get, $"{account.Profile}/media?fields=id,caption,timestamp&limit=50"), ct);
        if (!recent.Good) return new ReadBack.CannotTell(CheckedPoints.Bad("", MetaErrors.Refusal(recent)).Sentence);
        return Among(recent.Each("data").Select(post => (post.Text("id"), Fingerprint.Of(post.Text("caption") ?? ""), MetaTime.Of(post, "timestamp"))), Fingerprint.Of(posts.Texts[number]), posts.At);
    }

    static ApiCall Call(InstagramAccount account, HttpMethod method, string path) =>
        new ApiCall("Instagram", method, $"{account.Server}/{Kind.Version!.Name}/{path}") { Secrets = [account.AccessToken] }.With("Authorization", $"Bearer {account.AccessToken}");
}
