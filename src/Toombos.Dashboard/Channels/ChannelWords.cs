using Toombos.Client.Channels;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Channels;

/// <summary>Names, signs and a line of facts for each kind of connected channel.</summary>
static class ChannelWords
{
    public static IReadOnlyList<(string Kind, string Title, string Purpose)> Kinds { get; } =
    [
        ("email", "Email", "Mails to your list through your own mail server."),
        ("webhook", "Webhook", "A signed message to a program of yours."),
        ("site", "Site", "Pages, feed and sitemap that Toombos shows."),
    ];

    public static string Title(string kind) => Kinds.FirstOrDefault(k => k.Kind == kind).Title ?? kind;

    public static string Icon(string kind) => kind switch { "email" => Outlined.Email, "webhook" => Outlined.Webhook, _ => Outlined.Public };

    /// <summary>Where it leads, in one line.</summary>
    public static string Target(Channel channel) => channel switch
    {
        { Email: { } email } => $"{email.From} through {email.Host}:{email.Port}",
        { Webhook: { } webhook } => webhook.Address,
        _ => channel.Address ?? "",
    };
}
