using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Hostile;

/// <summary>An access token is what this server signed, as it signed it, for this API, now; everything that only looks like one opens nothing.</summary>
public sealed class TokenTests(Hosts hosts)
{
    static string Encode(string json) => Base64UrlEncoder.Encode(json);

    static JsonObject Part(string token, int part) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[part]))!.AsObject();

    async Task<(ToombosHost Host, string Token)> GoodAsync()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var token = (await host.SignUpAsync()).Session.AccessToken!;
        await host.With(token).Accounts.GetMeAsync(TestContext.Current.CancellationToken);
        return (host, token);
    }

    static Task<Client.ToombosApiException> RefusedAsync(ToombosHost host, string token) =>
        Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(token).Accounts.GetMeAsync(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    public async Task A_token_that_says_it_needs_no_signature_is_refused(string algorithm)
    {
        var (host, token) = await GoodAsync();
        var header = Part(token, 0);
        header["alg"] = algorithm;
        var payload = token.Split('.')[1];
        await RefusedAsync(host, $"{Encode(header.ToJsonString())}.{payload}.");
        await RefusedAsync(host, $"{Encode(header.ToJsonString())}.{payload}.{token.Split('.')[2]}");
        header.Remove("kid");
        await RefusedAsync(host, $"{Encode(header.ToJsonString())}.{payload}.");
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task The_published_key_is_no_shared_secret(string algorithm)
    {
        var (host, token) = await GoodAsync();
        var jwks = await host.CreateClient().GetStringAsync("/.well-known/jwks.json", TestContext.Current.CancellationToken);
        var key = JsonNode.Parse(jwks)!["keys"]![0]!;
        using var point = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64UrlEncoder.DecodeBytes((string)key["x"]!), Y = Base64UrlEncoder.DecodeBytes((string)key["y"]!) },
        });
        var header = Part(token, 0);
        header["alg"] = algorithm;
        var signed = $"{Encode(header.ToJsonString())}.{token.Split('.')[1]}";
        foreach (var secret in (byte[][])[Encoding.UTF8.GetBytes(point.ExportSubjectPublicKeyInfoPem()), point.ExportSubjectPublicKeyInfo(), Encoding.UTF8.GetBytes(key.ToJsonString()), Encoding.UTF8.GetBytes((string)key["x"]!), []])
        {
            var mac = algorithm switch { "HS256" => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)), "HS384" => HMACSHA384.HashData(secret, Encoding.ASCII.GetBytes(signed)), _ => HMACSHA512.HashData(secret, Encoding.ASCII.GetBytes(signed)) };
            await RefusedAsync(host, $"{signed}.{Base64UrlEncoder.Encode(mac)}");
        }
    }

    [Fact]
    public async Task A_swapped_payload_is_refused()
    {
        var (host, token) = await GoodAsync();
        var other = (await host.SignUpAsync()).Session;
        var (mine, theirs) = (token.Split('.'), other.AccessToken!.Split('.'));
        await RefusedAsync(host, $"{mine[0]}.{theirs[1]}.{mine[2]}");
        var payload = Part(token, 1);
        payload["wid"] = Guid.NewGuid().ToString();
        await RefusedAsync(host, $"{mine[0]}.{Encode(payload.ToJsonString())}.{mine[2]}");
        await RefusedAsync(host, $"{mine[0]}.{mine[1]}.{Base64UrlEncoder.Encode(new byte[64])}"); // the signature of all zeros that some libraries took
        await RefusedAsync(host, $"{mine[0]}.{mine[1]}.{mine[2]}.extra");
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("type")]
    [InlineData("expired")]
    [InlineData("not yet")]
    [InlineData("no end")]
    [InlineData("session")]
    public async Task Our_own_key_signs_nothing_else_that_opens_the_api(string what)
    {
        var (host, token) = await GoodAsync();
        var (payload, now) = (Part(token, 1), host.Clock.GetUtcNow().UtcDateTime);
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = what == "issuer" ? "somebody" : "toombos", Audience = what == "audience" ? "another-api" : "toombos-api", TokenType = what == "type" ? "JWT" : "at+jwt",
            IssuedAt = now, NotBefore = what == "not yet" ? now.AddMinutes(5) : now, Expires = what switch { "expired" => now.AddSeconds(-1), "no end" => null, _ => now.AddMinutes(15) },
            Subject = new ClaimsIdentity([new("sub", (string)payload["sub"]!), new("sid", what == "session" ? Guid.NewGuid().ToString() : (string)payload["sid"]!)]),
            SigningCredentials = await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Platform.Identity.SigningKeys>(host.Services).CurrentAsync(TestContext.Current.CancellationToken),
        };
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        if (what == "expired") (descriptor.NotBefore, descriptor.IssuedAt) = (now.AddMinutes(-20), now.AddMinutes(-20));
        await RefusedAsync(host, handler.CreateToken(descriptor));
    }

    [Theory]
    [InlineData("jwk")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("kid: unknown")]
    [InlineData("kid: path")]
    [InlineData("kid: sql")]
    [InlineData("kid: none")]
    public async Task A_token_never_brings_its_own_key(string what)
    {
        var (host, token) = await GoodAsync();
        using var attacker = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (header, point) = (Part(token, 0), attacker.ExportParameters(false).Q);
        var jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) };
        switch (what)
        {
            case "jwk": header["jwk"] = jwk; break;
            case "jku": header["jku"] = "https://evil.example/jwks.json"; break;
            case "x5u": header["x5u"] = "https://evil.example/cert.pem"; break;
            case "kid: unknown": header["kid"] = Guid.NewGuid().ToString("N"); break;
            case "kid: path": header["kid"] = "../../../../dev/null"; break;
            case "kid: sql": header["kid"] = "' UNION SELECT 'key' --"; break;
            default: header.Remove("kid"); break;
        }
        var signed = $"{Encode(header.ToJsonString())}.{token.Split('.')[1]}";
        await RefusedAsync(host, $"{signed}.{Base64UrlEncoder.Encode(attacker.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}");
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.a.b.c.d")]
    public async Task What_is_no_token_is_refused_and_nothing_falls(string text) => await RefusedAsync(await hosts.GetAsync(DatabaseKind.Sqlite), text);

    [Fact]
    public async Task A_token_longer_than_any_of_ours_is_not_even_read() => await RefusedAsync(await hosts.GetAsync(DatabaseKind.Sqlite), $"{Encode("{}")}.{new string('a', 9_000)}.{new string('b', 86)}");

    [Fact]
    public async Task A_refresh_token_and_the_id_of_a_session_are_no_access_tokens()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var session = (await host.SignUpAsync()).Session;
        await RefusedAsync(host, session.RefreshToken!);
        await RefusedAsync(host, session.Id.ToString());
    }
}
