using System.Globalization;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Discord;

/// <summary>
/// Posts to a Discord channel through its webhook. A webhook can read only messages whose number it knows, so after a lost answer a person looks. Nobody is
/// pinged by what a document says. Source: docs.discord.com/developers/resources/webhook.
/// </summary>
public sealed class DiscordChannel(ApiLine line) : PostChannel<DiscordAccount>, IMeasures
{
    /// <summary>SUPPRESS_NOTIFICATIONS.</summary>
    const int NoNotification = 1 << 12;

    static readonly ReadBack.CannotTell Blind = new("A Discord webhook can't look at what it has posted. Look into the channel, then say whether it is there.", Never: true);

    public static Connector Kind { get; } = new()
    {
        Kind = "discord", Name = "Discord", Purpose = "Messages in a channel, through its webhook.", Publishes = Publishes.Posts, Takes = ["discord"], Removes = true, Edits = true, Pictures = PictureWay.Sent, Trial = Trial.Brief, Measures = [Metric.Likes],
        Form = AccountForm.Of<DiscordAccount>(), Guide = "https://support.discord.com/hc/en-us/articles/228383668-Intro-to-Webhooks",
    };

    public override Connector About => Kind;

    protected override async Task<IReadOnlyList<CheckedPoint>> CheckAsync(DiscordAccount account, CancellationToken ct)
    {
        var hook = await line.CallAsync(Call(account, HttpMethod.Get, ""), ct);
        return [hook.Good && hook.Text("id") is not null ? new(true, "Webhook", $"The webhook is called {hook.Text("name")}.") : CheckedPoints.Bad("Webhook", Refusal(hook))];
    }

    protected override async Task<ChannelAnswer> PostAsync(DiscordAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var (pictures, missing) = await PictureUpload.LoadAsync(posts, memory, ct);
        if (missing is not null) return missing;
        return await PostThread.PostAsync(posts.Texts.Count, memory, async (number, _, _) =>
        {
            var body = Message(posts.Texts[number]);
            if (account.Name is { } name) body["username"] = name;
            if (posts.IsTrial) body["flags"] = NoNotification;
            var call = Call(account, HttpMethod.Post, "?wait=true");
            var posted = await line.CallAsync(number == 0 && pictures.Count > 0 ? WithPictures(call, body, pictures) : call.With(body), ct);
            return posted.Good ? new ChannelAnswer.Delivered(Confirmed: true, posted.Text("id")) : Refusal(posted);
        }, number => FindAsync(account, posts, number, ct), ct);
    }

    static ApiCall WithPictures(ApiCall call, JsonObject message, IReadOnlyList<(DispatchPicture Picture, LoadedPicture Loaded)> pictures)
    {
        message["attachments"] = new JsonArray([.. pictures.Select((p, i) => new JsonObject { ["id"] = i, ["filename"] = p.Loaded.FileName(p.Picture.Key), ["description"] = p.Picture.AltText })]);
        var form = new FormBody().Add("payload_json", message.ToJsonString(), "application/json");
        for (var i = 0; i < pictures.Count; i++) form.Add(string.Create(CultureInfo.InvariantCulture, $"files[{i}]"), pictures[i].Loaded.FileName(pictures[i].Picture.Key), pictures[i].Loaded);
        return form.Into(call);
    }

    protected override Task<ReadBack> FindAsync(DiscordAccount account, Dispatch.Posts posts, int number, CancellationToken ct) => Task.FromResult<ReadBack>(Blind);

    protected override async Task<ChannelAnswer?> TakeAwayAsync(DiscordAccount account, string id, CancellationToken ct)
    {
        var gone = await line.CallAsync(Call(account, HttpMethod.Delete, $"/messages/{Uri.EscapeDataString(id)}"), ct);
        return !gone.Good && gone.Text("code") != "10008" ? Refusal(gone) : null;
    }

    /// <summary>Pictures that are not named stay.</summary>
    protected override async Task<ChannelAnswer?> ChangeAsync(DiscordAccount account, string id, Dispatch.Posts posts, int number, CancellationToken ct)
    {
        var changed = await line.CallAsync(Call(account, HttpMethod.Patch, $"/messages/{Uri.EscapeDataString(id)}").With(Message(posts.Texts[number])), ct);
        return changed.Good ? null : changed.Text("code") == "10008" ? Gone(changed) : Refusal(changed);
    }

    static JsonObject Message(string text) => new() { ["content"] = text, ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() } };

    /// <summary>Reactions of all sorts count as likes; of a message that has none, Discord says nothing.</summary>
    protected override Task<Measured> FiguresAsync(DiscordAccount account, IReadOnlyList<string> references, CancellationToken ct) => Measuring.EachAsync(references,
        id => line.CallAsync(Call(account, HttpMethod.Get, $"/messages/{Uri.EscapeDataString(id)}"), ct), answer => answer.Text("code") == "10008", Refusal,
        message => new Dictionary<Metric, long> { [Metric.Likes] = message.Each("reactions").Sum(r => (long)(r.Number("count") ?? 0)) });

    static ChannelAnswer Refusal(ApiAnswer answer) => answer.Status switch
    {
        401 or 404 when answer.Failure is null => new ChannelAnswer.Rejected(ChannelProblem.Auth, "Discord does not know this webhook: it was deleted, or its address is not whole. Make a new one and enter its address.", answer.Said, Gone: answer.Status == 404),
        429 => answer.Refusal(null, double.TryParse(answer.Text("retry_after"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 86_400)) : null),
        _ => answer.Refusal(answer.Text("message")),
    };

    static ApiCall Call(DiscordAccount account, HttpMethod method, string rest) =>
        new("Discord", method, account.Webhook!.TrimEnd('/') + rest) { Secrets = [account.Webhook, account.Webhook!.TrimEnd('/').Split('/')[^1]] };
}
