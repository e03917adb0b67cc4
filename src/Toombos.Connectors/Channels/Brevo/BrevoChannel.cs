using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.MailApi;

namespace Toombos.Connectors.Channels.Brevo;

/// <summary>An account at Brevo.</summary>
public sealed record BrevoAccount : MailApiAccount
{
    [JsonIgnore] public override string Server { get; init; } = "https://api.brevo.com";
}

/// <summary>
/// Mails through Brevo, which knows a repetition by a key in the mail's headers; for half an hour by its reference, for a quarter by its log of changes, and the
/// shorter is believed. Source: developers.brevo.com/reference/send-transac-email.
/// </summary>
public sealed class BrevoChannel(ApiLine line) : MailApiChannel<BrevoAccount>(line)
{
    public static Connector Kind { get; } = new()
    {
        Kind = "brevo", Name = "Brevo", Purpose = "Mails to your list through Brevo.", Publishes = Publishes.Letters, Trial = Trial.Letter, Pictures = PictureWay.Linked, Takes = ["email"], Form = AccountForm.Of<BrevoAccount>(),
        Guide = "https://help.brevo.com/hc/en-us/articles/209467485", Remembers = TimeSpan.FromMinutes(14),
    };

    public override Connector About => Kind;
    public override AfterSilence AfterSilence => AfterSilence.SendAgain;

    internal override ApiCall Letter(BrevoAccount account, Dispatch.Mail mail)
    {
        var headers = HeadersOf(account, mail);
        headers["idempotencyKey"] = Uuid(mail.Key);
        var body = new JsonObject
        {
            ["sender"] = Person(account.FromName, account.From), ["to"] = new JsonArray(Person(mail.ToName, mail.To)), ["subject"] = OneLine(mail.Subject), ["htmlContent"] = mail.Html, ["textContent"] = mail.Text,
            ["headers"] = headers, ["tags"] = new JsonArray(mail.Key),
        };
        if (account.ReplyTo is { } reply) body["replyTo"] = Person(null, reply);
        return Call(account, HttpMethod.Post, "v3/smtp/email").With(body);
    }

    internal override ApiCall Look(BrevoAccount account) => Call(account, HttpMethod.Get, "v3/account");

    internal override string? NameOf(ApiAnswer answer) => answer.Text("messageId");

    internal override ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("message");
        // Repetitions are left out, its documents say; whatever it then says of the key, the first try was taken.
        if (said?.Contains("idempotency", StringComparison.OrdinalIgnoreCase) == true && answer.Status is 400 or 409) return new ChannelAnswer.Delivered(Confirmed: false, null, answer.Said);
        return answer.Text("code") switch
        {
            "unauthorized" => BadKey(answer),
            "not_enough_credits" => new ChannelAnswer.Rejected(ChannelProblem.Billing, "The credits at Brevo are used up. Buy more there, then retry.", answer.Said),
            "permission_denied" or "account_under_validation" => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"Brevo does not let this account send. It said: {said}", answer.Said),
            "invalid_parameter" when said?.Contains("sender", StringComparison.OrdinalIgnoreCase) == true => new ChannelAnswer.Rejected(ChannelProblem.Permission, $"Brevo does not let this sender write. Verify it there. It said: {said}", answer.Said),
            _ => answer.Status is 400 or 422 ? BadReceiver(answer, said) : answer.Refusal(said),
        };
    }

    /// <summary>Brevo takes only keys in this form.</summary>
    static string Uuid(string key) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)).ToString();

    static JsonObject Person(string? name, string address) => name is null ? new() { ["email"] = address } : new() { ["email"] = address, ["name"] = OneLine(name) };

    static ApiCall Call(BrevoAccount account, HttpMethod method, string path) =>
        new ApiCall("Brevo", method, $"{account.Server}/{path}") { Secrets = [account.ApiKey] }.With("api-key", account.ApiKey!);
}
