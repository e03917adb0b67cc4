using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Accounts;

/// <summary>The key file of a Google service account. The address that it names for tokens is not believed: keys are sent to no address of somebody's choice.</summary>
public sealed record ServiceAccountKey(string Email, string PrivateKey)
{
    static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Null for a text that is no such file, or whose key is none.</summary>
    public static ServiceAccountKey? Read(string text)
    {
        if (JsonPath.Object(Encoding.UTF8.GetBytes(text)) is not { } json || json.Text("type") != "service_account") return null;
        if (json.Text("client_email") is not { Length: > 0 and <= 254 } email || json.Text("private_key") is not { Length: > 0 } key) return null;
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return new(email, key);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A statement that the account wants these scopes (RFC 7523), good for an hour.</summary>
    public string Sign(string audience, IEnumerable<string> scopes, DateTimeOffset now)
    {
        var (header, claims) = (new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" }, new JsonObject
        {
            ["iss"] = Email, ["scope"] = string.Join(' ', scopes), ["aud"] = audience, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = (now + Life).ToUnixTimeSeconds(),
        });
        var text = $"{Encode(header.ToJsonString())}.{Encode(claims.ToJsonString())}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(PrivateKey);
        return $"{text}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    /// <summary>Without the key.</summary>
    public override string ToString() => Email;
}
