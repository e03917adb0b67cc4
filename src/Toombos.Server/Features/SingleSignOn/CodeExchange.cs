using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Toombos.Connectors.Http;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Trades the provider's code for its word about who somebody is, and believes it only when every part of it fits the question that was asked.</summary>
public sealed class CodeExchange(OutboundHttp http, IssuerDirectory issuers, SecretBox box, TimeProvider clock)
{
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Signatures with a key pair only: one made with the client's secret would show no more than that somebody knows the secret.</summary>
    static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 64 * 1024 };

    public async Task<SsoIdentity> RunAsync(SsoProvider provider, StartedSignIn started, string code, CancellationToken ct)
    {
        try
        {
            var issuer = await issuers.GetAsync(provider.Issuer, ct);
            using var answer = await TradeAsync(provider, issuer, started, code, ct);
            var token = await ReadAsync(provider, issuer, started, TextOf(answer.RootElement, "id_token") ?? throw SsoRefusal.Of("The provider's answer holds no identity."), ct);
            var identity = SsoIdentity.Of(provider.Issuer, name => token.TryGetClaim(name, out var claim) ? claim.Value : null);
            // Providers that keep to the letter of the standard tell the address at the userinfo endpoint only.
            return identity.Email is null && issuer.Configuration.UserInfoEndpoint is { Length: > 0 } address && TextOf(answer.RootElement, "access_token") is { } access
                ? await AskAsync(identity, address, access, ct) : identity;
        }
        catch (IssuerException failure)
        {
            throw SsoRefusal.Of($"Your organisation's sign-in can't be used just now. {failure.Message}");
        }
    }

    async Task<JsonDocument> TradeAsync(SsoProvider provider, Issuer issuer, StartedSignIn started, string code, CancellationToken ct)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = started.RedirectAddress, ["client_id"] = provider.ClientId, ["code_verifier"] = started.Verifier,
        };
        AuthenticationHeaderValue? basic = null;
        if (provider.SealedSecret is { } kept)
        {
            var secret = box.TryUnprotect(SsoProvider.SecretPurpose, kept)
                ?? throw SsoRefusal.Of("The client secret that is stored can't be read any more. Ask an admin of the workspace to enter it again.");
            var methods = issuer.Configuration.TokenEndpointAuthMethodsSupported;
            if (methods.Contains("client_secret_post") && !methods.Contains("client_secret_basic")) form["client_secret"] = secret;
            else basic = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}")));
        }
        using var content = new FormUrlEncodedContent(form);
        var answer = await http.CallAsync(issuer.Configuration.TokenEndpoint, content, headers => headers.Authorization = basic, ct: ct);
        if (answer is not HttpAnswer.Answered { Body: var body } answered) throw SsoRefusal.Of($"The provider did not confirm your sign-in. {SentenceOf(answer)}");
        var json = Parse(body) ?? throw SsoRefusal.Of("The provider's answer can't be read.");
        if (answered.Status == 200) return json;
        using (json) throw SsoRefusal.Of($"The provider did not confirm your sign-in. It says: {SsoRefusal.Quote(TextOf(json.RootElement, "error"), TextOf(json.RootElement, "error_description"))}. Sign in again.");
    }

    async Task<JsonWebToken> ReadAsync(SsoProvider provider, Issuer issuer, StartedSignIn started, string text, CancellationToken ct)
    {
        var result = await CheckAsync(provider, issuer, text);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) result = await CheckAsync(provider, await issuers.GetAnewAsync(provider.Issuer, ct), text);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) throw SsoRefusal.Of("The provider's answer is not signed as it must be, is for somebody else, or is too old. Sign in again.");
        if (!token.TryGetPayloadValue<string>("nonce", out var nonce) || nonce != started.Nonce) throw SsoRefusal.Of("The provider's answer belongs to another sign-in. Sign in again.");
        // One token for several programs must say for whom it was made.
        var hasParty = token.TryGetPayloadValue<string>("azp", out var party);
        if (hasParty ? party != provider.ClientId : token.Audiences.Count() > 1) throw SsoRefusal.Of("The provider's answer was made for another program.");
        return token;
    }

    Task<TokenValidationResult> CheckAsync(SsoProvider provider, Issuer issuer, string text) => Tokens.ValidateTokenAsync(text, new TokenValidationParameters
    {
        ValidIssuer = provider.Issuer, ValidAudience = provider.ClientId, ValidAlgorithms = Algorithms, IssuerSigningKeys = issuer.Keys,
        RequireSignedTokens = true, RequireExpirationTime = true, RequireAudience = true,
        LifetimeValidator = (from, until, _, _) => clock.GetUtcNow().UtcDateTime is var now && (from is null || from <= now + Skew) && now - Skew < until,
    });

    async Task<SsoIdentity> AskAsync(SsoIdentity identity, string address, string access, CancellationToken ct)
    {
        var answer = await http.CallAsync(address, prepare: headers => headers.Authorization = new("Bearer", access), ct: ct);
        if (answer is not HttpAnswer.Answered { Status: 200 } answered) throw SsoRefusal.Of("The provider did not tell your address.");
        using var json = Parse(answered.Body) ?? throw SsoRefusal.Of("The provider's answer can't be read.");
        var more = SsoIdentity.Of(identity.Issuer, name => TextOf(json.RootElement, name));
        return more.Subject == identity.Subject ? more with { Name = more.Name ?? identity.Name } : throw SsoRefusal.Of("The provider's answers are about two different people.");
    }

    static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? TextOf(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    static string SentenceOf(HttpAnswer answer) => answer switch
    {
        HttpAnswer.Refused refused => refused.Sentence,
        HttpAnswer.Unreachable gone => gone.Sentence,
        _ => "",
    };
}
