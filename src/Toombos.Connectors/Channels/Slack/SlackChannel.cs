using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Slack;

/// <summary>
/// Posts to a Slack channel through an incoming webhook. It says "ok" and nothing else, and can't be asked: after a lost answer a person looks, and nothing can be
/// taken away. Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.
/// </summary>
public sealed class SlackChannel(ApiLine line) : PostChannel<SlackAccount>
{
    static readonly ReadBack.CannotTell Blind = new("A Slack webhook can't look at what it has posted. Look into the channel, then say whether it is there.", Never: true);

    public static Connector Kind { get; } = new()
    {
        Kind = "slack", Name = "Slack", Purpose = "Messages in a channel, through an incoming webhook.", Publishes = Publishes.Posts, Takes = ["slack"], Pictures = PictureWay.Linked,
        Form = AccountForm.Of<SlackAccount>(), Guide = "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
    };

    public override Connector About => Kind;

    protected override async Task<ChannelAnswer> PostAsync(SlackAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        // Asked before anything is begun, so that a picture that can't be had leaves nothing in doubt.
        foreach (var picture in PostThread.IsNew(memory) ? posts.Pictures : [])
            if (await PictureUpload.AddressOfAsync(picture, ct) is { Failure: { } missing }) return missing;
        return await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var body = new JsonObject { ["text"] = Escaped(posts.Texts[number]) };
            if (number == 0 && posts.Pictures.Count > 0) body["blocks"] = SlackBlocks.Of(Escaped(posts.Texts[0]), posts.Pictures);
            var posted = await CallAsync(account, body, ct);
            return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true) : Refusal(posted);
        }, number => FindAsync(account, posts, number, ct), ct);
    }

    protected override Task<ReadBack> FindAsync(SlackAccount account, Dispatch.Posts posts, int number, CancellationToken ct) => Task.FromResult<ReadBack>(Blind);

    /// <summary>Slack refuses a message without a text before it looks at anything else but the address.</summary>
    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(SlackAccount account, CancellationToken ct)
    {
        var empty = await CallAsync(account, [], ct);
        return [empty.Status == 400 && empty.Said is "no_text" or "invalid_payload" or "missing_text_or_fallback_or_attachments" ? new(true, "Webhook", "Slack knows this webhook.") : CheckedPoints.Bad("Webhook", Refusal(empty))];
    }

    /// <summary>Slack's own way: three characters, and nothing else.</summary>
    static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    static ChannelAnswer Refusal(ApiAnswer answer) => (answer.Status, answer.Said) switch
    {
        (404, "no_service" or "no_team" or "no_active_hooks") or (403, "invalid_token") => new ChannelAnswer.Rejected(ChannelProblem.Auth, "Slack does not know this webhook: it was taken away, or its address is not whole. Make a new one and enter its address.", answer.Said, Gone: true),
        (410, _) or (404, "channel_not_found") => new ChannelAnswer.Rejected(ChannelProblem.Permission, "The Slack channel is gone or archived. Make a webhook for another one.", answer.Said, Gone: true),
        (403, _) => new ChannelAnswer.Rejected(ChannelProblem.Permission, "Slack does not let the app post there. Ask whoever runs the Slack workspace.", answer.Said),
        var (_, said) => answer.Refusal(said),
    };

    Task<ApiAnswer> CallAsync(SlackAccount account, JsonObject body, CancellationToken ct) =>
        line.CallAsync(new ApiCall("Slack", HttpMethod.Post, account.Webhook!) { Secrets = [account.Webhook, account.Webhook!.Split('/')[^1]] }.With(body), ct);
}
