using System.Globalization;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>Threads with one profile: containers that are published once, pictures that it fetches, posts and answers in two lists.</summary>
public sealed class ThreadsSink : ServiceSink
{
    readonly MetaShelf _shelf = new("status", "error_message");
    readonly List<(string Id, string Text, string? Answers, string At)> _posts = [];
    readonly Dictionary<string, IReadOnlyList<MetaPicture>> _shown = [];
    int _number = 900;

    public string Token { get; set; } = "";
    public IReadOnlyList<(string Id, string Text, string? Answers, string At)> Posts => _posts;

    /// <summary>How containers fare.</summary>
    public MetaShelf Shelf => _shelf;
    public IReadOnlyList<MetaPicture> PicturesOf(string id) => _shown[id];

    /// <summary>Posts are listed later than they are up.</summary>
    public bool SlowList { get; set; }

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
                if (body["media_type"]?.ToString() is not ("TEXT" or "IMAGE" or "CAROUSEL")) return GraphSink.Error(400, 100, "Param media_type must be one of TEXT, IMAGE, VIDEO, CAROUSEL");
                return _shelf.Add(body, 20);
            case ("POST", "me/threads_publish"):
                if (_shelf.Take($"{body["creation_id"]}", out var refusal) is not { } container) return refusal!;
                _posts.Add(($"{++_number}", $"{container.Body["text"]}", container.Body["reply_to_id"]?.ToString(), TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)));
                _shown[$"{_number}"] = container.Pictures;
                return ServiceReply.Of(new JsonObject { ["id"] = $"{_number}" });
            case ("GET", "me/threads"):
                return List(SlowList ? [] : _posts.Where(p => p.Answers is null));
            case ("GET", "me/replies"):
                return List(_posts.Where(p => p.Answers is not null));
            case ("DELETE", _):
                return _posts.RemoveAll(p => p.Id == path) > 0 ? ServiceReply.Of(new JsonObject { ["success"] = true }) : GraphSink.Error(400, 24, "The requested resource does not exist");
            case ("GET", _) when path.EndsWith("/insights", StringComparison.Ordinal):
                return !_posts.Exists(p => p.Id == path.Split('/')[0]) ? GraphSink.Error(400, 24, "The requested resource does not exist")
                    : ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. $"{request.Query["metric"]}".Split(',').Select((name, i) => new JsonObject { ["name"] = name, ["period"] = "lifetime", ["values"] = new JsonArray(new JsonObject { ["value"] = 10 + i }) })]) });
            default:
                return _posts.Exists(p => p.Id == path) ? ServiceReply.Of(new JsonObject { ["permalink"] = $"https://www.threads.com/@harbour/post/{path}" }) : _shelf.Show(path);
        }
    }

    static ServiceReply List(IEnumerable<(string Id, string Text, string? Answers, string At)> posts) =>
        ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. posts.Reverse().Select(p => new JsonObject { ["id"] = p.Id, ["text"] = p.Text, ["timestamp"] = p.At })]) });
}
