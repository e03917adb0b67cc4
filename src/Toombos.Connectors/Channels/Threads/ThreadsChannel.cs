using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.Facebook;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Threads;

/// <summary>
/// Posts threads to Threads: a container is made and kept in mind, then published. A container that nobody publishes is seen by nobody, so only the second call can
/// double, and that one is looked for among the profile's newest. Source: developers.facebook.com/docs/threads/posts.
/// </summary>
public sealed class ThreadsChannel(ApiLine line) : PostChannel<ThreadsAccount>, IMeasures
{
    const string Address = "address";

    public static Connector Kind { get; } = new()
    {
        Kind = "threads", Name = "Threads", Purpose = "Posts and threads of a profile.", Publishes = Publishes.Posts, Takes = ["threads"], Removes = true, Measures = [Metric.Views, Metric.Likes, Metric.Reposts, Metric.Replies, Metric.Quotes],
        Form = AccountForm.Of<ThreadsAccount>(), Guide = "https://developers.facebook.com/docs/threads/get-started",
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ThreadsAccount account, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "me?fields=id,username"), ct);
        if (!who.Good) return [CheckedPoints.Bad("Account", MetaErrors.Refusal(who))];
        var points = new List<CheckedPoint> { new(true, "Account", $"The token belongs to @{who.Text("username")}.") };
        var quota = await line.CallAsync(Call(account, HttpMethod.Get, "me/threads_publishing_limit?fields=quota_usage,config"), ct);
        var used = quota.Each("data").FirstOrDefault();
        points.Add(!quota.Good ? CheckedPoints.Bad("Quota", MetaErrors.Refusal(quota))
            : new(true, "Quota", used.ValueKind == System.Text.Json.JsonValueKind.Object && used.TryGetProperty("quota_usage", out var usage) && used.TryGetProperty("config", out var config) && config.TryGetProperty("quota_total", out var total)
                ? $"{usage.GetRawText()} of {total.GetRawText()} posts of the last day are used." : "Posts are allowed."));
        return points;
    }

    protected override async Task<ChannelAnswer> PostAsync(ThreadsAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, before) =>
        {
            var container = $"container-{number}";
            if (memory.Recall(container) is not { } made)
            {
                var body = new JsonObject { ["media_type"] = "TEXT", ["text"] = posts.Texts[number] };
                if (before is not null) body["reply_to_id"] = before;
                var created = await line.CallAsync(Call(account, HttpMethod.Post, "me/threads").With(body), ct);
                // A container whose answer was lost is left alone: nobody sees it, and it is gone after a day.
                if (!created.Good) return MetaErrors.Refusal(created) is ChannelAnswer.Unclear lost ? new ChannelAnswer.TryLater(ChannelProblem.Transient, lost.Sentence) : MetaErrors.Refusal(created);
                await memory.KeepAsync(container, made = created.Text("id")!, ct);
            }
            var published = await line.CallAsync(Call(account, HttpMethod.Post, "me/threads_publish").With(new JsonObject { ["creation_id"] = made }), ct);
            if (!published.Good) return MetaErrors.Refusal(published);
            var id = published.Text("id");
            if (number == 0 && (await line.CallAsync(Call(account, HttpMethod.Get, $"{id}?fields=permalink"), ct)).Text("permalink") is { } link) await memory.KeepAsync(Address, link, ct);
            return new ChannelAnswer.Delivered(Confirmed: true, id);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : answer;
    }

    protected override async Task<ChannelAnswer?> TakeAwayAsync(ThreadsAccount account, string id, CancellationToken ct)
    {
        var gone = await line.CallAsync(Call(account, HttpMethod.Delete, Uri.EscapeDataString(id)), ct);
        return gone.Good || MetaErrors.IsGone(gone) ? null : MetaErrors.Refusal(gone);
    }

    protected override Task<Measured> FiguresAsync(ThreadsAccount account, IReadOnlyList<string> references, CancellationToken ct) => Measuring.EachAsync(references,
        id => line.CallAsync(Call(account, HttpMethod.Get, $"{Uri.EscapeDataString(id)}/insights?metric=views,likes,replies,reposts,quotes"), ct), MetaErrors.IsGone, MetaErrors.Refusal, MetaInsights.Of);

    protected override async Task<ReadBack> FindAsync(ThreadsAccount account, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        // Answers to oneself stand in another list than posts.
        var recent = await line.CallAsync(Call(account, HttpMethod.Get, $"me/{(number == 0 ? "threads" : "replies")}?fields=id,text,timestamp&limit=50"), ct);
        if (!recent.Good) return new ReadBack.CannotTell(CheckedPoints.Bad("", MetaErrors.Refusal(recent)).Sentence);
        return Among(recent.Each("data").Select(post => (post.Text("id"), Fingerprint.Of(post.Text("text") ?? ""), MetaTime.Of(post, "timestamp"))), Fingerprint.Of(posts.Texts[number]), posts.At);
    }

    static ApiCall Call(ThreadsAccount account, HttpMethod method, string path) =>
        new ApiCall("Threads", method, $"{account.Server}/v1.0/{path}") { Secrets = [account.AccessToken] }.With("Authorization", $"Bearer {account.AccessToken}");
}
