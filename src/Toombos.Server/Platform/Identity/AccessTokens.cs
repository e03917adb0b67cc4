using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Toombos.Server.Platform.Identity;

/// <summary>What an access token says once its signature and times are found good.</summary>
public sealed record AccessTokenContent(Guid SessionId, Guid PersonId, Guid? WorkspaceId);

/// <summary>Signed access tokens (RFC 9068): made for fifteen minutes, checked against published keys, one algorithm only.</summary>
public sealed class AccessTokens(SigningKeys keys, IOptions<IdentityOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    const string Type = "at+jwt", Audience = "toombos-api", SessionClaim = "sid", WorkspaceClaim = "wid";

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false, MaximumTokenSizeInBytes = 4096 };

    public async Task<(string Token, DateTimeOffset ExpiresAt)> IssueAsync(AccessTokenContent content, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = content.PersonId.ToString(), [SessionClaim] = content.SessionId.ToString(), [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString("N"),
        };
        if (content.WorkspaceId is { } workspace) claims[WorkspaceClaim] = workspace.ToString();
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Issuer, Audience = Audience, TokenType = Type, Claims = claims, SigningCredentials = await keys.CurrentAsync(ct),
            IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime, Expires = (now + Life).UtcDateTime,
        });
        return (token, now + Life);
    }

    /// <summary>Null for anything but a good token of ours.</summary>
    public async Task<AccessTokenContent?> ReadAsync(string token, CancellationToken ct)
    {
        if (!_handler.CanReadToken(token)) return null;
        string? id;
        try
        {
            id = _handler.ReadJsonWebToken(token).Kid;
        }
        catch (ArgumentException)
        {
            return null; // the parts are no base64 or no JSON
        }
        if (await keys.FindAsync(id, ct) is not { } key) return null;
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer, ValidAudience = Audience, ValidTypes = [Type], ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key, TryAllIssuerSigningKeys = false, RequireSignedTokens = true, RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => clock.GetUtcNow().UtcDateTime is var now && from <= now && now < until,
        });
        if (!result.IsValid) return null;
        return IdOf(result.ClaimsIdentity, SessionClaim) is { } session && IdOf(result.ClaimsIdentity, JwtRegisteredClaimNames.Sub) is { } person
            ? new(session, person, IdOf(result.ClaimsIdentity, WorkspaceClaim)) : null;
    }

    static Guid? IdOf(ClaimsIdentity identity, string claim) => Guid.TryParse(identity.FindFirst(claim)?.Value, out var id) ? id : null;
}
