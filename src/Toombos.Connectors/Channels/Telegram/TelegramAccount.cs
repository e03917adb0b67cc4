using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Telegram;

/// <summary>A bot that may post in a channel or group.</summary>
public sealed record TelegramAccount : ChannelAccount
{
    [Display(Name = "Chat", Description = "The @name of a public channel, or the number of a chat. The bot must be an administrator there.", Prompt = "@harbour_news", Order = 1), Required, RegularExpression("^(?:@[A-Za-z0-9_]{4,64}|-?[0-9]{1,20})$", ErrorMessage = "This is neither the @name of a channel nor the number of a chat."), OwnsSecrets]
    public string Chat { get; init; } = "";

    [Display(Name = "Bot token", Description = "From @BotFather.", Order = 2), Required, Secret, RegularExpression("^[0-9]{3,20}:[A-Za-z0-9_-]{20,80}$", ErrorMessage = "This is no token of a bot. It is a number, a colon and letters.")]
    public string? BotToken { get; init; }

    [Display(Name = "Without a sound", Order = 3)]
    public bool Silent { get; init; }

    [Display(Name = "Server", Description = "Only for a Bot API server of your own.", Order = 4), WebAddress, StringLength(300), OwnsSecrets]
    public string Server { get; init; } = "https://api.telegram.org";

    [JsonIgnore] public override string Target => Chat;

    /// <summary>Twenty a minute in a group.</summary>
    [JsonIgnore] public override int? MostPerMinute => 20;
}
