using Microsoft.AspNetCore.Authentication;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Identity;

/// <summary>Who may call the API.</summary>
public static class IdentityRegistration
{
    /// <summary>Policy of everything inside a workspace.</summary>
    public const string WorkspacePolicy = "workspace";

    static readonly string[] KeyParameters = ["key", "api_key", "apikey", "api-key", "access_token", "x-api-key"];

    public static IServiceCollection AddApiIdentity(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new ApiKey.Mapping());
            model.ApplyConfiguration(new SignInLink.Mapping());
        });
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(WorkspacePolicy, policy => policy
            .AddAuthenticationSchemes(KeyAuthentication.SchemeName)
            .RequireClaim(KeyAuthentication.WorkspaceClaim));
        services.AddScoped<KeyRing>();
        return services;
    }

    /// <summary>A key in an address ends up in logs and histories, so it is refused, with a hint, before anything else happens.</summary>
    public static IApplicationBuilder UseKeysInHeadersOnly(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/v1") && context.Request.Query.Keys.Any(k => KeyParameters.Contains(k, StringComparer.OrdinalIgnoreCase))
            ? throw new DomainRuleException("key.in-address", "Keys do not belong in addresses, which end up in logs. Revoke this key and send the new one in the X-API-Key header.", StatusCodes.Status400BadRequest)
            : next(context));
}
