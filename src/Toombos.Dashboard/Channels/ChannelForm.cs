using Toombos.Client.Channels;

namespace Toombos.Dashboard.Channels;

/// <summary>What is typed in the dialog of a channel, and the requests that it becomes.</summary>
sealed class ChannelForm
{
    public string Kind { get; set; } = "email";
    public string Name { get; set; } = "";
    public string Host { get; set; } = "";
    public int Port { get; set; } = 587;
    public MailSecurity Security { get; set; }
    public string User { get; set; } = "";
    public string Secret { get; set; } = "";
    public string From { get; set; } = "";
    public string FromName { get; set; } = "";
    public string ReplyTo { get; set; } = "";
    public int PerMinute { get; set; } = 600;
    public string HookAddress { get; set; } = "";
    public string SiteAddress { get; set; } = "";

    public static ChannelForm Of(Channel channel)
    {
        var form = new ChannelForm { Kind = channel.Kind, Name = channel.Name, HookAddress = channel.Webhook?.Address ?? "", SiteAddress = channel.Site?.Address ?? "" };
        if (channel.Email is { } email)
            (form.Host, form.Port, form.Security, form.User, form.From, form.FromName, form.ReplyTo, form.PerMinute) =
                (email.Host, email.Port, email.Security, email.User ?? "", email.From, email.FromName, email.ReplyTo ?? "", email.PerMinute);
        return form;
    }

    EmailSettings? Email => Kind != "email" ? null : new()
    {
        Host = Host.Trim(), Port = Port, Security = Security, User = Given(User), From = From.Trim(), FromName = FromName.Trim(), ReplyTo = Given(ReplyTo), PerMinute = PerMinute,
    };

    WebhookSettings? Webhook => Kind == "webhook" ? new() { Address = HookAddress.Trim() } : null;
    SiteSettings? Site => Kind == "site" ? new() { Address = Given(SiteAddress) } : null;

    public AddChannelRequest ToAdd() => new() { Name = Name.Trim(), Email = Email, Webhook = Webhook, Site = Site, Secret = Kind == "email" && Secret.Length > 0 ? Secret : null };

    /// <summary>A password that is not typed stays; one of a user who was taken away goes.</summary>
    public UpdateChannelRequest ToUpdate(Channel channel) => new()
    {
        Name = Name.Trim(), Email = Email, Webhook = Webhook, Site = Site,
        Secret = Kind != "email" ? null : Secret.Length > 0 ? Secret : channel.HasSecret && Given(User) is null ? "" : null,
    };

    static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
