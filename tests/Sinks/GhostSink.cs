using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A Ghost site with one integration: tokens for five minutes, slugs that are made different, changes that name the state they replace.</summary>
public sealed class GhostSink : ServiceSink
{
    readonly List<JsonObject> _posts = [];
    int _changes;

    /// <summary>Id and secret of the integration.</summary>
    public string Key { get; set; } = "";
    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;
    public IReadOnlyList<JsonObject> Posts => _posts;
    public List<(string Address, byte[] Content)> Images { get; } = [];

    /// <summary>Somebody changes a post there.</summary>
    public void Touch() => _posts.ForEach(p => p["updated_at"] = Stamp());

    protected override ServiceReply Handle(TakenRequest request)
    {
        var path = request.Path.Replace("/ghost/api/admin/", "", StringComparison.Ordinal);
        if (path == "site/") return ServiceReply.Of(new JsonObject { ["site"] = new JsonObject { ["title"] = "The Harbour", ["version"] = "6.3" } });
        if (!IsSigned(request.Headers.Authorization.ToString())) return Error(401, "UnauthorizedError", "Invalid token", "Unknown Admin API Key");
        if (path == "images/upload/")
        {
            var file = request.Form.First(p => p.Name == "file");
            if (file.ContentType is not ("image/png" or "image/jpeg")) return Error(415, "UnsupportedMediaTypeError", "Please select a valid image.", "");
            Images.Add(($"https://harbour.example/content/images/{Images.Count + 1}-{file.FileName}", file.Content));
            return ServiceReply.Of(new JsonObject { ["images"] = new JsonArray(new JsonObject { ["url"] = Images[^1].Address, ["ref"] = null }) }, 201);
        }
        if (path == "posts/" && request.Method == "GET")
        {
            var filter = request.Query["filter"].ToString();
            return List(filter.Length == 0 ? [] : _posts.Where(p => filter[6..^1].Split(',').Contains($"{p["slug"]}")));
        }
        if ($"{request.Json["posts"]?[0]?["feature_image_alt"]}".Length > 191) return Error(422, "ValidationError", "Validation error, cannot save post.", "Feature image alt text must be shorter.");
        if (path == "posts/") return Add((JsonObject)request.Json["posts"]![0]!);
        if (_posts.Find(p => path == $"posts/{p["id"]}/") is not { } post) return Error(404, "NotFoundError", "Resource not found", "Post not found.");
        switch (request.Method)
        {
            case "DELETE":
                _posts.Remove(post);
                return new(204, "");
            case "PUT":
                var change = (JsonObject)request.Json["posts"]![0]!;
                if ($"{change["updated_at"]}" != $"{post["updated_at"]}") return Error(409, "UpdateCollisionError", "Saving failed! Someone else is editing this post.", "");
                foreach (var (name, value) in change) post[name] = value?.DeepClone();
                post["updated_at"] = Stamp();
                return List([post]);
            default:
                return List([post]);
        }
    }

    ServiceReply Add(JsonObject body)
    {
        var (slug, post) = ($"{body["slug"]}", (JsonObject)body.DeepClone());
        for (var n = 2; _posts.Exists(p => $"{p["slug"]}" == $"{post["slug"]}"); n++) post["slug"] = $"{slug}-{n}";
        (post["id"], post["updated_at"], post["url"]) = ($"64b0{_posts.Count:x20}", Stamp(), $"https://harbour.example/{post["slug"]}/");
        _posts.Add(post);
        return List([post], 201);
    }

    bool IsSigned(string authorization)
    {
        if (authorization.Split(' ') is not ["Ghost", var token] || token.Split('.') is not [var head, var body, var signature]) return false;
        var (id, secret) = (Key.Split(':')[0], Convert.FromHexString(Key.Split(':')[1]));
        var claims = JsonNode.Parse(Decoded(body))!;
        var now = Now().ToUnixTimeSeconds();
        return $"{JsonNode.Parse(Decoded(head))!["kid"]}" == id && $"{claims["aud"]}" == "/admin/" && (long)claims["exp"]! - (long)claims["iat"]! <= 300 && (long)claims["exp"]! > now
            && Decoded(signature).AsSpan().SequenceEqual(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{head}.{body}")));
    }

    string Stamp() => Now().AddMilliseconds(++_changes).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static byte[] Decoded(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));

    static ServiceReply List(IEnumerable<JsonObject> posts, int status = 200) => ServiceReply.Of(new JsonObject { ["posts"] = new JsonArray([.. posts.Select(p => p.DeepClone())]) }, status);

    static ServiceReply Error(int status, string type, string message, string context) =>
        ServiceReply.Of(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["type"] = type, ["message"] = message, ["context"] = context }) }, status);
}
