using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A server of the AT Protocol with one account: sessions that run out, records under their names, puts of the same that change nothing.</summary>
public sealed class PdsSink : ServiceSink
{
    const string Did = "did:plc:harbour234567abcdefghijk";

    readonly SortedDictionary<string, JsonObject> _records = new(StringComparer.Ordinal);
    readonly Dictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    int _session;

    public string Password { get; set; } = "";

    /// <summary>How often somebody signed in with the password, and how often records were written.</summary>
    public int SignIns { get; private set; }
    public int Commits { get; private set; }

    /// <summary>Pictures by their names, which follow from their content.</summary>
    public IReadOnlyDictionary<string, byte[]> Blobs => _blobs;

    /// <summary>In the order of their names: name, text, name of the post that each answers.</summary>
    public IReadOnlyList<(string Key, JsonObject Record)> Records => [.. _records.Select(r => (r.Key, r.Value))];

    /// <summary>The session that is open no longer holds.</summary>
    public void Expire() => _session++;

    protected override ServiceReply Handle(TakenRequest request)
    {
        var method = request.Path.Replace("/xrpc/", "", StringComparison.Ordinal);
        switch (method)
        {
            case "com.atproto.server.describeServer":
                return ServiceReply.Of(new JsonObject { ["did"] = "did:web:harbour.example" });
            case "com.atproto.server.createSession":
                if ($"{request.Json["password"]}" != Password) return Error(401, "AuthenticationRequired", "Invalid identifier or password");
                SignIns++;
                return Session();
            case "com.atproto.server.refreshSession":
                return Bearer(request).StartsWith("refresh-", StringComparison.Ordinal) ? Session() : Error(400, "InvalidToken", "Token could not be verified");
            case "com.atproto.identity.resolveHandle":
                return request.Query["handle"] == "pilot.example" ? ServiceReply.Of(new JsonObject { ["did"] = "did:plc:pilot" }) : Error(400, "InvalidRequest", "Unable to resolve handle");
            case "com.atproto.repo.getRecord":
                return _records.TryGetValue(request.Query["rkey"].ToString(), out var found) ? ServiceReply.Of(Named(request.Query["rkey"]!, found)) : Error(400, "RecordNotFound", "Could not locate record");
        }
        if (Bearer(request) != $"access-{_session}-{Password}") return Error(400, "ExpiredToken", "Token has expired");
        if (method == "com.atproto.repo.uploadBlob") return Upload(request);
        if (method == "app.bsky.feed.getPosts")
        {
            var seen = _records.Keys.Where(k => request.Query["uris"].Contains($"at://{Did}/app.bsky.feed.post/{k}"));
            return ServiceReply.Of(new JsonObject { ["posts"] = new JsonArray([.. seen.Select(k => new JsonObject { ["uri"] = $"at://{Did}/app.bsky.feed.post/{k}", ["likeCount"] = 3, ["repostCount"] = 1, ["replyCount"] = 2, ["quoteCount"] = 4, ["bookmarkCount"] = 5 })]) });
        }
        var (body, key) = (request.Json, $"{request.Json["rkey"]}");
        switch (method)
        {
            case "com.atproto.repo.putRecord":
                if (key.Length != 13) return Error(400, "InvalidRequest", "Invalid record key");
                var record = (JsonObject)body["record"]!.DeepClone();
                if (new StringInfo($"{record["text"]}").LengthInTextElements > 300) return Error(400, "InvalidRequest", "Invalid app.bsky.feed.post record: Record/text must not be longer than 300 graphemes");
                foreach (var image in record["embed"]?["images"]?.AsArray() ?? [])
                    if (!_blobs.ContainsKey($"{image!["image"]!["ref"]!["$link"]}")) return Error(400, "BlobNotFound", "Could not find blob");
                if (!_records.TryGetValue(key, out var before) || !JsonNode.DeepEquals(before, record)) Commits++;
                _records[key] = record;
                return ServiceReply.Of(Named(key, record));
            case "com.atproto.repo.deleteRecord":
                _records.Remove(key);
                return ServiceReply.Of(new JsonObject());
            default:
                return Error(501, "MethodNotImplemented", "Method Not Implemented");
        }
    }

    ServiceReply Upload(TakenRequest request)
    {
        if (request.Body.Length > 2_000_000) return Error(400, "BlobTooLarge", "This file is too large");
        var name = "bafkrei" + Convert.ToHexStringLower(SHA256.HashData(request.Body))[..40];
        _blobs[name] = request.Body;
        return ServiceReply.Of(new JsonObject
        {
            ["blob"] = new JsonObject { ["$type"] = "blob", ["ref"] = new JsonObject { ["$link"] = name }, ["mimeType"] = request.Headers.ContentType.ToString(), ["size"] = request.Body.Length },
        });
    }

    ServiceReply Session() => ServiceReply.Of(new JsonObject { ["did"] = Did, ["handle"] = "harbour.example", ["accessJwt"] = $"access-{_session}-{Password}", ["refreshJwt"] = $"refresh-{_session}-{Password}" });

    static JsonObject Named(string key, JsonObject record) => new()
    {
        ["uri"] = $"at://{Did}/app.bsky.feed.post/{key}", ["cid"] = "bafy" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.ToJsonString())))[..32], ["value"] = record.DeepClone(),
    };

    static string Bearer(TakenRequest request) => request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    static ServiceReply Error(int status, string error, string message) => ServiceReply.Of(new JsonObject { ["error"] = error, ["message"] = message }, status);
}
