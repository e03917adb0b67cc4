using System.Globalization;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>Meta's Graph with one page at Facebook, whose photos are uploaded before a post shows them.</summary>
public sealed class GraphSink : ServiceSink
{
    readonly List<(string Id, string Message, string At)> _posts = [];
    readonly Dictionary<string, (string Words, byte[] Content)> _photos = [];
    readonly List<IReadOnlyList<string>> _shown = [];
    int _number = 500;

    public string Token { get; set; } = "";

    /// <summary>Of somebody who manages the page.</summary>
    public string PersonsToken { get; set; } = "";
    public IReadOnlyList<(string Id, string Message, string At)> Posts => _posts;

    /// <summary>All that were uploaded, and the names of those that each post shows.</summary>
    public IReadOnlyDictionary<string, (string Words, byte[] Content)> Photos => _photos;
    public IReadOnlyList<IReadOnlyList<string>> Shown => _shown;

    /// <summary>Throws away what no post shows.</summary>
    public void Sweep() => _photos.Clear();

    protected override ServiceReply Handle(TakenRequest request)
    {
        var path = request.Path.Replace("/v25.0/", "", StringComparison.Ordinal);
        if (PersonsToken.Length > 0 && request.Headers.Authorization == $"Bearer {PersonsToken}")
            return path switch
            {
                "me/accounts" => ServiceReply.Of(new JsonObject { ["data"] = new JsonArray(new JsonObject { ["id"] = "77", ["name"] = "The Harbour" }) }),
                "77" => ServiceReply.Of(new JsonObject { ["id"] = "77", ["access_token"] = Token }),
                "78" => ServiceReply.Of(new JsonObject { ["id"] = "78" }),
                _ => Error(403, 200, "A page access token is required"),
            };
        if (request.Headers.Authorization != $"Bearer {Token}") return Error(400, 190, "Error validating access token");
        if (request.Method == "GET" && path == "77") return ServiceReply.Of(new JsonObject { ["name"] = "The Harbour" });
        if (request.Method == "GET" && path == "77/published_posts")
            return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. _posts.AsEnumerable().Reverse().Select(p => new JsonObject { ["id"] = p.Id, ["message"] = p.Message, ["created_time"] = p.At })]) });
        if (request.Method == "GET" && path.StartsWith("77_", StringComparison.Ordinal) && _posts.Exists(p => p.Id == path))
            return ServiceReply.Of(new JsonObject { ["id"] = path, ["reactions"] = Summary(3), ["comments"] = Summary(2), ["shares"] = new JsonObject { ["count"] = 1 } });
        if (request.Method == "GET") return Error(400, 100, "Object does not exist", 33);
        if (request.Method == "POST" && path == "77/photos")
        {
            string Part(string name) => request.Form.First(p => p.Name == name).Text;
            if (Part("published") != "false") return Error(400, 100, "The photo would be a post of its own");
            var photo = request.Form.First(p => p.Name == "source");
            if (photo.Content.Length > 4_000_000) return Error(400, 1366046, "Your photos couldn't be uploaded");
            _photos[$"{++_number}"] = (Part("alt_text_custom"), photo.Content);
            return ServiceReply.Of(new JsonObject { ["id"] = $"{_number}" });
        }
        if (request.Method == "POST" && path == "77/feed")
        {
            string[] attached = [.. (request.Json["attached_media"]?.AsArray() ?? []).Select(m => $"{m!["media_fbid"]}")];
            if (attached.Any(id => !_photos.ContainsKey(id))) return Error(400, 100, "Invalid parameter: attached_media");
            _shown.Add(attached);
            _posts.Add(($"77_{++_number}", $"{request.Json["message"]}", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)));
            return ServiceReply.Of(new JsonObject { ["id"] = _posts[^1].Id });
        }
        if (request.Method == "POST" && path.StartsWith("77_", StringComparison.Ordinal))
        {
            var at = _posts.FindIndex(p => p.Id == path);
            if (at < 0) return Error(400, 100, "Object does not exist", 33);
            _posts[at] = _posts[at] with { Message = $"{request.Json["message"]}" };
            return ServiceReply.Of(new JsonObject { ["success"] = true });
        }
        if (request.Method == "DELETE") return _posts.RemoveAll(p => p.Id == path) > 0 ? ServiceReply.Of(new JsonObject { ["success"] = true }) : Error(400, 100, "Object does not exist", 33);
        return Error(400, 100, "Unsupported request");
    }

    static JsonObject Summary(int count) => new() { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["total_count"] = count } };

    internal static ServiceReply Error(int status, int code, string message, int? subcode = null) =>
        ServiceReply.Of(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["code"] = code, ["error_subcode"] = subcode } }, status);
}
