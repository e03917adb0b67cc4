using System.Text.Json;
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
    const string Address = "address", Album = "pictures";

    /// <summary>UTF-16 units of a text that stands below pictures; a longer one follows them as a message of its own.</summary>
    const int LongestCaption = 1024;

    static readonly ReadBack.CannotTell Blind = new("A bot can't look at what it has posted. Look into the chat, then say whether it is there.", Never: true);

    public static Connector Kind { get; } = new()
    {
        Kind = "telegram", Name = "Telegram", Purpose = "Messages of a bot in a channel or group.", Publishes = Publishes.Posts, Takes = ["telegram"], Removes = true, Edits = true, Pictures = PictureWay.Sent, Trial = Trial.Brief,
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
        var (pictures, missing) = await PictureUpload.LoadAsync(posts, memory, ct);
        if (missing is not null) return missing;
        var caption = posts.Texts[0].Length <= LongestCaption;
        if (pictures.Count > 0 && !caption && await new Steps(memory).OnceAsync(Album, () => SendAsync(account, pictures, "", ct), () => Task.FromResult<ReadBack>(Blind), ct) is var album and not ChannelAnswer.Delivered) return album;
        var thread = await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, before) =>
        {
            if (number == 0 && pictures.Count > 0 && caption) return await NotedAsync(await SendAsync(account, pictures, posts.Texts[0], ct), memory, ct);
            var body = new JsonObject { ["chat_id"] = account.Chat, ["text"] = posts.Texts[number], ["disable_notification"] = account.Silent || posts.IsTrial };
            if (before is not null) body["reply_parameters"] = new JsonObject { ["message_id"] = JsonNode.Parse(before.Split(' ')[0]), ["allow_sending_without_reply"] = true };
            var posted = await CallAsync(account, "sendMessage", body, ct);
            var answer = posted.Good ? Delivered(posted.Json.GetProperty("result")) : Refusal(posted);
            return number == 0 ? await NotedAsync(answer, memory, ct) : answer;
        }, number => FindAsync(account, posts, number, ct), ct);
        return thread is ChannelAnswer.Delivered delivered ? delivered with { Address = memory.Recall(Address) } : thread;
    }

    /// <summary>Remembers where it can be seen.</summary>
    static async Task<ChannelAnswer> NotedAsync(ChannelAnswer answer, IDispatchMemory memory, CancellationToken ct)
    {
        if (answer is ChannelAnswer.Delivered { Address: { } address }) await memory.KeepAsync(Address, address, ct);
        return answer;
    }

    /// <summary>One picture, or several as an album; each of them is a message, and the text stands below the first. Telegram has no place for descriptions.</summary>
    async Task<ChannelAnswer> SendAsync(TelegramAccount account, IReadOnlyList<(DispatchPicture Picture, LoadedPicture Loaded)> pictures, string caption, CancellationToken ct)
    {
        var form = new FormBody().Add("chat_id", account.Chat).Add("disable_notification", account.Silent ? "true" : "false");
        if (pictures is [var (only, loaded)])
        {
            form.Add("caption", caption).Add("photo", loaded.FileName(only.Key), loaded);
            var one = await line.CallAsync(form.Into(Call(account, "sendPhoto")), ct);
            return one.Good ? Delivered(one.Json.GetProperty("result")) : Refusal(one);
        }
        form.Add("media", new JsonArray([.. pictures.Select((p, i) => i == 0 ? new JsonObject { ["type"] = "photo", ["media"] = "attach://p0", ["caption"] = caption } : new JsonObject { ["type"] = "photo", ["media"] = $"attach://p{i}" })]).ToJsonString());
        for (var i = 0; i < pictures.Count; i++) form.Add($"p{i}", pictures[i].Loaded.FileName(pictures[i].Picture.Key), pictures[i].Loaded);
        var several = await line.CallAsync(form.Into(Call(account, "sendMediaGroup")), ct);
        return several.Good ? Delivered([.. several.Each("result")]) : Refusal(several);
    }

    /// <summary>Called by the numbers of its messages.</summary>
    static ChannelAnswer.Delivered Delivered(params IReadOnlyList<JsonElement> messages)
    {
        var ids = string.Join(' ', messages.Select(m => m.GetProperty("message_id").GetRawText()));
        var name = messages[0].TryGetProperty("chat", out var chat) && chat.TryGetProperty("username", out var said) ? said.GetString() : null;
        return new(Confirmed: true, ids, Address: name is null ? null : $"https://t.me/{name}/{ids.Split(' ')[0]}");
    }

    protected override Task<ReadBack> FindAsync(TelegramAccount account, Dispatch.Posts posts, int number, CancellationToken ct) => Task.FromResult<ReadBack>(Blind);

    protected override IEnumerable<string> PartsOf(Dispatch.Removal removal) =>
        Steps.NameOf(removal.Memory, Album) is { } album ? base.PartsOf(removal).Append(album) : base.PartsOf(removal);

    protected override async Task<ChannelAnswer?> TakeAwayAsync(TelegramAccount account, string id, CancellationToken ct)
    {
        foreach (var message in id.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var gone = await CallAsync(account, "deleteMessage", new() { ["chat_id"] = account.Chat, ["message_id"] = JsonNode.Parse(message) }, ct);
            if (!gone.Good && gone.Text("description")?.Contains("not found", StringComparison.OrdinalIgnoreCase) != true) return Refusal(gone);
        }
        return null;
    }

    /// <summary>A bot may change its own messages for ever. Only Telegram knows whether the text of a message stands below a picture, where it is called a caption.</summary>
    protected override async Task<ChannelAnswer?> ChangeAsync(TelegramAccount account, string id, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var text = posts.Texts[number];
        var changed = await EditAsync("editMessageText", "text");
        if (!Says(changed, "no text in the message")) return Outcome(changed);
        return text.Length <= LongestCaption ? Outcome(await EditAsync("editMessageCaption", "caption"))
            : new ChannelAnswer.Rejected(ChannelProblem.Content, $"The text stands below a picture there and may have {LongestCaption} characters. Shorten it, or post it again.");

        Task<ApiAnswer> EditAsync(string method, string part) => CallAsync(account, method, new() { ["chat_id"] = account.Chat, ["message_id"] = JsonNode.Parse(id.Split(' ')[0]), [part] = text }, ct);
    }

    static ChannelAnswer? Outcome(ApiAnswer changed) => changed.Good || Says(changed, "message is not modified") ? null : Says(changed, "message to edit not found") || Says(changed, "MESSAGE_ID_INVALID") ? Gone(changed) : Refusal(changed);

    static bool Says(ApiAnswer answer, string words) => answer.Status == 400 && answer.Text("description")?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

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

    Task<ApiAnswer> CallAsync(TelegramAccount account, string method, JsonObject body, CancellationToken ct) => line.CallAsync(Call(account, method).With(body), ct);

    static ApiCall Call(TelegramAccount account, string method) =>
        new("Telegram", HttpMethod.Post, $"{account.Server.TrimEnd('/')}/bot{account.BotToken}/{method}") { Secrets = [account.BotToken] };
}
