using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>
/// Lets in whoever sends a key, a session token or an access token in a header, <c>X-API-Key</c> or <c>Authorization: Bearer</c>;
/// its shape says which it is. Enters the caller's workspace.
/// </summary>
public sealed class CredentialAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    CredentialCache cache, CredentialReader reader, AccessTokens tokens, Tenant tenant, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "credential";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret() is not { } secret) return AuthenticateResult.NoResult();
        if (await FindAsync(secret, Context.RequestAborted) is not { } credential) return AuthenticateResult.Fail("unknown");
        if (credential.ExpiresAt <= clock.GetUtcNow()) return AuthenticateResult.Fail("expired");
        var address = Context.Connection.RemoteIpAddress;
        if (credential.Networks.Count > 0 && !Within(credential.Networks, address)) return AuthenticateResult.Fail("network");

        var caller = credential.Caller with { Address = address };
        if (caller.WorkspaceId is { } workspace) tenant.Enter(workspace, caller);
        else tenant.Know(caller);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, caller.Name)], SchemeName)), SchemeName));
    }

    async ValueTask<Credential?> FindAsync(string secret, CancellationToken ct)
    {
        if (Identity.Secret.Is(Identity.Secret.LiveKey, secret) || Identity.Secret.Is(Identity.Secret.TestKey, secret))
            return await cache.GetAsync(secret, () => reader.OfKeyAsync(secret, ct));
        if (Identity.Secret.Is(Identity.Secret.Session, secret))
            return await cache.GetAsync(secret, () => reader.OfSessionTokenAsync(secret, ct));
        if (secret.Count(c => c == '.') != 2 || await tokens.ReadAsync(secret, ct) is not { } token) return null;
        return await cache.GetAsync($"{token.SessionId:N}{token.WorkspaceId:N}{token.PersonId:N}", () => reader.OfAccessTokenAsync(token, ct));
    }

    static bool Within(IReadOnlyList<IPNetwork> networks, IPAddress? address)
    {
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return networks.Any(network => network.Contains(address));
    }

    string? Secret()
    {
        if (Request.Headers.TryGetValue("X-API-Key", out var header) && !StringValues.IsNullOrEmpty(header)) return header.ToString().Trim();
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;
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
