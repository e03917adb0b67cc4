using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>Whose signature it is, for what, and when.</summary>
sealed record AwsSigner(string AccessKey, string SecretKey, string Region, string Service, DateTimeOffset At)
{
    public string Moment => At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    public string Day => Moment[..8];
    public string Scope => $"{Day}/{Region}/{Service}/aws4_request";
}

/// <summary>
/// Signs a request by AWS Signature Version 4, in its header. Paths are taken as they are sent, encoded once, as S3 wants it.
/// Source: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
static class AwsSignature
{
    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <param name="headers">Those that are signed, besides the host's.</param>
    /// <param name="bodyHash">SHA-256 of the body, in hex.</param>
    public static string Of(AwsSigner signer, HttpMethod method, Uri address, IEnumerable<(string Name, string Value)> headers, string bodyHash)
    {
        var signed = headers.Append((Name: "host", Value: HostOf(address))).Select(h => (Name: h.Name.ToLowerInvariant(), Value: Trimmed(h.Value))).OrderBy(h => h.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(';', signed.Select(h => h.Name));
        var request = $"{method.Method}\n{address.AbsolutePath}\n{Query(address)}\n{string.Concat(signed.Select(h => $"{h.Name}:{h.Value}\n"))}\n{names}\n{bodyHash}";
        var text = $"{Algorithm}\n{signer.Moment}\n{signer.Scope}\n{Hash(Encoding.UTF8.GetBytes(request))}";
        var key = new[] { signer.Day, signer.Region, signer.Service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + signer.SecretKey), Mac);
        return $"{Algorithm} Credential={signer.AccessKey}/{signer.Scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(Mac(key, text))}";
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>As it is sent: with a port only where that is not the usual one.</summary>
    static string HostOf(Uri address) => address.IsDefaultPort ? address.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}");

    /// <summary>In the order of names, and then of values; one without a value is empty.</summary>
    static string Query(Uri address) => string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).Select(p => (Name: p[0], Value: p.Length > 1 ? p[1] : ""))
        .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));

    static string Trimmed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
