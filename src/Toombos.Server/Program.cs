using Toombos.Connectors;
using Toombos.Dashboard;
using Toombos.Server.Commands;
using Toombos.Server.Features.Access;
using Toombos.Server.Features.Accounts;
using Toombos.Server.Features.Alerts;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Features.Audit;
using Toombos.Server.Features.Chains;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Connections;
using Toombos.Server.Features.Demo;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Evals;
using Toombos.Server.Features.Events;
using Toombos.Server.Features.Files;
using Toombos.Server.Features.Jobs;
using Toombos.Server.Features.Members;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Passkeys;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Features.Publishing;
using Toombos.Server.Features.SingleSignOn;
using Toombos.Server.Features.Stale;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Webhooks;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Limits;
using Toombos.Server.Platform.Mail;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Telemetry;
using Toombos.Server.Platform.Tenancy;

return await CommandLine.RunAsync(args, Build);

static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?> settings)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration.AddInMemoryCollection(settings);
    var role = Roles.Of(builder.Configuration);

    builder.AddKestrel();
    builder.Services.AddSingleton(TimeProvider.System).AddHttp().AddTelemetry(builder.Configuration).AddSharedKeys(builder.Configuration).AddEdge().AddHealthChecks();
    if (role.HasFlag(Role.Api) || role.HasFlag(Role.Worker))
        builder.Services.AddFeatures(builder.Configuration, role);
    if (role.HasFlag(Role.Api)) builder.Services.AddApiDescription();
    if (role.HasFlag(Role.Dashboard)) builder.Services.AddDashboard();

    var app = builder.Build();
    app.UseExceptionHandler().UseStatusCodePages();
    app.UseSafeHeaders();
    app.UseEdge();
    if (role.HasFlag(Role.Api)) app.UseKeysInHeadersOnly().UseNulRefusingQueries();
    app.UseRouting();
    if (role.HasFlag(Role.Api)) app.UseWebSockets();
    if (role.HasFlag(Role.Api)) app.UseOccasions();
    if (role.HasFlag(Role.Api) || role.HasFlag(Role.Dashboard)) app.UseAuthentication();
    if (role.HasFlag(Role.Api)) app.UseRateLimits();
    if (role.HasFlag(Role.Api) || role.HasFlag(Role.Dashboard)) app.UseAuthorization();
    if (role.HasFlag(Role.Api)) app.UseFormRequests();
    app.MapHealth();
    app.MapPrometheusScrapingEndpoint();
    if (role.HasFlag(Role.Api))
    {
        app.MapAccess();
        app.MapAccounts();
        app.MapMembers();
        app.MapSingleSignOn();
        app.MapPasskeys();
        app.MapWorkspaces();
        app.MapUsage();
        app.MapAudit();
        app.MapEvents();
        app.MapJobs();
        app.MapAlerts();
        app.MapWebhooks();
        app.MapConnections();
        app.MapDocuments();
        app.MapVoices();
        app.MapWriting();
        app.MapChains();
        app.MapModels();
        app.MapEvals();
        app.MapChannels();
        app.MapPublishing();
        app.MapStale();
        app.MapFiles();
        app.MapAudiences();
        app.MapPrivacy();
        app.MapOpenApi().AllowAnonymous();
        app.MapReference();
    }
    if (role.HasFlag(Role.Dashboard)) app.MapDashboard();
    return app;
}

/// <summary>The entry point, named so that tests can host it.</summary>
public partial class Program;

/// <summary>All that an API or a worker is made of; the migrations tool reads the tables from the same list.</summary>
static class FeatureList
{
    public static void AddFeatures(this IServiceCollection services, IConfiguration configuration, Role role)
    {
        services.AddDatabase(configuration).AddHttpContextAccessor();
        services.AddJobs(configuration, role);
        services.AddSecrets();
        services.AddSingleton<PublicAddress>();
        services.AddMail();
        services.AddApiIdentity();
        services.AddLimits();
        services.AddConnectors(configuration, provider => new(() => provider.GetRequiredService<Outbound>().WhyClosed));
        services.AddWorkspaces();
        services.AddUsage(role);
        services.AddAccess();
        services.AddAccounts();
        services.AddMembers();
        services.AddSingleSignOn();
        services.AddPasskeys();
        services.AddConnections(role);
        services.AddDocuments(role);
        services.AddVoices();
        services.AddModels();
        services.AddWriting();
        services.AddEvals();
        services.AddChains();
        services.AddChannels(role);
        services.AddPublishing(role);
        services.AddStale();
        services.AddEvents();
        services.AddWebhooks();
        services.AddFiles();
        services.AddAudiences();
        services.AddPrivacy(role);
        services.AddDemo();
    }
}
