using Toombos.Client.Channels;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Channels;

/// <summary>Signs and headings for what can be connected.</summary>
static class ChannelWords
{
    public static string Icon(Connector? connector) => connector?.Publishes switch
    {
        Publishes.Letters => Outlined.Email,
        Publishes.Site => Outlined.Public,
        Publishes.Pages => Outlined.Article,
        Publishes.Posts => Outlined.Forum,
        Publishes.Messages => Outlined.Webhook,
        _ => Outlined.Hub,
    };

    /// <summary>What belongs together in the gallery.</summary>
    public static string Family(Publishes publishes) => publishes switch
    {
        Publishes.Letters => "Newsletters",
        Publishes.Site or Publishes.Pages => "Websites",
        Publishes.Posts => "Networks and chats",
        _ => "Programs",
    };
}
