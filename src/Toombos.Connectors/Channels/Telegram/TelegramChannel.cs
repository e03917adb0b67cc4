using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Telegram;

/// <summary>
/// Posts to a Telegram channel as a bot. A bot can't read what it has posted, so after a lost answer a person looks. Texts go without markup: Telegram finds
/// links and hashtags itself. Source: core.telegram.org/bots/api.
/// </summary>
public sealed class TelegramChannel(ApiLine line) : PostChannel<TelegramAccount>
{
    const string Address = "address";

    static readonly ReadBack.CannotTell Blind = new("A bot can't look at what it has posted. Look into the chat, then say whether it is there.", Never: true);

    public static Connector Kind { get; } = new()
    {
        Kind = "telegram", Name = "Telegram", Purpose = "Messages of a bot in a channel or group.", Publishes = Publishes.Posts, Takes = ["telegram"], Removes = true,
        Form = AccountForm.Of<TelegramAccount>(), Guide = "https://core.telegram.org/bots/tutorial",
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(TelegramAccount account, CancellationToken ct)
    {
        var bot = await CallAsync(account, "getMe", [], ct);
        if (!bot.Good) return [CheckedPoints.Bad("Bot", Refusal(bot))];
        var points = new List<CheckedPoint> { new(true, "Bot", $"The token belongs to @{bot.Text("result", "username")}.") };
        var member = await CallAsync(account, "getChatMember", new() { ["chat_id"] = account.Chat, ["user_id"] = JsonNode.Parse(bot.Text("result", "id") ?? "0") }, ct);
        points.Add(!member.Good ? CheckedPoints.Bad("Chat", Refusal(member))
            : member.Text("result", "status") is "administrator" or "creator" or "member" ? new(true, "Chat", $"The bot is {member.Text("result", "status")} of {account.Chat}.")
            : new(false, "Chat", "The bot is not in this chat. Add it as an administrator who may post.", ChannelProblem.Permission));
        return points;
    }

    protected override async Task<ChannelAnswer> PostAsync(TelegramAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var answer = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, before) =>
        {
            var body = new JsonObject { ["chat_id"] = account.Chat, ["text"] = posts.Texts[number], ["disable_notification"] = account.Silent };
            if (before is not null) body["reply_parameters"] = new JsonObject { ["message_id"] = JsonNode.Parse(before), ["allow_sending_without_reply"] = true };
            var posted = await CallAsync(account, "sendMessage", body, ct);
            if (!posted.Good) return Refusal(posted);
            var id = posted.Text("result", "message_id");
            if (number == 0 && posted.Text("result", "chat", "username") is { } name) await memory.KeepAsync(Address, $"https://t.me/{name}/{id}", ct);
            return new ChannelAnswer.Delivered(Confirmed: true, id);
        }, number => FindAsync(account, posts, number, ct), ct);
        return answer is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : answer;
    }

    protected override Task<ReadBack> FindAsync(TelegramAccount account, Dispatch.Posts posts, int number, CancellationToken ct) => Task.FromResult<ReadBack>(Blind);

    protected override async Task<ChannelAnswer?> TakeAwayAsync(TelegramAccount account, string id, CancellationToken ct)
    {
        var gone = await CallAsync(account, "deleteMessage", new() { ["chat_id"] = account.Chat, ["message_id"] = JsonNode.Parse(id) }, ct);
        return !gone.Good && gone.Text("description")?.Contains("not found", StringComparison.OrdinalIgnoreCase) != true ? Refusal(gone) : null;
    }

    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("description");
        return answer.Status switch
        {
            401 or 404 when answer.Failure is null => new ChannelAnswer.Rejected(ChannelProblem.Auth, "Telegram does not know this bot. Copy its token from @BotFather again.", answer.Said),
            403 => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"The bot may not post there. Make it an administrator of the chat. Telegram said: {said}", answer.Said),
            400 when said?.Contains("chat not found", StringComparison.OrdinalIgnoreCase) == true => new ChannelAnswer.Rejected(ChannelProblem.Permission, "Telegram does not know this chat, or the bot was never in it. Look at its name, and add the bot.", answer.Said),
            429 => answer.Refusal(said, int.TryParse(answer.Text("parameters", "retry_after"), out var seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 86_400)) : null),
            _ => answer.Refusal(said),
        };
    }

    Task<ApiAnswer> CallAsync(TelegramAccount account, string method, JsonObject body, CancellationToken ct) =>
        line.CallAsync(new ApiCall("Telegram", HttpMethod.Post, $"{account.Server.TrimEnd('/')}/bot{account.BotToken}/{method}") { Secrets = [account.BotToken] }.With(body), ct);
}
