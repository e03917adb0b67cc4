using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>The door of SingleSignOn: a workspace's own OpenID Connect provider, the domains it speaks for, and signing in there.</summary>
public static class SingleSignOnFeature
{
    public static IServiceCollection AddSingleSignOn(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new SsoProvider.Mapping());
            model.ApplyConfiguration(new SsoDomain.Mapping());
        });
        services.AddOptions<SingleSignOnOptions>().BindConfiguration("SingleSignOn").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SingleSignOnOptions>, SingleSignOnOptionsValidator>();
        return services.AddSingleton<DomainProof>().AddSingleton<KnownIssuers>().AddScoped<IssuerDirectory>().AddScoped<CodeExchange>().AddScoped<Arrivals>().AddScoped<SsoRule>();
    }

    public static void MapSingleSignOn(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/sso").WithTags("SingleSignOn");
        door.MapGet("", GetProvider.Handle).Needs(Scopes.SsoWrite).Costs(1).WithName("GetSsoProvider").WithSummary("Gets the workspace's provider without its secret");
        door.MapPut("", SetProvider.Handle).Needs(Scopes.SsoWrite).NeedsRecentSignIn().Costs(10).WithName("SetSsoProvider").WithSummary("Sets the workspace's provider up and checks that it answers");
        door.MapDelete("", RemoveProvider.Handle).Needs(Scopes.SsoWrite).NeedsRecentSignIn().Costs(1).WithName("RemoveSsoProvider").WithSummary("Takes the workspace's provider away");
        door.MapPost("/domains/{domain}/verify", VerifyDomain.Handle).Needs(Scopes.SsoWrite).Costs(10).WithName("VerifySsoDomain").WithSummary("Looks for the TXT record that proves a domain");

        var sessions = app.MapGroup("/v1/sessions/sso").WithTags("SingleSignOn").Costs(10).AllowAnonymous();
        sessions.MapPost("/start", StartSignIn.Handle).WithName("StartSso").WithSummary("Begins a sign-in at the provider that the address belongs to");
        sessions.MapPost("", FinishSignIn.Handle).WithName("FinishSso").WithSummary("Finishes a sign-in at a provider");
    }
}
