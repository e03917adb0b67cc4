using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Passkeys;

/// <summary>The door of Passkeys: one's own, and signing in with one.</summary>
public static class PasskeysFeature
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>().AddScoped<PasskeyRules>();
        // The browser talks to the dashboard and the dashboard to the API, so what this request says of host and origin tells nothing.
        services.AddOptions<IdentityPasskeyOptions>().Configure<PublicAddress>((passkeys, address) =>
        {
            passkeys.AuthenticatorTimeout = PasskeyRules.StateLife;
            passkeys.ServerDomain = PasskeyRules.DomainOf(address);
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "preferred";
            passkeys.AttestationConveyancePreference = "none";
            passkeys.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && PasskeyRules.IsOurs(context.Origin, address));
        });
        return services;
    }

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup("/v1/me/passkeys").WithTags("Passkeys").Costs(1).NeedsPerson();
        mine.MapGet("", ListPasskeys.Handle).WithName("ListPasskeys").WithSummary("Lists one's own passkeys, oldest first");
        mine.MapPost("/options", StartPasskey.Handle).NeedsRecentSignIn().WithName("StartPasskey").WithSummary("Gets options for making a passkey in the browser");
        mine.MapPost("", AddPasskey.Handle).NeedsRecentSignIn().WithName("AddPasskey").WithSummary("Registers a passkey");
        mine.MapPut("/{id}", RenamePasskey.Handle).WithName("RenamePasskey").WithSummary("Renames a passkey");
        mine.MapDelete("/{id}", RemovePasskey.Handle).NeedsRecentSignIn().WithName("RemovePasskey").WithSummary("Removes a passkey");

        var sessions = app.MapGroup("/v1/sessions/passkey").WithTags("Passkeys").Costs(5).AllowAnonymous();
        sessions.MapPost("/options", StartPasskeySignIn.Handle).WithName("StartPasskeySignIn").WithSummary("Gets options for signing in with a passkey");
        sessions.MapPost("", SignInWithPasskey.Handle).WithName("SignInWithPasskey").WithSummary("Signs in with a passkey, which is two factors in one");
    }
}
