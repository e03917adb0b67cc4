using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.Facebook;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Threads;

/// <summary>
/// Posts threads to Threads, each post through a container; one in doubt is looked for among the profile's newest. Pictures are fetched by Threads from their
/// addresses. Source: developers.facebook.com/docs/threads/posts.
/// </summary>
public sealed class ThreadsChannel(ApiLine line, TimeProvider time) : PostChannel<ThreadsAccount>, IMeasures
{
    const string Address = "address";

    static readonly ContainerWords Words = new("me/threads", "me/threads_publish", "status", "error_message", "IMAGE");

    public static Connector Kind { get; } = new()
    {
        Kind = "threads", Name = "Threads", Purpose = "Posts and threads of a profile.", Publishes = Publishes.Posts, Takes = ["threads"], Removes = true, Pictures = PictureWay.Fetched, Measures = [Metric.Views, Metric.Likes, Metric.Reposts, Metric.Replies, Metric.Quotes],
        Form = AccountForm.Of<ThreadsAccount>(), Guide = "https://developers.facebook.com/docs/threads/get-started",
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ThreadsAccount account, CancellationToken ct)
    {
        var who = await line.CallAsync(Call(account, HttpMethod.Get, "me?fields=id,username"), ct);
        if (!who.Good) return [CheckedPoints.Bad("Account", MetaErrors.Refusal(who))];
        var points = new List<CheckedPoint> { new(true, "Account", $"The token belongs to @{who.Text("username")}.") };
        points.Add(MetaQuota.PointOf(await line.CallAsync(Call(account, HttpMethod.Get, "me/threads_publishing_limit?fields=quota_usage,config"), ct)));
        return points;
    }

    protected override async Task<ChannelAnswer> PostAsync(ThreadsAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var containers = new MetaContainers(line, new(time), memory, Words, (method, path) => Call(account, method, path));
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, before) =>
        {
            var content = new JsonObject { ["media_type"] = "TEXT", ["text"] = posts.Texts[number] };
            if (before is not null) content["reply_to_id"] = before;
            var posted = await containers.PostAsync($"container-{number}", content, number == 0 ? posts.Pictures : [], () => FindAsync(account, posts, number, ct), ct);
            if (number == 0 && posted is ChannelAnswer.Delivered { Reference: { } id } && (await line.CallAsync(Call(account, HttpMethod.Get, $"{id}?fields=permalink"), ct)).Text("permalink") is { } link) await memory.KeepAsync(Address, link, ct);
            return posted;
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
