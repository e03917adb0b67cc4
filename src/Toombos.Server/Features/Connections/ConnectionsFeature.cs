using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Connections;

/// <summary>The door of Connections: accounts at services outside, the consent to use them, and the tokens that open them.</summary>
public static class ConnectionsFeature
{
    public static IServiceCollection AddConnections(this IServiceCollection services, Role role)
    {
        services.AddTables(model => model.ApplyConfiguration(new Connection.Mapping()).ApplyConfiguration(new ConnectionAttempt.Mapping()).ApplyConfiguration(new ProviderApp.Mapping()));
        services.AddOptions<ConnectionsOptions>().BindConfiguration("Connections").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectionsOptions>, ConnectionsOptionsValidator>();
        services.AddSingleton<RenewSoon>();
        if (role.HasFlag(Role.Worker)) services.AddHostedService(provider => provider.GetRequiredService<RenewSoon>());
        return services.AddScoped<ProviderDirectory>().AddScoped<PastedToken>().AddScoped<ConnectionAlarm>().AddScoped<AccountTokens>().AddScoped<EndedConsent>();
    }

    public static void MapConnections(this IEndpointRouteBuilder app)
    {
        var providers = app.MapGroup("/v1/connection-providers").WithTags("Connections");
        providers.MapGet("", ListProviders.Handle).Costs(1).Needs(Scopes.ConnectionsRead).WithName("ListConnectionProviders").WithSummary("Lists the services that accounts can be connected at");
        providers.MapPut("/{provider}/app", SetProviderApp.Handle).Costs(2).Needs(Scopes.ConnectionsWrite).WithName("SetConnectionApp").WithSummary("Sets the workspace's own app at a service");
        providers.MapDelete("/{provider}/app", SetProviderApp.RemoveAsync).Costs(2).Needs(Scopes.ConnectionsWrite).WithName("RemoveConnectionApp").WithSummary("Takes the workspace's own app at a service away");

        var door = app.MapGroup("/v1/connections").WithTags("Connections");
        door.MapGet("", ListConnections.Handle).Costs(1).Needs(Scopes.ConnectionsRead).WithName("ListConnections").WithSummary("Lists the connected accounts and what uses them");
        door.MapPost("", AddConnection.Handle).Costs(10).Needs(Scopes.ConnectionsWrite).WithName("AddConnection").WithSummary("Connects an account by a token or key file");
        door.MapPost("/start", StartConnection.Handle).Costs(5).Needs(Scopes.ConnectionsWrite).WithName("StartConnection").WithSummary("Begins to connect an account by consent at the service");
        door.MapPost("/finish", FinishConnection.Handle).Costs(10).Needs(Scopes.ConnectionsWrite).WithName("FinishConnection").WithSummary("Finishes with the answer that the service sent back");
        door.MapGet("/{id:guid}", ListConnections.OneAsync).Costs(1).Needs(Scopes.ConnectionsRead).WithName("GetConnection").WithSummary("Gets a connected account without its tokens");
        door.MapPatch("/{id:guid}", UpdateConnection.Handle).Costs(5).Needs(Scopes.ConnectionsWrite).WithName("UpdateConnection").WithSummary("Renames a connected account, or gives it another token");
        door.MapDelete("/{id:guid}", RemoveConnection.Handle).Costs(5).Needs(Scopes.ConnectionsWrite).WithName("RemoveConnection").WithSummary("Disconnects an account that nothing uses");
        door.MapPost("/{id:guid}/check", CheckConnection.Handle).Costs(10).Needs(Scopes.ConnectionsWrite).WithName("CheckConnection").WithSummary("Asks the service whether the account still opens");
    }
}
