using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>LinkedIn with one member and one page: posts and pictures by their versioned interface, no repetition known, reading granted or not.</summary>
public sealed class LinkedInSink : ServiceSink
{
    readonly List<(string Urn, string Author, string Commentary, long At)> _posts = [];
    readonly Dictionary<string, LinkedInImage> _images = [];
    readonly List<JsonObject> _bodies = [];
    int _number = 7000;

    public string Token { get; set; } = "";
    public bool MayRead { get; set; } = true;
    public IReadOnlyList<(string Urn, string Author, string Commentary, long At)> Posts => _posts;

    /// <summary>By their names; and what each post says, in order.</summary>
    public IReadOnlyDictionary<string, LinkedInImage> Images => _images;
    public IReadOnlyList<JsonObject> Bodies => _bodies;

    /// <summary>Throws away what no post shows.</summary>
    public void Sweep() => _images.Clear();

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Token}") return Error(401, "Invalid access token");
        if (request.Is("GET", "/v2/userinfo")) return ServiceReply.Of(new JsonObject { ["sub"] = "abc", ["name"] = "Ada Höpper" });
        if (request.Headers["LinkedIn-Version"] != "202608") return Error(426, "Requested version is not active");
        if (request.Is("GET", "/rest/organizationAcls"))
            return !MayRead ? Error(403, "Not enough permissions") : ServiceReply.Of(new JsonObject { ["elements"] = new JsonArray(new JsonObject { ["organization"] = "urn:li:organization:42", ["role"] = "ADMINISTRATOR" }) });
        if (request.Is("GET", "/rest/organizations/42")) return ServiceReply.Of(new JsonObject { ["id"] = 42, ["localizedName"] = "The Harbour" });
        if (request.Is("POST", "/rest/images") && request.Query["action"] == "initializeUpload")
        {
            if (request.Json["initializeUploadRequest"]?["owner"] is null) return Error(400, "owner is required");
            _images[$"urn:li:image:{++_number}"] = new();
            return ServiceReply.Of(new JsonObject { ["value"] = new JsonObject { ["uploadUrl"] = $"{Address}/dms-uploads/{_number}", ["image"] = $"urn:li:image:{_number}" } });
        }
        if (request.Method == "PUT" && _images.TryGetValue($"urn:li:image:{request.Path.Replace("/dms-uploads/", "", StringComparison.Ordinal)}", out var upload))
        {
            upload.Content = request.Body;
            return new(201, "");
        }
        if (request.Method == "GET" && _images.TryGetValue(request.Path.Replace("/rest/images/", "", StringComparison.Ordinal), out var looked))
            return !MayRead ? Error(403, "Not enough permissions") : ServiceReply.Of(new JsonObject { ["status"] = looked.Content is null ? "WAITING_UPLOAD" : ++looked.Looks > 1 ? "AVAILABLE" : "PROCESSING" });
        if (request.Is("GET", "/rest/organizationalEntityShareStatistics"))
            return !MayRead ? Error(403, "Not enough permissions") : ServiceReply.Of(new JsonObject
            {
                ["elements"] = new JsonArray([.. _posts.Where(p => $"{request.Query["shares"]}"["List(".Length..^1].Split(',').Contains(p.Urn)).Select(p => new JsonObject
                {
                    ["share"] = p.Urn, ["totalShareStatistics"] = new JsonObject { ["impressionCount"] = 600, ["clickCount"] = 7, ["likeCount"] = 3, ["commentCount"] = 2, ["shareCount"] = 1, ["engagement"] = 0.02 },
                })]),
            });
        if (request.Is("POST", "/rest/posts"))
        {
            var body = request.Json;
            JsonNode?[] shown = body["content"]?["multiImage"]?["images"]?.AsArray() is { } several ? [.. several] : body["content"]?["media"] is { } one ? [one] : [];
            if (shown.Any(i => !_images.TryGetValue($"{i!["id"]}", out var image) || image.Content is null) || (body["content"]?["multiImage"] is not null && shown.Length < 2)) return Error(400, "The media asset is not available");
            if ($"{body["commentary"]}".Length > 3000) return Error(422, "commentary exceeds the maximum length");
            _posts.Add(($"urn:li:share:{++_number}", $"{body["author"]}", $"{body["commentary"]}", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
            _bodies.Add(body);
            return new(201, "", ("x-restli-id", _posts[^1].Urn));
        }
        if (request.Is("GET", "/rest/posts"))
            return !MayRead ? Error(403, "Not enough permissions to access: posts.FINDER-author")
                : ServiceReply.Of(new JsonObject { ["elements"] = new JsonArray([.. _posts.AsEnumerable().Reverse().Where(p => p.Author == request.Query["author"]).Select(p => new JsonObject { ["id"] = p.Urn, ["commentary"] = p.Commentary, ["createdAt"] = p.At })]) });
        if (request.Method == "POST" && request.Headers["X-RestLi-Method"] == "PARTIAL_UPDATE")
        {
            var at = _posts.FindIndex(p => request.Path == $"/rest/posts/{p.Urn}");
            if (at < 0) return Error(404, "Could not find entity");
            if (request.Json["patch"]?["$set"]?["commentary"] is not { } commentary) return Error(400, "patch is required");
            if ($"{commentary}".Length > 3000) return Error(422, "commentary exceeds the maximum length");
            _posts[at] = _posts[at] with { Commentary = $"{commentary}" };
            return new(204, "");
        }
        if (request.Method == "DELETE" && request.Path.StartsWith("/rest/posts/", StringComparison.Ordinal))
        {
            _posts.RemoveAll(p => request.Path.EndsWith(p.Urn, StringComparison.Ordinal));
            return new(204, "");
        }
        return Error(404, "Not found");
    }

    static ServiceReply Error(int status, string message) => ServiceReply.Of(new JsonObject { ["status"] = status, ["message"] = message }, status);
}

/// <summary>A picture that was announced to LinkedIn, and its bytes when they have come.</summary>
public sealed class LinkedInImage
{
    public byte[]? Content { get; set; }
    public int Looks { get; set; }
}
