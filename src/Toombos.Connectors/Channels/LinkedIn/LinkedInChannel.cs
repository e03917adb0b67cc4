using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.LinkedIn;

/// <summary>
/// Posts to LinkedIn. It knows no repetition; a post in doubt is looked for among the newest of a page, and of a member only where the token may read, which LinkedIn
/// rarely grants. Source: learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api.
/// </summary>
public sealed class LinkedInChannel(ApiLine line, TimeProvider time) : PostChannel<LinkedInAccount>, IListsPlaces, IMeasures
{
    public static Connector Kind { get; } = new()
    {
        Kind = "linkedin", Name = "LinkedIn", Purpose = "Posts of a member or a company page.", Publishes = Publishes.Posts, Takes = ["linkedin"], Removes = true, Edits = true, Pictures = PictureWay.Sent, Measures = [Metric.Views, Metric.Clicks, Metric.Likes, Metric.Replies, Metric.Reposts],
        Form = AccountForm.Of<LinkedInAccount>(), Guide = "https://learn.microsoft.com/linkedin/shared/authentication/getting-access",
        Version = new("202608", new(2027, 8, 1), new(2026, 11, 1), "https://learn.microsoft.com/linkedin/marketing/versioning"),
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(LinkedInAccount account, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "v2/userinfo"), ct);
        if (!who.Good && !(who.Status == 403 && account.Organization is not null)) return [CheckedPoints.Bad("Account", Refusal(who))];
        var points = new List<CheckedPoint> { new(true, "Account", who.Text("name") is { } name ? $"The token belongs to {name}." : "The token is accepted.") };
        if (account.Organization is not { } page) return points;
        var posts = await line.CallAsync(Recent(account, $"urn:li:organization:{page}", 1), ct);
        points.Add(posts.Good ? new(true, "Page", $"The token may read the posts of page {page}.") : CheckedPoints.Bad("Page", Refusal(posts)));
        return points;
    }

    protected override async Task<ChannelAnswer> PostAsync(LinkedInAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var (pictures, images) = (new KeptPictures(memory), new LinkedInImages(line, new(time), account.Author!, (method, path) => Call(account, method, path), Refusal));
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var body = new JsonObject
            {
                ["author"] = account.Author, ["commentary"] = LinkedInText.Escape(posts.Texts[number]), ["visibility"] = account.Visibility.ToString().ToUpperInvariant(), ["lifecycleState"] = "PUBLISHED", ["isReshareDisabledByAuthor"] = false,
                ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED", ["targetEntities"] = new JsonArray(), ["thirdPartyDistributionChannels"] = new JsonArray() },
            };
            var shown = number == 0 ? posts.Pictures : [];
            if (shown.Count > 0)
            {
                var (urns, failure) = await pictures.UploadAsync(shown, (_, loaded) => images.UploadAsync(loaded, ct), ct);
                if (urns is null) return failure!;
                body["content"] = LinkedInImages.Content(shown, urns);
            }
            var posted = await line.CallAsync(Call(account, HttpMethod.Post, "rest/posts").With(body), ct);
            // Pictures that no post shows don't last for ever.
            if (posted.Status is 400 or 404 or 422) await pictures.ForgetAsync(shown, ct);
            return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true, posted.Answered!.Header("x-restli-id")) : Refusal(posted);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered { Reference: { } urn } delivered ? delivered with { Address = $"https://www.linkedin.com/feed/update/{urn}" } : answer;
    }

    protected override async Task<ChannelAnswer?> TakeAwayAsync(LinkedInAccount account, string id, CancellationToken ct)
    {
        var gone = await line.CallAsync(Call(account, HttpMethod.Delete, $"rest/posts/{Uri.EscapeDataString(id)}").With("X-RestLi-Method", "DELETE"), ct);
        return !gone.Good && gone.Status != 404 ? Refusal(gone) : null;
    }

    protected override async Task<ChannelAnswer?> ChangeAsync(LinkedInAccount account, string id, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var patch = new JsonObject { ["patch"] = new JsonObject { ["$set"] = new JsonObject { ["commentary"] = LinkedInText.Escape(posts.Texts[number]) } } };
        var changed = await line.CallAsync(Call(account, HttpMethod.Post, $"rest/posts/{Uri.EscapeDataString(id)}").With("X-RestLi-Method", "PARTIAL_UPDATE").With(patch), ct);
        return changed.Good ? null : changed.Status == 404 ? Gone(changed) : Refusal(changed);
    }

    /// <summary>Of company pages alone: members' figures are not for programs. Posts are called shares or, some with media, ugcPosts.</summary>
    protected override async Task<Measured> FiguresAsync(LinkedInAccount account, IReadOnlyList<string> references, CancellationToken ct)
    {
        if (account.Organization is null) return Measured.Refused(new ChannelAnswer.Rejected(ChannelProblem.Permission, "LinkedIn tells programs the figures of company pages only. Look at the member's own at LinkedIn."));
        var lists = references.GroupBy(urn => urn.StartsWith("urn:li:ugcPost:", StringComparison.Ordinal) ? "ugcPosts" : "shares").Select(g => $"{g.Key}=List({string.Join(',', g.Select(Uri.EscapeDataString))})");
        var seen = await line.CallAsync(Call(account, HttpMethod.Get, $"rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={Uri.EscapeDataString(account.Author!)}&{string.Join('&', lists)}").With("X-RestLi-Method", "FINDER"), ct);
        return !seen.Good ? Measured.Refused(Refusal(seen)) : Measuring.Among(references, seen.Each("elements"), post => post.Text("share") ?? post.Text("ugcPost"), post => Measuring.Of(post,
            (Metric.Views, "totalShareStatistics.impressionCount"), (Metric.Clicks, "totalShareStatistics.clickCount"), (Metric.Likes, "totalShareStatistics.likeCount"),
            (Metric.Replies, "totalShareStatistics.commentCount"), (Metric.Reposts, "totalShareStatistics.shareCount")));
    }

    protected override async Task<ReadBack> FindAsync(LinkedInAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var recent = await line.CallAsync(Recent(account, account.Author!, 20), ct);
        if (!recent.Good)
            return recent.Status == 403 ? new ReadBack.CannotTell("The token may not read what it has posted. Look at LinkedIn, then say whether it is there.", Never: true) : recent.NotRead();
        return Among(recent.Each("elements").Select(post => (post.Text("id"), Fingerprint.Of(post.Text("commentary") ?? ""), AtOf(post))), Fingerprint.Of(posts.Texts[number]), posts.At);
    }

    static DateTimeOffset AtOf(JsonElement post) => post.TryGetProperty("createdAt", out var created) && created.ValueKind == JsonValueKind.Number ? DateTimeOffset.FromUnixTimeMilliseconds(created.GetInt64()) : DateTimeOffset.MaxValue;

    /// <summary>As whom it posts: the page that was chosen, else the member.</summary>
    protected override async Task<(LinkedInAccount? Account, ChannelAnswer? Refusal)> OpenAsync(LinkedInAccount account, CancellationToken ct)
    {
        if (account.Organization is { } page) return (account with { Author = $"urn:li:organization:{page}" }, null);
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "v2/userinfo"), ct);
        return who.Good && who.Text("sub") is { } id ? (account with { Author = $"urn:li:person:{id}" }, null) : (null, Refusal(who));
    }

    /// <summary>The member, where the token may tell who that is, and the pages whose administrator the member is, where it may read those.</summary>
    public async Task<PlaceList> ListAsync(ChannelAccount account, CancellationToken ct)
    {
        var (mine, places) = ((LinkedInAccount)account, new List<FieldChoice>());
        var who = await line.CallAsync(Call(mine, HttpMethod.Get, "v2/userinfo"), ct);
        if (who.Good) places.Add(new("", $"{who.Text("name")}, the member"));
        var roles = await line.CallAsync(Call(mine, HttpMethod.Get, "rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED").With("X-RestLi-Method", "FINDER"), ct);
        foreach (var role in roles.Each("elements"))
        {
            if ((role.Text("organization") ?? role.Text("organizationTarget"))?.Split(':')[^1] is not { Length: > 0 } number) continue;
            var page = await line.CallAsync(Call(mine, HttpMethod.Get, $"rest/organizations/{Uri.EscapeDataString(number)}"), ct);
            places.Add(new(number, page.Text("localizedName") ?? $"Page {number}"));
        }
        return places.Count > 0 ? new(places) : new([], Refusal(roles.Good ? who : roles));
    }

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("message");
        return answer.Status switch
        {
            401 => new ChannelAnswer.Rejected(ChannelProblem.Auth, "LinkedIn no longer accepts the token, which lasts sixty days. Enter a new one, or connect the account again.", answer.Said),
            403 => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"The token has not the rights that are needed. LinkedIn said: {said}", answer.Said),
            422 when said?.Contains("duplicate", StringComparison.OrdinalIgnoreCase) == true => new ChannelAnswer.Rejected(ChannelProblem.Duplicate, "LinkedIn has a post of the same words already.", answer.Said),
            429 when answer.Answered!.RetryAfter is null => new ChannelAnswer.TryLater(ChannelProblem.Quota, "The day's quota at LinkedIn is used up. It begins anew at midnight UTC.", TimeSpan.FromHours(1), answer.Said),
            _ => answer.Refusal(said),
        };
    }

    static ApiCall Recent(LinkedInAccount account, string author, int count) =>
        Call(account, HttpMethod.Get, $"rest/posts?q=author&author={Uri.EscapeDataString(author)}&count={count}&sortBy=LAST_MODIFIED").With("X-RestLi-Method", "FINDER");

    static ApiCall Call(LinkedInAccount account, HttpMethod method, string path) => new ApiCall("LinkedIn", method, $"{account.Server}/{path}") { Secrets = [account.AccessToken] }
        .With("Authorization", $"Bearer {account.AccessToken}").With("LinkedIn-Version", Kind.Version!.Name).With("X-Restli-Protocol-Version", "2.0.0");
}
