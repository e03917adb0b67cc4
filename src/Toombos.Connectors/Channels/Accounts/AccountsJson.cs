using System.Text.Json.Serialization;
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

namespace Toombos.Connectors.Channels.Accounts;

/// <summary>Reads stored settings of every kind of account.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EmailAccount))]
[JsonSerializable(typeof(SiteAccount))]
[JsonSerializable(typeof(BucketAccount))]
[JsonSerializable(typeof(WebhookAccount))]
[JsonSerializable(typeof(WordPressAccount))]
[JsonSerializable(typeof(BlueskyAccount))]
[JsonSerializable(typeof(MastodonAccount))]
[JsonSerializable(typeof(GhostAccount))]
[JsonSerializable(typeof(DevToAccount))]
[JsonSerializable(typeof(TelegramAccount))]
[JsonSerializable(typeof(DiscordAccount))]
[JsonSerializable(typeof(SlackAccount))]
[JsonSerializable(typeof(ResendAccount))]
[JsonSerializable(typeof(PostmarkAccount))]
[JsonSerializable(typeof(SendGridAccount))]
[JsonSerializable(typeof(BrevoAccount))]
[JsonSerializable(typeof(LinkedInAccount))]
[JsonSerializable(typeof(FacebookAccount))]
[JsonSerializable(typeof(InstagramAccount))]
[JsonSerializable(typeof(ThreadsAccount))]
[JsonSerializable(typeof(GitAccount))]
[JsonSerializable(typeof(XAccount))]
sealed partial class AccountsJson : JsonSerializerContext;
