using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>
/// Lets in whoever sends a key, a session token or an access token in a header, <c>X-API-Key</c> or <c>Authorization: Bearer</c>. Enters the caller's workspace.
/// </summary>
public sealed class CredentialAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Credentials credentials, Tenant tenant)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "credential";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await credentials.OfAsync(Request, Context.RequestAborted) is not { Caller: var caller })
            return Credentials.SecretOf(Request) is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail("unknown");
        if (caller.WorkspaceId is { } workspace) tenant.Enter(workspace, caller);
        else tenant.Know(caller);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, caller.Name)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A problem takes the place of the answer; this header must outlive that.
        Response.OnStarting(() =>
        {
            Response.Headers.WWWAuthenticate = "Bearer realm=\"toombos\"";
            return Task.CompletedTask;
        });
        throw new Http.DomainRuleException("credential.required",
            "Send a valid API key in the X-API-Key header, or a key or access token as Authorization: Bearer.", StatusCodes.Status401Unauthorized);
    }
}
