using System.Globalization;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>LinkedIn with one member and one page: posts by their versioned interface, no repetition known, reading granted or not.</summary>
public sealed class LinkedInSink : ServiceSink
{
    readonly List<(string Urn, string Author, string Commentary, long At)> _posts = [];
    int _number = 7000;

    public string Token { get; set; } = "";
    public bool MayRead { get; set; } = true;
    public IReadOnlyList<(string Urn, string Author, string Commentary, long At)> Posts => _posts;

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Token}") return Error(401, "Invalid access token");
        if (request.Is("GET", "/v2/userinfo")) return ServiceReply.Of(new JsonObject { ["sub"] = "abc", ["name"] = "Ada Höpper" });
        if (request.Headers["LinkedIn-Version"] != "202608") return Error(426, "Requested version is not active");
        if (request.Is("GET", "/rest/organizationAcls"))
            return !MayRead ? Error(403, "Not enough permissions") : ServiceReply.Of(new JsonObject { ["elements"] = new JsonArray(new JsonObject { ["organization"] = "urn:li:organization:42", ["role"] = "ADMINISTRATOR" }) });
        if (request.Is("GET", "/rest/organizations/42")) return ServiceReply.Of(new JsonObject { ["id"] = 42, ["localizedName"] = "The Harbour" });
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
            if ($"{body["commentary"]}".Length > 3000) return Error(422, "commentary exceeds the maximum length");
            _posts.Add(($"urn:li:share:{++_number}", $"{body["author"]}", $"{body["commentary"]}", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
            return new(201, "", ("x-restli-id", _posts[^1].Urn));
        }
        if (request.Is("GET", "/rest/posts"))
            return !MayRead ? Error(403, "Not enough permissions to access: posts.FINDER-author")
                : ServiceReply.Of(new JsonObject { ["elements"] = new JsonArray([.. _posts.AsEnumerable().Reverse().Where(p => p.Author == request.Query["author"]).Select(p => new JsonObject { ["id"] = p.Urn, ["commentary"] = p.Commentary, ["createdAt"] = p.At })]) });
        if (request.Method == "DELETE" && request.Path.StartsWith("/rest/posts/", StringComparison.Ordinal))
        {
            _posts.RemoveAll(p => request.Path.EndsWith(p.Urn, StringComparison.Ordinal));
            return new(204, "");
        }
        return Error(404, "Not found");
    }

    static ServiceReply Error(int status, string message) => ServiceReply.Of(new JsonObject { ["status"] = status, ["message"] = message }, status);
}

/// <summary>Meta's Graph with one page at Facebook.</summary>
public sealed class GraphSink : ServiceSink
{
    readonly List<(string Id, string Message, string At)> _posts = [];
    int _number = 500;

    public string Token { get; set; } = "";

    /// <summary>Of somebody who manages the page.</summary>
    public string PersonsToken { get; set; } = "";
    public IReadOnlyList<(string Id, string Message, string At)> Posts => _posts;

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
        if (request.Method == "GET" && path.StartsWith("77_", StringComparison.Ordinal))
            return !_posts.Exists(p => p.Id == path) ? Error(400, 100, "Object does not exist", 33) : ServiceReply.Of(new JsonObject
            {
                ["id"] = path, ["reactions"] = Summary(3), ["comments"] = Summary(2), ["shares"] = new JsonObject { ["count"] = 1 },
            });
        if (request.Method == "POST" && path == "77/feed")
        {
            _posts.Add(($"77_{++_number}", $"{request.Json["message"]}", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)));
            return ServiceReply.Of(new JsonObject { ["id"] = _posts[^1].Id });
        }
        if (request.Method == "DELETE") return _posts.RemoveAll(p => p.Id == path) > 0 ? ServiceReply.Of(new JsonObject { ["success"] = true }) : Error(400, 100, "Object does not exist", 33);
        return Error(400, 100, "Unsupported request");
    }

    static JsonObject Summary(int count) => new() { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["total_count"] = count } };

    internal static ServiceReply Error(int status, int code, string message, int? subcode = null) =>
        ServiceReply.Of(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["code"] = code, ["error_subcode"] = subcode } }, status);
}

/// <summary>Threads with one profile: containers that are published once, posts and answers in two lists.</summary>
public sealed class ThreadsSink : ServiceSink
{
    readonly Dictionary<string, (string Text, string? Answers)> _containers = [];
    readonly List<(string Id, string Text, string? Answers, string At)> _posts = [];
    int _number = 900;

    public string Token { get; set; } = "";
    public IReadOnlyList<(string Id, string Text, string? Answers, string At)> Posts => _posts;

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Token}") return GraphSink.Error(401, 190, "Error validating access token");
        var (path, body) = (request.Path.Replace("/v1.0/", "", StringComparison.Ordinal), request.Json);
        switch (request.Method, path)
        {
            case ("GET", "me"):
                return ServiceReply.Of(new JsonObject { ["id"] = "1", ["username"] = "harbour" });
            case ("GET", "me/threads_publishing_limit"):
                return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray(new JsonObject { ["quota_usage"] = _posts.Count, ["config"] = new JsonObject { ["quota_total"] = 250 } }) });
            case ("POST", "me/threads"):
                if ($"{body["text"]}".Length > 500) return GraphSink.Error(400, 100, "Param text must be at most 500 characters long.");
                _containers[$"c{++_number}"] = ($"{body["text"]}", body["reply_to_id"]?.ToString());
                return ServiceReply.Of(new JsonObject { ["id"] = $"c{_number}" });
            case ("POST", "me/threads_publish"):
                if (!_containers.Remove($"{body["creation_id"]}", out var container)) return GraphSink.Error(400, 24, "The requested resource does not exist");
                _posts.Add(($"{++_number}", container.Text, container.Answers, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)));
                return ServiceReply.Of(new JsonObject { ["id"] = $"{_number}" });
            case ("GET", "me/threads"):
                return List(_posts.Where(p => p.Answers is null));
            case ("GET", "me/replies"):
                return List(_posts.Where(p => p.Answers is not null));
            case ("DELETE", _):
                return _posts.RemoveAll(p => p.Id == path) > 0 ? ServiceReply.Of(new JsonObject { ["success"] = true }) : GraphSink.Error(400, 24, "The requested resource does not exist");
            case ("GET", _) when path.EndsWith("/insights", StringComparison.Ordinal):
                return !_posts.Exists(p => p.Id == path.Split('/')[0]) ? GraphSink.Error(400, 24, "The requested resource does not exist")
                    : ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. $"{request.Query["metric"]}".Split(',').Select((name, i) => new JsonObject { ["name"] = name, ["period"] = "lifetime", ["values"] = new JsonArray(new JsonObject { ["value"] = 10 + i }) })]) });
            default:
                return _posts.Exists(p => p.Id == path) ? ServiceReply.Of(new JsonObject { ["permalink"] = $"https://www.threads.com/@harbour/post/{path}" }) : GraphSink.Error(400, 24, "The requested resource does not exist");
        }
    }

    static ServiceReply List(IEnumerable<(string Id, string Text, string? Answers, string At)> posts) =>
        ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. posts.Reverse().Select(p => new JsonObject { ["id"] = p.Id, ["text"] = p.Text, ["timestamp"] = p.At })]) });
}
