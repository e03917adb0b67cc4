using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Toombos.Connectors.Http;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>
/// Finds out what a provider says of itself. Tenants name these addresses, so every call goes through the one safe way out,
/// and every address in the answer is judged before it is used.
/// </summary>
public sealed class IssuerDirectory(OutboundHttp http, KnownIssuers known, IOptions<OutboundHttpOptions> outbound)
{
    const int LargestDocument = 512 * 1024;

    /// <summary>What is known of the provider, asked for when it is too old.</summary>
    /// <exception cref="IssuerException">It can't be reached, or is no provider as it must be.</exception>
    public async Task<Issuer> GetAsync(string issuer, CancellationToken ct) => known.Find(issuer) ?? await ReadAsync(issuer, ct);

    /// <summary>After a token with an unknown key: the provider may have changed its keys since it was asked.</summary>
    public Task<Issuer> GetAnewAsync(string issuer, CancellationToken ct) => known.MayAskAgain(issuer) ? ReadAsync(issuer, ct) : GetAsync(issuer, ct);

    /// <summary>Asks the provider, whatever is known.</summary>
    public async Task<Issuer> ReadAsync(string issuer, CancellationToken ct)
    {
        CheckAddress("issuer", issuer);
        var configuration = Parse(await FetchAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", "openid-configuration", ct), text => new OpenIdConnectConfiguration(text));
        if (configuration.Issuer?.TrimEnd('/') != issuer.TrimEnd('/'))
            throw new IssuerException($"It calls itself '{Shown(configuration.Issuer)}'. Enter exactly that as the issuer.");
        CheckAddress("authorization_endpoint", configuration.AuthorizationEndpoint);
        CheckAddress("token_endpoint", configuration.TokenEndpoint);
        CheckAddress("jwks_uri", configuration.JwksUri);
        if (configuration.UserInfoEndpoint is { Length: > 0 } info) CheckAddress("userinfo_endpoint", info);
        if (configuration.ResponseTypesSupported.Count > 0 && !configuration.ResponseTypesSupported.Contains("code"))
            throw new IssuerException("It does not offer the authorization code flow.");
        var keys = Parse(await FetchAsync(configuration.JwksUri, "key set", ct), text => new JsonWebKeySet(text)).GetSigningKeys()
            .Where(key => key is not SymmetricSecurityKey && (key as JsonWebKey)?.Kty is not JsonWebAlgorithmsKeyTypes.Octet).ToList();
        if (keys.Count == 0) throw new IssuerException("It publishes no public key to check its signatures with.");

        var found = new Issuer(configuration, keys);
        known.Keep(issuer, found);
        return found;
    }

    async Task<string> FetchAsync(string address, string what, CancellationToken ct) => await http.CallAsync(address, ct: ct) switch
    {
        HttpAnswer.Answered { Status: 200, Body.Length: <= LargestDocument } answer => Encoding.UTF8.GetString(answer.Body.Span),
        HttpAnswer.Answered { Status: 200 } => throw new IssuerException($"Its {what} at {address} is too large."),
        HttpAnswer.Answered answer => throw new IssuerException($"It answered {answer.Status} instead of its {what} at {address}."),
        HttpAnswer.Refused refused => throw new IssuerException(refused.Sentence),
        HttpAnswer.Unreachable gone => throw new IssuerException(gone.Sentence),
        var other => throw new NotSupportedException(other.ToString()),
    };

    static T Parse<T>(string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (Exception failure) when (failure is ArgumentException or JsonException or FormatException or InvalidOperationException)
        {
            throw new IssuerException("What it publishes about itself can't be read as OpenID Connect metadata.");
        }
    }

    /// <summary>Secrets and people are sent to these addresses, so nobody on the way may read along or answer instead.</summary>
    void CheckAddress(string what, string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            throw new IssuerException($"Its {what} is no web address.");
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && outbound.Value.AllowedPrivateHosts.Contains(address.Host)))
            throw new IssuerException($"Its {what} must be an https address.");
    }

    static string Shown(string? text) => text is null ? "" : text.Length <= 200 ? text : text[..200];
}
