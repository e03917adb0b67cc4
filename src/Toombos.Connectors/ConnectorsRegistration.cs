using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Accounts;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Api;
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
using Toombos.Connectors.Http;
using Toombos.Connectors.Models;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Feed;
using Toombos.Connectors.Sources.Folder;
using Toombos.Connectors.Sources.Git;
using Toombos.Connectors.Sources.GoogleDocs;
using Toombos.Connectors.Sources.Notion;
using Toombos.Connectors.Sources.Page;
using Toombos.Connectors.Sources.Recognition;
using Toombos.Connectors.Sources.Url;
using Toombos.Connectors.Sources.WebSub;

namespace Toombos.Connectors;

/// <summary>Makes the outside world known to the host.</summary>
public static class ConnectorsRegistration
{
    /// <param name="gate">Says for whom anything may leave, by scope; for everybody when left out.</param>
    public static IServiceCollection AddConnectors(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, OutboundGate>? gate = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OutboundHttpOptions>().Bind(configuration.GetSection(OutboundHttpOptions.Section)).ValidateOnStart();
        services.AddOptions<FolderSourceOptions>().Bind(configuration.GetSection(FolderSourceOptions.Section)).ValidateOnStart();
        services.AddOptions<GitSourceOptions>().Bind(configuration.GetSection(GitSourceOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GitSourceOptions>, GitSourceOptionsValidator>();
        services.AddSingleton<IValidateOptions<OutboundHttpOptions>, OutboundHttpOptionsValidator>();
        services.AddSingleton<IValidateOptions<FolderSourceOptions>, FolderSourceOptionsValidator>();

        // Addresses may hold secrets, such as the token of a bot, so no log may name them.
        services.AddHttpClient(OutboundHttp.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => OutboundHttp.CreateHandler(provider.GetRequiredService<IOptions<OutboundHttpOptions>>().Value));
        services.AddScoped(gate ?? (_ => OutboundGate.Open)).AddScoped<OutboundHttp>();

        services.AddScoped<UrlSource>().AddScoped<ISource>(provider => provider.GetRequiredService<UrlSource>());
        services.AddScoped<ISource, FeedSource>().AddScoped<ISource, PageSource>().AddScoped<ISource, GitSource>().AddScoped<Recogniser>().AddScoped<HubCalls>();
        services.AddSingleton<FolderSource>().AddSingleton<ISource>(provider => provider.GetRequiredService<FolderSource>());

        services.AddOptions<GoogleDocsOptions>().Bind(configuration.GetSection(GoogleDocsOptions.Section)).ValidateOnStart();
        services.AddOptions<NotionOptions>().Bind(configuration.GetSection(NotionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GoogleDocsOptions>, GoogleDocsOptionsValidator>().AddSingleton<IValidateOptions<NotionOptions>, NotionOptionsValidator>();
        services.AddSingleton<IRequestPace, NotionPace>().AddScoped<ISource, GoogleDocsSource>().AddScoped<ISource, NotionSource>();

        services.AddScoped<AccountCalls>();
        services.AddScoped<ModelClients>();
        services.AddScoped<ApiLine>().AddScoped<LinkCards>().AddSingleton<BlueskySessions>();
        services.AddScoped<IChannel, EmailChannel>().AddScoped<IChannel, WebhookChannel>().AddScoped<IChannel, SiteChannel>().AddScoped<IChannel, BucketChannel>()
            .AddScoped<IChannel, WordPressChannel>().AddScoped<IChannel, BlueskyChannel>().AddScoped<IChannel, MastodonChannel>()
            .AddScoped<IChannel, GhostChannel>().AddScoped<IChannel, DevToChannel>().AddScoped<IChannel, GitChannel>().AddScoped<IChannel, TelegramChannel>().AddScoped<IChannel, DiscordChannel>().AddScoped<IChannel, SlackChannel>()
            .AddScoped<IChannel, ThreadsChannel>().AddScoped<IChannel, FacebookChannel>().AddScoped<IChannel, InstagramChannel>().AddScoped<IChannel, LinkedInChannel>().AddScoped<IChannel, XChannel>()
            .AddScoped<IChannel, BrevoChannel>().AddScoped<IChannel, SendGridChannel>().AddScoped<IChannel, PostmarkChannel>().AddScoped<IChannel, ResendChannel>();
        return services;
    }
}
