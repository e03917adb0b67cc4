using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Sinks;

/// <summary>An object as it was put.</summary>
public sealed record KeptObject(byte[] Bytes, string ContentType, string CacheControl, DateTimeOffset Modified)
{
    public string Mark => $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..32]}\"";
    public string Text => Encoding.UTF8.GetString(Bytes);
}

/// <summary>A store of one bucket that speaks as Amazon S3 does: it computes every signature anew, and heeds conditions. What lies in the folder news is shown to everybody under /public/.</summary>
public sealed class BucketSink : ServiceSink
{
    public const string Bucket = "harbour", AccessKey = "AKIAHARBOUR", Region = "eu-north-1", Folder = "news/";

    public string Secret { get; set; } = "";
    public bool HeedsConditions { get; set; } = true;

    /// <summary>By its own clock.</summary>
    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;
    public ConcurrentDictionary<string, KeptObject> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Somebody else puts something.</summary>
    public void Put(string key, string text) => Objects[key] = new(Encoding.UTF8.GetBytes(text), "text/plain", "", Now());

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Path.StartsWith("/public/", StringComparison.Ordinal)) return Shown(request.Path["/public/".Length..]);
        if (Unsigned(request) is { } refusal) return refusal;
        if (!$"{request.Path}/".StartsWith($"/{Bucket}/", StringComparison.Ordinal)) return Error(404, "NoSuchBucket");
        var key = Uri.UnescapeDataString(request.Path)[$"/{Bucket}".Length..].TrimStart('/');
        Objects.TryGetValue(key, out var there);
        switch (request.Method)
        {
            case "GET" when key.Length == 0:
                return Listed(request);
            case "GET":
                return there is null ? Error(404, "NoSuchKey") : Content(there);
            case "PUT" when HeedsConditions && request.Headers.IfNoneMatch == "*" && there is not null:
            case "PUT" when HeedsConditions && request.Headers.IfMatch.Count > 0 && there?.Mark != request.Headers.IfMatch:
                return Error(412, "PreconditionFailed");
            case "PUT":
                var kept = Objects[key] = new(request.Body, request.ContentType, request.Headers.CacheControl.ToString(), Now());
                return new(200, "", ("ETag", kept.Mark));
            case "DELETE":
                Objects.TryRemove(key, out _);
                return new(204, "");
            default:
                return Error(405, "MethodNotAllowed");
        }
    }

    ServiceReply Shown(string path) => Objects.TryGetValue(Folder + (path.Length == 0 ? "index.html" : path), out var there) ? Content(there) : Error(404, "NoSuchKey");

    ServiceReply Content(KeptObject there) =>
        new(200, "", ("ETag", there.Mark), ("Date", Now().ToString("R", CultureInfo.InvariantCulture)), ("Last-Modified", there.Modified.ToString("R", CultureInfo.InvariantCulture)), ("Content-Type", there.ContentType), ("Cache-Control", there.CacheControl)) { Bytes = there.Bytes };

    ServiceReply Listed(TakenRequest request)
    {
        var keys = Objects.Keys.Where(k => k.StartsWith($"{request.Query["prefix"]}", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var shown = keys.Take(int.Parse($"{request.Query["max-keys"]}", CultureInfo.InvariantCulture)).ToList();
        return new(200, $"<ListBucketResult><IsTruncated>{(shown.Count < keys.Count ? "true" : "false")}</IsTruncated>{string.Concat(shown.Select(k => $"<Contents><Key>{k}</Key></Contents>"))}</ListBucketResult>", ("Content-Type", "application/xml"));
    }

    /// <summary>Why a request is not let in; null where it is.</summary>
    ServiceReply? Unsigned(TakenRequest request)
    {
        var (moment, hash) = ($"{request.Headers["x-amz-date"]}", $"{request.Headers["x-amz-content-sha256"]}");
        if (!DateTimeOffset.TryParseExact(moment, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return Error(403, "AccessDenied");
        if ((Now() - at).Duration() > TimeSpan.FromMinutes(15)) return Error(403, "RequestTimeTooSkewed");
        if (hash != Convert.ToHexStringLower(SHA256.HashData(request.Body))) return Error(400, "XAmzContentSHA256Mismatch");
        var parts = request.Headers.Authorization.ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["AWS4-HMAC-SHA256", var credential, var names, var signature]) return Error(403, "AccessDenied");
        var scope = credential["Credential=".Length..].Split('/', 2);
        if (scope[0] != AccessKey) return Error(403, "InvalidAccessKeyId");
        var day = moment[..8];
        if (scope[1] != $"{day}/{Region}/s3/aws4_request") return Error(400, "AuthorizationHeaderMalformed", $"<Region>{Region}</Region>");
        var signed = names["SignedHeaders=".Length..];
        if (!signed.Contains("host", StringComparison.Ordinal) || !signed.Contains("x-amz-date", StringComparison.Ordinal)) return Error(403, "AccessDenied");
        var query = string.Join('&', request.Query.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString($"{q.Value}")}"));
        var canonical = string.Join('\n', [request.Method, string.Join('/', Uri.UnescapeDataString(request.Path).Split('/').Select(Uri.EscapeDataString)), query, .. signed.Split(';').Select(name => $"{name}:{request.Headers[name]}"), "", signed, hash]);
        var text = $"AWS4-HMAC-SHA256\n{moment}\n{scope[1]}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + Secret), day), Region), "s3"), "aws4_request");
        return signature == "Signature=" + Convert.ToHexStringLower(Mac(key, text)) ? null : Error(403, "SignatureDoesNotMatch");
    }

    static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    public static ServiceReply Error(int status, string code, string more = "") =>
        new(status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>It is {code}.</Message>{more}</Error>", ("Content-Type", "application/xml"));
}
