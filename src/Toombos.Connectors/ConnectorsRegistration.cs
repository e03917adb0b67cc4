using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Accounts;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Email;
using Toombos.Connectors.Channels.Site;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Connectors.Http;
using Toombos.Connectors.Models;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Folder;
using Toombos.Connectors.Sources.GoogleDocs;
using Toombos.Connectors.Sources.Notion;
using Toombos.Connectors.Sources.Url;

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
        services.AddSingleton<IValidateOptions<OutboundHttpOptions>, OutboundHttpOptionsValidator>();
        services.AddSingleton<IValidateOptions<FolderSourceOptions>, FolderSourceOptionsValidator>();

        services.AddHttpClient(OutboundHttp.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => OutboundHttp.CreateHandler(provider.GetRequiredService<IOptions<OutboundHttpOptions>>().Value));
        services.AddScoped(gate ?? (_ => OutboundGate.Open)).AddScoped<OutboundHttp>();

        services.AddScoped<UrlSource>().AddScoped<ISource>(provider => provider.GetRequiredService<UrlSource>());
        services.AddSingleton<FolderSource>().AddSingleton<ISource>(provider => provider.GetRequiredService<FolderSource>());

        services.AddOptions<GoogleDocsOptions>().Bind(configuration.GetSection(GoogleDocsOptions.Section)).ValidateOnStart();
        services.AddOptions<NotionOptions>().Bind(configuration.GetSection(NotionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GoogleDocsOptions>, GoogleDocsOptionsValidator>().AddSingleton<IValidateOptions<NotionOptions>, NotionOptionsValidator>();
        services.AddSingleton<NotionPace>().AddScoped<ISource, GoogleDocsSource>().AddScoped<ISource, NotionSource>();

        services.AddScoped<AccountCalls>();
        services.AddScoped<ModelClients>();
        services.AddScoped<IChannel, EmailChannel>().AddScoped<IChannel, WebhookChannel>().AddScoped<IChannel, SiteChannel>();
        return services;
    }
}
