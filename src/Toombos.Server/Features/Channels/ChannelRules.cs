using Toombos.Client.Channels;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Channels;

/// <summary>What settings of a channel must be, beyond the form of each field. Whether the other side works is found out by a check.</summary>
static class ChannelRules
{
    /// <summary>Puts settings and name into the form in which they are kept.</summary>
    public static EmailSettings Clean(EmailSettings email) => email with
    {
        Host = Uri.CheckHostName(email.Host.Trim().TrimEnd('.')) != UriHostNameType.Unknown ? email.Host.Trim().TrimEnd('.') : throw new FieldException("email.host", "This is no name of a host. Write it like smtp.example.com."),
        User = Empty(email.User) is { } user ? (user.Any(char.IsControl) ? throw new FieldException("email.user", "The user holds characters that can't be typed.") : user) : null,
        From = Address("email.from", email.From),
        FromName = Typed.Name("email.fromName", email.FromName),
        ReplyTo = Empty(email.ReplyTo) is { } reply ? Address("email.replyTo", reply) : null,
    };

    public static WebhookSettings Clean(WebhookSettings webhook) => new() { Address = Typed.Web("webhook.address", webhook.Address.Trim()) };

    /// <summary>The address ends with a slash, so that pages can be written behind it.</summary>
    public static SiteSettings Clean(SiteSettings site) =>
        new() { Address = Empty(site.Address) is { } address ? (Typed.Web("site.address", address) is var web && new Uri(web).Query.Length + new Uri(web).Fragment.Length == 0 ? web.TrimEnd('/') + "/" : throw new FieldException("site.address", "Leave out what follows ? or #.")) : null };

    static string Address(string field, string address) =>
        AddressNormalizer.TryNormalize(address, out _) && !address.Trim().Any(c => char.IsControl(c) || c == ' ') ? address.Trim() : throw new FieldException(field, "This is no mail address. Write it like news@example.com.");

    static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
