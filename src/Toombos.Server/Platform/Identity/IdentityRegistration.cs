using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Identity;

/// <summary>Who may call the API.</summary>
public static class IdentityRegistration
{
    /// <summary>Policy of everything inside a workspace.</summary>
    public const string WorkspacePolicy = "workspace";

    /// <summary>Policy of what a person does about their own account.</summary>
    public const string PersonPolicy = "person";

    /// <summary>Policy of the little that anyone may see who is known.</summary>
    public const string CallerPolicy = "caller";

    static readonly string[] KeyParameters = ["key", "api_key", "apikey", "api-key", "access_token", "x-api-key", "token", "bearer"];

    public static IServiceCollection AddApiIdentity(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.MapPeople();
            model.ApplyConfiguration(new Member.Mapping());
            model.ApplyConfiguration(new Invitation.Mapping());
            model.ApplyConfiguration(new Session.Mapping());
            model.ApplyConfiguration(new RefreshToken.Mapping());
            model.ApplyConfiguration(new ApiKey.Mapping());
            model.ApplyConfiguration(new SigningKey.Mapping());
            model.ApplyConfiguration(new OneTimeToken.Mapping());
            model.ApplyConfiguration(new AccountEvent.Mapping());
            model.ApplyConfiguration(new SpentState.Mapping());
        });
        services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
        services.AddSingleton<CredentialCache>().AddSingleton<SigningKeys>().AddSingleton<AccessTokens>();
        services.AddScoped<SealedState>().AddScoped<CredentialReader>().AddScoped<Credentials>().AddScoped<KeyRing>().AddScoped<IAuthorizationHandler, Admission>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, CredentialAuthentication>(CredentialAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(WorkspacePolicy, policy => policy.AddAuthenticationSchemes(CredentialAuthentication.SchemeName).AddRequirements(new AdmissionRequirement(Admitted.Workspace)))
            .AddPolicy(CallerPolicy, policy => policy.AddAuthenticationSchemes(CredentialAuthentication.SchemeName).AddRequirements(new AdmissionRequirement(Admitted.Caller)))
            .AddPolicy(PersonPolicy, policy => policy.AddAuthenticationSchemes(CredentialAuthentication.SchemeName).AddRequirements(new AdmissionRequirement(Admitted.Person)));
        return services.AddPeople();
    }

    /// <summary>ASP.NET Core Identity: stores, hashing, second factors. Its cookies and its pages are not used.</summary>
    static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<PasswordRules>().AddSingleton<PasswordHashing>();
        services.AddSingleton<ILookupNormalizer, AddressNormalizer>();
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<IdentityOptions>>((hasher, ours) => hasher.IterationCount = ours.Value.PasswordRounds);
        services.AddIdentityCore<Person>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = "";
            // Length and a list of common ones are judged by PasswordRules; rules of composition only make people write passwords down.
            identity.Password = new() { RequiredLength = 1, RequiredUniqueChars = 0, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            identity.Lockout = new() { MaxFailedAccessAttempts = 10, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15), AllowedForNewUsers = true };
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        });
        services.AddScoped<IUserStore<Person>, PersonStore>();
        services.Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(identity => identity.Tokens.ProviderMap[TokenOptions.DefaultAuthenticatorProvider] = new(typeof(AuthenticatorTokenProvider<Person>)));
        services.AddTransient<AuthenticatorTokenProvider<Person>>();
        return services;
    }

    /// <summary>A key in an address ends up in logs and histories, so it is refused, with a hint, before anything else happens.</summary>
    public static IApplicationBuilder UseKeysInHeadersOnly(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/v1") && context.Request.Query.Keys.Any(k => KeyParameters.Contains(k, StringComparer.OrdinalIgnoreCase))
            ? throw new DomainRuleException("key.in-address", "Keys and tokens do not belong in addresses, which end up in logs. Revoke this one and send a new one in the X-API-Key or Authorization header.", StatusCodes.Status400BadRequest)
            : next(context));
}
