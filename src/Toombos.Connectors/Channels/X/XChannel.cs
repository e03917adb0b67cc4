using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.X;

/// <summary>
/// Posts threads to X. It knows no key of a repetition, but refuses the same words twice; a post in doubt is looked for on the account's own timeline, where links
/// have become short ones. Source: docs.x.com/x-api/posts.
/// </summary>
public sealed class XChannel(ApiLine line, TimeProvider time) : PostChannel<XAccount>, IMeasures
{
    public static Connector Kind { get; } = new()
    {
        Kind = "x", Name = "X", Purpose = "Posts and threads. X charges for each post.", Publishes = Publishes.Posts, Takes = ["x"], Removes = true, Pictures = PictureWay.Sent, Measures = [Metric.Views, Metric.Likes, Metric.Reposts, Metric.Replies, Metric.Quotes, Metric.Bookmarks],
        Form = AccountForm.Of<XAccount>(), Guide = "https://docs.x.com/x-api/getting-started/getting-access",
    };

    static readonly AiFlag Flag = ChannelKinds.Find("x")!.AiFlag!;

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(XAccount account, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "users/me"), ct);
        return [who.Good ? new(true, "Account", $"Posts go to @{who.Text("data", "username")}.") : CheckedPoints.Bad("Account", Refusal(who))];
    }

    protected override async Task<ChannelAnswer> PostAsync(XAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var (pictures, media) = (new KeptPictures(memory), new XMedia(line, new(time), (method, path) => Call(account, method, path), Refusal));
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, before) =>
        {
            var body = new JsonObject { ["text"] = posts.Texts[number], [Flag.Field] = bool.Parse(Flag.Of(posts.Ai)) };
            if (before is not null) body["reply"] = new JsonObject { ["in_reply_to_tweet_id"] = before };
            var shown = number == 0 ? posts.Pictures : [];
            if (shown.Count > 0)
            {
                var (ids, failure) = await pictures.UploadAsync(shown, (picture, loaded) => media.UploadAsync(picture, loaded, ct), ct);
                if (ids is null) return failure!;
                body["media"] = new JsonObject { ["media_ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };
            }
            var posted = await line.CallAsync(Call(account, HttpMethod.Post, "tweets").With(body), ct);
            // Pictures that no post shows are thrown away after a day.
            if (posted.Status == 400) await pictures.ForgetAsync(shown, ct);
            if (posted.Good) return new ChannelAnswer.Delivered(Confirmed: true, posted.Text("data", "id"));
            // The same words are there: as a rule because an answer was lost and the timeline was slower than the next look.
            return IsDouble(posted) && await FindAsync(account, posts, number, ct) is ReadBack.Found found ? new ChannelAnswer.Delivered(Confirmed: true, found.Reference) : Refusal(posted);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered { Reference: { } id } delivered ? delivered with { Address = $"https://x.com/i/web/status/{id}" } : answer;
    }

    protected override async Task<ChannelAnswer?> TakeAwayAsync(XAccount account, string id, CancellationToken ct)
    {
        var gone = await line.CallAsync(Call(account, HttpMethod.Delete, $"tweets/{Uri.EscapeDataString(id)}"), ct);
        return gone.Good || gone.Status == 404 ? null : Refusal(gone);
    }

    /// <summary>A hundred at once.</summary>
    protected override async Task<Measured> FiguresAsync(XAccount account, IReadOnlyList<string> references, CancellationToken ct)
    {
        var seen = await line.CallAsync(Call(account, HttpMethod.Get, $"tweets?ids={Uri.EscapeDataString(string.Join(',', references.Take(100)))}&tweet.fields=public_metrics"), ct);
        return !seen.Good ? Measured.Refused(Refusal(seen)) : Measuring.Among(references, seen.Each("data"), post => post.Text("id"), post => Measuring.Of(post,
            (Metric.Views, "public_metrics.impression_count"), (Metric.Likes, "public_metrics.like_count"), (Metric.Reposts, "public_metrics.retweet_count"), (Metric.Replies, "public_metrics.reply_count"),
            (Metric.Quotes, "public_metrics.quote_count"), (Metric.Bookmarks, "public_metrics.bookmark_count")));
    }

    protected override async Task<ReadBack> FindAsync(XAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "users/me"), ct);
        if (!who.Good) return NotRead(who);
        var recent = await line.CallAsync(Call(account, HttpMethod.Get, $"users/{Uri.EscapeDataString(who.Text("data", "id") ?? "")}/tweets?max_results=50&exclude=retweets&tweet.fields=created_at,entities,note_tweet"), ct);
        if (!recent.Good) return NotRead(recent);
        return Among(recent.Each("data").Select(post => (post.Text("id"), Plain(TextOf(post)), AtOf(post))), Plain(posts.Texts[number]), posts.At);
    }

    /// <summary>As it was written: X puts short addresses in the place of links, and says in what was meant.</summary>
    static string TextOf(JsonElement post)
    {
        var (text, entities) = post.Text("note_tweet.text") is { } whole ? (whole, "note_tweet.entities.urls") : (post.Text("text") ?? "", "entities.urls");
        foreach (var link in post.Each(entities))
            if (link.Text("url") is { Length: > 0 } brief && link.Text("expanded_url") is { } meant) text = text.Replace(brief, meant, StringComparison.Ordinal);
        return WebUtility.HtmlDecode(text);
    }

    /// <summary>X writes a scheme before addresses that had none.</summary>
    static string Plain(string text) => Fingerprint.Of(text.Replace("https://", "", StringComparison.OrdinalIgnoreCase).Replace("http://", "", StringComparison.OrdinalIgnoreCase));

    static DateTimeOffset AtOf(JsonElement post) => DateTimeOffset.TryParse(post.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.MaxValue;

    static bool IsDouble(ApiAnswer answer) => answer.Status == 403 && SaidIn(answer)?.Contains("duplicate", StringComparison.OrdinalIgnoreCase) == true;

    static string? SaidIn(ApiAnswer answer) => answer.Text("detail") ?? answer.Text("title");

    static ReadBack.CannotTell NotRead(ApiAnswer answer) => new(CheckedPoints.Bad("", Refusal(answer)).Sentence);

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = SaidIn(answer);
        return answer.Status switch
        {
            401 => new ChannelAnswer.Rejected(ChannelProblem.Auth, "X no longer accepts the token of the account. Connect the account again.", answer.Said),
            402 => new ChannelAnswer.Rejected(ChannelProblem.Billing, "The app at X has no credits left, and X charges for each post. Buy credits in its developer console, then retry.", answer.Said),
            403 when IsDouble(answer) => new ChannelAnswer.Rejected(ChannelProblem.Duplicate, "The account has a post of the same words already. Change the text, or leave the post as it is.", answer.Said),
            403 when answer.Text("type")?.EndsWith("usage-capped", StringComparison.Ordinal) == true => new ChannelAnswer.Rejected(ChannelProblem.Billing, "The spending limit that is set for the app at X is reached. Raise it in its developer console, then retry.", answer.Said),
            429 => new ChannelAnswer.TryLater(ChannelProblem.Rate, "X takes no more posts of this account just now.", ResetOf(answer) ?? answer.Answered!.RetryAfter, answer.Said),
            _ => answer.Refusal(said),
        };
    }

    /// <summary>When X counts anew, in seconds since 1970.</summary>
    static TimeSpan? ResetOf(ApiAnswer answer) =>
        long.TryParse(answer.Answered!.Header("x-rate-limit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_800 ? answer.Until(DateTimeOffset.FromUnixTimeSeconds(at)) : null;

    static ApiCall Call(XAccount account, HttpMethod method, string path) =>
        new ApiCall("X", method, $"{account.Server}/2/{path}") { Secrets = [account.AccessToken] }.With("Authorization", $"Bearer {account.AccessToken}");
}
