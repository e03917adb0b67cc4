using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.MailApi;

namespace Toombos.Connectors.Channels.Resend;

/// <summary>An account at Resend.</summary>
public sealed record ResendAccount : MailApiAccount
{
    [JsonIgnore] public override string Server { get; init; } = "https://api.resend.com";

    /// <summary>Two a second without asking for more.</summary>
    [JsonIgnore] public override int? MostPerMinute => 120;
}

/// <summary>Mails through Resend, which knows a repetition by its key for a day. Source: resend.com/docs/api-reference/emails/send-email.</summary>
public sealed class ResendChannel(ApiLine line) : MailApiChannel<ResendAccount>(line)
{
    public static Connector Kind { get; } = new()
    {
        Kind = "resend", Name = "Resend", Purpose = "Mails to your list through Resend.", Publishes = Publishes.Letters, Trial = Trial.Letter, Pictures = PictureWay.Linked, Takes = ["email"], Form = AccountForm.Of<ResendAccount>(),
        Guide = "https://resend.com/docs/dashboard/api-keys/introduction", Remembers = TimeSpan.FromHours(23),
    };

    public override Connector About => Kind;
    public override AfterSilence AfterSilence => AfterSilence.SendAgain;

    internal override ApiCall Letter(ResendAccount account, Dispatch.Mail mail) => Call(account, HttpMethod.Post, "emails").With("Idempotency-Key", mail.Key).With(new JsonObject
    {
        ["from"] = Written(account.FromName, account.From), ["to"] = new JsonArray(Written(mail.ToName, mail.To)), ["reply_to"] = account.ReplyTo, ["subject"] = OneLine(mail.Subject),
        ["html"] = mail.Html, ["text"] = mail.Text, ["headers"] = HeadersOf(account, mail),
    });

    internal override ApiCall Look(ResendAccount account) => Call(account, HttpMethod.Get, "domains");

    internal override string? NameOf(ApiAnswer answer) => answer.Text("id");

    internal override ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("message");
        return answer.Text("name") switch
        {
            // A key that may only send can't list domains, which a check asks for.
            "missing_api_key" or "invalid_api_key" or "restricted_api_key" => BadKey(answer),
            "daily_quota_exceeded" or "monthly_quota_exceeded" => new ChannelAnswer.TryLater(ChannelProblem.Quota, $"The plan at Resend allows no more mails now. It said: {said}", TimeSpan.FromHours(1), answer.Said),
            "concurrent_idempotent_requests" => new ChannelAnswer.TryLater(ChannelProblem.Transient, "Resend is still busy with the first try of this mail.", TimeSpan.FromSeconds(30), answer.Said),
            "invalid_from_address" or "invalid_access" => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"Resend does not let this sender write. Verify the sender's domain there. It said: {said}", answer.Said),
            "validation_error" when said?.Contains("domain", StringComparison.OrdinalIgnoreCase) == true => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"Resend does not let this sender write. Verify the sender's domain there. It said: {said}", answer.Said),
            _ => answer.Status is 400 or 422 ? BadReceiver(answer, said) : answer.Refusal(said),
        };
    }

    static ApiCall Call(ResendAccount account, HttpMethod method, string path) =>
        new ApiCall("Resend", method, $"{account.Server}/{path}") { Secrets = [account.ApiKey] }.With("Authorization", $"Bearer {account.ApiKey}");
}
