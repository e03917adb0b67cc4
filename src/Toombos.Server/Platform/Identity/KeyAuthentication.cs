using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Lets in whoever sends a key in a header, <c>X-API-Key</c> or <c>Authorization: Bearer</c>, and enters the key's workspace.</summary>
public sealed class KeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ToombosDb db, Tenant tenant, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "key";
    public const string KeyIdClaim = "key";
    public const string WorkspaceClaim = "workspace";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret() is not { } secret) return AuthenticateResult.NoResult();
        if (!ApiKey.LooksRight(secret)) return AuthenticateResult.Fail("malformed");

        var hash = ApiKey.HashOf(secret);
        var key = await db.ApiKeys.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .FirstOrDefaultAsync(k => k.Hash == hash, Context.RequestAborted);
        if (key is null || key.ExpiresAt <= clock.GetUtcNow()) return AuthenticateResult.Fail("unknown");

        tenant.Enter(key.WorkspaceId, key.Name);
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, key.Name), new(KeyIdClaim, key.Id.ToString()), new(WorkspaceClaim, key.WorkspaceId.ToString())], SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
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
        throw new Http.DomainRuleException("key.required",
            "Send a valid API key in the X-API-Key header, or as Authorization: Bearer.", StatusCodes.Status401Unauthorized);
    }
}
