using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.MailApi;

namespace Toombos.Connectors.Channels.SendGrid;

/// <summary>Where an account's data is kept.</summary>
public enum SendGridRegion
{
    [Display(Name = "Worldwide")] Global,
    [Display(Name = "European Union")] Eu,
}

/// <summary>An account at SendGrid.</summary>
public sealed record SendGridAccount : MailApiAccount
{
    [Display(Name = "Region", Description = "Of a subuser in the European Union, if you have one.", Order = 5), OwnsSecrets]
    public SendGridRegion Region { get; init; }

    [JsonIgnore] public override string Server { get => field ?? (Region == SendGridRegion.Eu ? "https://api.eu.sendgrid.com" : "https://api.sendgrid.com"); init; }
}

/// <summary>
/// Mails through SendGrid. It knows no repetition, and its log is sold apart, so after a lost answer a person decides.
/// Source: twilio.com/docs/sendgrid/api-reference/mail-send.
/// </summary>
public sealed class SendGridChannel(ApiLine line) : MailApiChannel<SendGridAccount>(line)
{
    public static Connector Kind { get; } = new()
    {
        Kind = "sendgrid", Name = "SendGrid", Purpose = "Mails to your list through SendGrid.", Publishes = Publishes.Letters, Trial = Trial.Letter, Pictures = PictureWay.Linked, Takes = ["email"], Form = AccountForm.Of<SendGridAccount>(),
        Guide = "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
    };

    public override Connector About => Kind;
    public override AfterSilence AfterSilence => AfterSilence.AskPerson;

    internal override ApiCall Letter(SendGridAccount account, Dispatch.Mail mail)
    {
        var body = new JsonObject
        {
            ["personalizations"] = new JsonArray(new JsonObject { ["to"] = new JsonArray(Person(mail.ToName, mail.To)), ["custom_args"] = new JsonObject { ["toombos_key"] = mail.Key } }),
            ["from"] = Person(account.FromName, account.From), ["subject"] = OneLine(mail.Subject), ["headers"] = HeadersOf(account, mail),
            ["content"] = new JsonArray(Part("text/plain", mail.Text), Part("text/html", mail.Html)),
            ["tracking_settings"] = new JsonObject { ["click_tracking"] = new JsonObject { ["enable"] = false }, ["open_tracking"] = new JsonObject { ["enable"] = false }, ["subscription_tracking"] = new JsonObject { ["enable"] = false } },
        };
        if (account.ReplyTo is { } reply) body["reply_to"] = Person(null, reply);
        return Call(account, HttpMethod.Post, "v3/mail/send").With(body);
    }

    internal override ApiCall Look(SendGridAccount account) => Call(account, HttpMethod.Get, "v3/scopes");

    internal override string? NameOf(ApiAnswer answer) => answer.Answered!.Header("X-Message-Id");

    internal override ChannelAnswer Refusal(ApiAnswer answer)
    {
        var error = answer.Each("errors").FirstOrDefault();
        var said = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) ? message.GetString() : null;
        return answer.Status switch
        {
            401 => BadKey(answer),
            403 when said?.Contains("Sender Identity", StringComparison.OrdinalIgnoreCase) == true => new ChannelAnswer.Rejected(ChannelProblem.Permission, "SendGrid does not let this sender write. Verify the sender or its domain there.", answer.Said),
            429 => answer.Refusal(said, long.TryParse(answer.Answered!.Header("X-RateLimit-Reset"), out var reset) ? answer.Until(DateTimeOffset.FromUnixTimeSeconds(reset)) : null),
            400 or 413 => BadReceiver(answer, said),
            _ => answer.Refusal(said),
        };
    }

    static JsonObject Person(string? name, string address) => name is null ? new() { ["email"] = address } : new() { ["email"] = address, ["name"] = OneLine(name) };

    static JsonObject Part(string type, string text) => new() { ["type"] = type, ["value"] = text };

    static ApiCall Call(SendGridAccount account, HttpMethod method, string path) =>
        new ApiCall("SendGrid", method, $"{account.Server}/{path}") { Secrets = [account.ApiKey] }.With("Authorization", $"Bearer {account.ApiKey}");
}
