using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.MailApi;

namespace Toombos.Connectors.Channels.Postmark;

/// <summary>A server at Postmark.</summary>
public sealed record PostmarkAccount : MailApiAccount
{
    [Display(Name = "Message stream", Description = "Newsletters belong in a broadcast stream.", Order = 5), Required, RegularExpression("^[a-z][a-z0-9-]{0,49}$", ErrorMessage = "This is no name of a stream: small letters, digits and dashes.")]
    public string Stream { get; init; } = "broadcast";

    [JsonIgnore] public override string Server { get; init; } = "https://api.postmarkapp.com";
}

/// <summary>Mails through Postmark. It knows no repetition, but finds a mail by what was written on it. Source: postmarkapp.com/developer/api/email-api.</summary>
public sealed class PostmarkChannel(ApiLine line) : MailApiChannel<PostmarkAccount>(line)
{
    public static Connector Kind { get; } = new()
    {
        Kind = "postmark", Name = "Postmark", Purpose = "Mails to your list through Postmark.", Publishes = Publishes.Letters, Trial = Trial.Letter, Pictures = PictureWay.Linked, Takes = ["email"], Form = AccountForm.Of<PostmarkAccount>(),
        Guide = "https://postmarkapp.com/support/article/1008-what-are-the-account-and-server-api-tokens",
    };

    public override Connector About => Kind;
    public override AfterSilence AfterSilence => AfterSilence.ReadBack;

    public override async Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct)
    {
        var (mine, mail) = (Mine(account), MailOf(dispatch));
        var found = await Line.CallAsync(Call(mine, HttpMethod.Get, $"messages/outbound?count=1&offset=0&metadata_key={mail.Key}"), ct);
        if (!found.Good) return found.NotRead();
        return found.Each("Messages").FirstOrDefault() is { ValueKind: JsonValueKind.Object } there ? new ReadBack.Found(there.TryGetProperty("MessageID", out var id) ? id.GetString() : null) : new ReadBack.Absent();
    }

    internal override ApiCall Letter(PostmarkAccount account, Dispatch.Mail mail) => Call(account, HttpMethod.Post, "email").With(new JsonObject
    {
        ["From"] = Written(account.FromName, account.From), ["To"] = Written(mail.ToName, mail.To), ["ReplyTo"] = account.ReplyTo, ["Subject"] = OneLine(mail.Subject), ["HtmlBody"] = mail.Html, ["TextBody"] = mail.Text,
        ["MessageStream"] = account.Stream, ["Metadata"] = new JsonObject { ["key"] = mail.Key }, ["TrackOpens"] = false, ["TrackLinks"] = "None",
        ["Headers"] = new JsonArray([.. ListHeaders(account, mail).Append(("X-PM-KeepID", "true")).Select(h => new JsonObject { ["Name"] = h.Item1, ["Value"] = h.Item2 })]),
    });

    internal override ApiCall Look(PostmarkAccount account) => Call(account, HttpMethod.Get, "server");

    internal override string? NameOf(ApiAnswer answer) => answer.Text("MessageID");

    internal override ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("Message");
        return answer.Text("ErrorCode") switch
        {
            "10" => BadKey(answer),
            "400" or "401" or "412" => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"Postmark does not let this sender write. Verify its domain or signature there. It said: {said}", answer.Said),
            "405" => new ChannelAnswer.Rejected(ChannelProblem.Billing, "The credits at Postmark are used up. Buy more there, then retry.", answer.Said),
            "406" => new ChannelAnswer.Rejected(ChannelProblem.Content, "Postmark writes to this receiver no more, because an earlier mail bounced or was called spam. Take them off the list.", answer.Said),
            "1235" => new ChannelAnswer.Rejected(ChannelProblem.Permission, "Postmark has no message stream of this name. Look at the channel's settings.", answer.Said),
            _ => answer.Status == 422 ? BadReceiver(answer, said) : answer.Refusal(said),
        };
    }

    static ApiCall Call(PostmarkAccount account, HttpMethod method, string path) =>
        new ApiCall("Postmark", method, $"{account.Server}/{path}") { Secrets = [account.ApiKey] }.With("X-Postmark-Server-Token", account.ApiKey!).With("Accept", "application/json");
}
