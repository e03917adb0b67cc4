using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.LinkedIn;

/// <summary>
/// Posts to LinkedIn. It knows no repetition; a post in doubt is looked for among the newest of a page, and of a member only where the token may read, which LinkedIn
/// rarely grants. Source: learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api.
/// </summary>
public sealed class LinkedInChannel(ApiLine line) : IChannel
{
    public static Connector Kind { get; } = new()
    {
        Kind = "linkedin", Name = "LinkedIn", Purpose = "Posts of a member or a company page.", Publishes = Publishes.Posts, Takes = ["linkedin"], Removes = true,
        Form = AccountForm.Of<LinkedInAccount>(), Guide = "https://learn.microsoft.com/linkedin/shared/authentication/getting-access",
        Version = new("202608", new(2027, 8, 1), new(2026, 11, 1), "https://learn.microsoft.com/linkedin/marketing/versioning"),
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
            _ => throw new ArgumentException("LinkedIn takes posts.", nameof(dispatch)),
        };
    }

    public async Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct)
    {
        var (mine, posts) = (Mine(account), dispatch as Dispatch.Posts ?? throw new ArgumentException("LinkedIn takes posts.", nameof(dispatch)));
        var (author, failure) = await AuthorAsync(mine, ct);
        return author is null ? new ReadBack.CannotTell(CheckedPoints.Bad("", failure!).Sentence) : await FindAsync(mine, author, posts, 0, ct);
    }

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var mine = Mine(account);
        var who = await line.CallAsync(Call(mine, HttpMethod.Get, "v2/userinfo"), ct);
        if (!who.Good && !(who.Status == 403 && mine.Organization is not null)) return [CheckedPoints.Bad("Account", Refusal(who))];
        var points = new List<CheckedPoint> { new(true, "Account", who.Text("name") is { } name ? $"The token belongs to {name}." : "The token is accepted.") };
        if (mine.Organization is not { } page) return points;
        var posts = await line.CallAsync(Recent(mine, $"urn:li:organization:{page}", 1), ct);
        points.Add(posts.Good ? new(true, "Page", $"The token may read the posts of page {page}.") : CheckedPoints.Bad("Page", Refusal(posts)));
        return points;
    }

    async Task<ChannelAnswer> PostAsync(LinkedInAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var (author, failure) = await AuthorAsync(account, ct);
        if (author is null) return failure!;
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var posted = await line.CallAsync(Call(account, HttpMethod.Post, "rest/posts").With(new JsonObject
            {
                ["author"] = author, ["commentary"] = LinkedInText.Escape(posts.Texts[number]), ["visibility"] = account.Visibility.ToString().ToUpperInvariant(), ["lifecycleState"] = "PUBLISHED", ["isReshareDisabledByAuthor"] = false,
                ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED", ["targetEntities"] = new JsonArray(), ["thirdPartyDistributionChannels"] = new JsonArray() },
            }), ct);
            return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true, posted.Answered!.Header("x-restli-id")) : Refusal(posted);
        }, number => FindAsync(account, author, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered { Reference: { } urn } delivered ? delivered with { Address = $"https://www.linkedin.com/feed/update/{urn}" } : answer;
    }

    async Task<ChannelAnswer> RemoveAsync(LinkedInAccount account, Dispatch.Removal removal, CancellationToken ct)
    {
        foreach (var urn in PostThread.PostsOf(removal))
        {
            var gone = await line.CallAsync(Call(account, HttpMethod.Delete, $"rest/posts/{Uri.EscapeDataString(urn)}").With("X-RestLi-Method", "DELETE"), ct);
            if (!gone.Good && gone.Status != 404) return Refusal(gone);
        }
        return new ChannelAnswer.Delivered(Confirmed: true, removal.Reference);
    }

    async Task<ReadBack> FindAsync(LinkedInAccount account, string author, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var recent = await line.CallAsync(Recent(account, author, 20), ct);
        if (!recent.Good)
            return recent.Status == 403 ? new ReadBack.CannotTell("The token may not read what it has posted. Look at LinkedIn, then say whether it is there.", Never: true) : recent.NotRead();
        var wanted = Fingerprint.Of(posts.Texts[number]);
        foreach (var post in recent.Each("elements"))
            if (post.TryGetProperty("commentary", out var text) && Fingerprint.Of(text.GetString() ?? "") == wanted && IsSince(post, posts.At)) return new ReadBack.Found(post.GetProperty("id").GetString());
        return new ReadBack.Absent();
    }

    static bool IsSince(JsonElement post, DateTimeOffset at) =>
        !post.TryGetProperty("createdAt", out var created) || created.ValueKind != JsonValueKind.Number || DateTimeOffset.FromUnixTimeMilliseconds(created.GetInt64()) > at - TimeSpan.FromMinutes(10);

    async Task<(string? Author, ChannelAnswer? Failure)> AuthorAsync(LinkedInAccount account, CancellationToken ct)
    {
        if (account.Organization is { } page) return ($"urn:li:organization:{page}", null);
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "v2/userinfo"), ct);
        return who.Good && who.Text("sub") is { } id ? ($"urn:li:person:{id}", null) : (null, Refusal(who));
    }

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("message");
        return answer.Status switch
        {
            401 => new ChannelAnswer.Rejected(ChannelProblem.Auth, "LinkedIn no longer accepts the token, which lasts sixty days. Enter a new one.", answer.Said),
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

    static LinkedInAccount Mine(ChannelAccount account) => account as LinkedInAccount ?? throw new ArgumentException("This is no account at LinkedIn.", nameof(account));
}
