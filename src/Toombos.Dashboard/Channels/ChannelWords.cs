using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Channels;

/// <summary>Signs for the kinds of connected channel.</summary>
static class ChannelWords
{
    public static string Icon(string kind) => kind switch
    {
        "email" => Outlined.Email,
        "webhook" => Outlined.Webhook,
        "site" => Outlined.Public,
        "wordpress" or "ghost" or "devto" => Outlined.Article,
        "telegram" or "discord" or "slack" => Outlined.Forum,
        _ => Outlined.Tag,
    };
}
