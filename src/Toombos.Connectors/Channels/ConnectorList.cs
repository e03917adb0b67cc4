using System.Collections.Frozen;
using Toombos.Connectors.Channels.Bluesky;
using Toombos.Connectors.Channels.Brevo;
using Toombos.Connectors.Channels.Bucket;
using Toombos.Connectors.Channels.DevTo;
using Toombos.Connectors.Channels.Discord;
using Toombos.Connectors.Channels.Email;
using Toombos.Connectors.Channels.Facebook;
using Toombos.Connectors.Channels.Ghost;
using Toombos.Connectors.Channels.Git;
using Toombos.Connectors.Channels.Instagram;
using Toombos.Connectors.Channels.LinkedIn;
using Toombos.Connectors.Channels.Mastodon;
using Toombos.Connectors.Channels.Postmark;
using Toombos.Connectors.Channels.Resend;
using Toombos.Connectors.Channels.SendGrid;
using Toombos.Connectors.Channels.Site;
using Toombos.Connectors.Channels.Slack;
using Toombos.Connectors.Channels.Telegram;
using Toombos.Connectors.Channels.Threads;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Connectors.Channels.WordPress;
using Toombos.Connectors.Channels.X;

namespace Toombos.Connectors.Channels;

/// <summary>All kinds of destination that there are.</summary>
public static class ConnectorList
{
    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<Connector> All { get; } =
    [
        EmailChannel.Kind, ResendChannel.Kind, PostmarkChannel.Kind, SendGridChannel.Kind, BrevoChannel.Kind, SiteChannel.Kind, BucketChannel.Kind, WordPressChannel.Kind, GhostChannel.Kind, DevToChannel.Kind, GitChannel.Kind, LinkedInChannel.Kind, XChannel.Kind, BlueskyChannel.Kind, MastodonChannel.Kind, ThreadsChannel.Kind, FacebookChannel.Kind, InstagramChannel.Kind, TelegramChannel.Kind, DiscordChannel.Kind, SlackChannel.Kind,
        WebhookChannel.Kind,
    ];

    static readonly FrozenDictionary<string, Connector> ByKind = All.ToFrozenDictionary(c => c.Kind, StringComparer.Ordinal);

    public static Connector Of(string kind) => ByKind[kind];

    public static Connector? Find(string kind) => ByKind.GetValueOrDefault(kind);
}
