using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A WordPress site with one user: slugs that are made different, terms that exist once, posts that go to the trash.</summary>
public sealed class WordPressSink : ServiceSink
{
    readonly List<JsonObject> _posts = [];
    readonly List<JsonObject> _media = [];
    readonly List<(string Taxonomy, string Name)> _terms = [];

    public string User { get; init; } = "editor";
    public string Password { get; set; } = "";

    /// <summary>Without pretty addresses its interface is at another one.</summary>
    public bool Plain { get; set; }

    /// <summary>Its web server takes the Authorization header away.</summary>
    public bool StripsAuthorization { get; set; }
    public bool MayPublish { get; set; } = true;
    public IReadOnlyList<JsonObject> Media => _media;
    public IReadOnlyList<JsonObject> Posts => [.. _posts.Where(p => $"{p["status"]}" != "trash")];
    public IReadOnlyList<(string Taxonomy, string Name)> Terms => _terms;

    protected override ServiceReply Handle(TakenRequest request)
    {
        var route = Plain ? request.Query["rest_route"].ToString() : request.Path.StartsWith("/wp-json/", StringComparison.Ordinal) ? request.Path[8..] : "";
        if (route.Length == 0) return new(404, "<html><body>Page not found</body></html>");
        if (route == "/") return ServiceReply.Of(new JsonObject { ["name"] = "The Harbour" });
        if (!StripsAuthorization && SignedIn(request) is { } refused) return refused;
        if (route == "/wp/v2/users/me")
            return StripsAuthorization ? Error(401, "rest_not_logged_in", "You are not currently logged in.") : ServiceReply.Of(new JsonObject { ["name"] = "Ada", ["capabilities"] = new JsonObject { ["publish_posts"] = MayPublish } });
        if (StripsAuthorization) return Error(401, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
        if (route is "/wp/v2/tags" or "/wp/v2/categories") return Term(route[7..], $"{request.Json["name"]}");
        if (route.StartsWith("/wp/v2/media", StringComparison.Ordinal)) return OfMedia(request, route);
        if (route == "/wp/v2/posts" && request.Method == "POST") return Add(request.Json);
        if (route == "/wp/v2/posts") return ServiceReply.Of(new JsonArray([.. Posts.Where(p => (!request.Query.TryGetValue("slug", out var slugs) || slugs.ToString().Split(',').Contains($"{p["slug"]}")) && request.Query["status"].ToString().Split(',').Contains($"{p["status"]}")).Select(Shown)]));
        if (route == "/wp/v2/comments") return ServiceReply.Of(new JsonArray(), 200, ("X-WP-Total", "4"));
        if (_posts.Find(p => route == $"/wp/v2/posts/{p["id"]}") is not { } post) return Error(404, "rest_post_invalid_id", "Invalid post ID.");
        if (request.Method == "DELETE")
        {
            if ($"{post["status"]}" == "trash") return Error(410, "rest_already_trashed", "The post has already been deleted.");
            post["status"] = "trash";
        }
        else if (request.Method == "POST")
        {
            foreach (var (name, value) in request.Json) post[name] = value?.DeepClone();
        }
        return ServiceReply.Of(Shown(post));
    }

    ServiceReply OfMedia(TakenRequest request, string route)
    {
        if (route == "/wp/v2/media" && request.Method == "GET") return ServiceReply.Of(new JsonArray([.. _media.Where(m => request.Query["slug"] == $"{m["slug"]}").Select(m => m.DeepClone())]));
        if (route == "/wp/v2/media")
        {
            var disposition = request.Headers.ContentDisposition.ToString();
            if (!disposition.Contains("filename=\"", StringComparison.Ordinal)) return Error(400, "rest_upload_invalid_disposition", "Invalid Content-Disposition supplied.");
            _media.Add(new() { ["id"] = 900 + _media.Count, ["slug"] = $"{request.Query["slug"]}", ["source_url"] = $"{Address}/uploads/{disposition.Split('"')[1]}", ["size"] = request.Body.Length, ["mime_type"] = request.Headers.ContentType.ToString() });
            return ServiceReply.Of(_media[^1].DeepClone(), 201);
        }
        if (_media.Find(m => route == $"/wp/v2/media/{m["id"]}") is not { } there) return Error(404, "rest_post_invalid_id", "Invalid post ID.");
        if (request.Method == "POST") there["alt_text"] = $"{request.Json["alt_text"]}";
        return ServiceReply.Of(there.DeepClone());
    }

    ServiceReply? SignedIn(TakenRequest request)
    {
        var basic = request.Headers.Authorization.ToString();
        var told = basic.StartsWith("Basic ", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(basic[6..])) : "";
        return told == $"{User}:{Password}" ? null : Error(401, told.StartsWith(User + ":", StringComparison.Ordinal) ? "incorrect_password" : "invalid_username", $"The provided password is an invalid application password. You sent {told}.");
    }

    ServiceReply Add(JsonObject body)
    {
        if (!MayPublish && $"{body["status"]}" == "publish") return Error(403, "rest_cannot_publish", "Sorry, you are not allowed to publish posts in this post type.");
        var (slug, post) = ($"{body["slug"]}", (JsonObject)body.DeepClone());
        for (var n = 2; _posts.Exists(p => $"{p["slug"]}" == $"{post["slug"]}"); n++) post["slug"] = $"{slug}-{n}";
        if (!MayPublish && $"{body["status"]}" == "pending") post["slug"] = "";
        post["id"] = 100 + _posts.Count;
        _posts.Add(post);
        return ServiceReply.Of(Shown(post), 201);
    }

    ServiceReply Term(string taxonomy, string name)
    {
        var known = _terms.FindIndex(t => t.Taxonomy == taxonomy && t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known >= 0) return ServiceReply.Of(new JsonObject { ["code"] = "term_exists", ["message"] = "A term with the name provided already exists.", ["data"] = new JsonObject { ["status"] = 400, ["term_id"] = known + 1 } }, 400);
        _terms.Add((taxonomy, name));
        return ServiceReply.Of(new JsonObject { ["id"] = _terms.Count }, 201);
    }

    JsonObject Shown(JsonObject post) => new()
    {
        ["id"] = post["id"]!.DeepClone(), ["slug"] = post["slug"]?.DeepClone(), ["link"] = $"{Address}/{post["slug"]}/", ["status"] = post["status"]?.DeepClone(),
        ["title"] = new JsonObject { ["raw"] = post["title"]?.DeepClone(), ["rendered"] = WebUtility.HtmlEncode($"{post["title"]}") }, ["content"] = new JsonObject { ["raw"] = post["content"]?.DeepClone() },
    };

    static ServiceReply Error(int status, string code, string message) =>
        ServiceReply.Of(new JsonObject { ["code"] = code, ["message"] = message, ["data"] = new JsonObject { ["status"] = status.ToString(CultureInfo.InvariantCulture) } }, status);
}
