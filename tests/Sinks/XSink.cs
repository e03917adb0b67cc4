using System.Globalization;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>X with one account: it shortens links, writes marks as entities, and takes the same words only once.</summary>
public sealed class XSink : ServiceSink
{
    readonly List<(string Id, string Text, string? Answers, bool MadeWithAi, string At)> _posts = [];
    readonly List<XPicture> _media = [];
    readonly Dictionary<string, IReadOnlyList<string>> _shown = [];
    int _number = 1800;

    public string Token { get; set; } = "";
    public IReadOnlyList<(string Id, string Text, string? Answers, bool MadeWithAi, string At)> Posts => _posts;

    /// <summary>All that were uploaded, and the names of those that a post shows.</summary>
    public IReadOnlyList<XPicture> Media => _media;
    public IReadOnlyList<string> MediaOf(string id) => _shown[id];

    /// <summary>Throws away what no post shows, as X does after a day.</summary>
    public void Sweep() => _media.Clear();

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Token}") return Problem(401, "Unauthorized", "Unauthorized");
        if (request.Is("GET", "/2/users/me")) return ServiceReply.Of(new JsonObject { ["data"] = new JsonObject { ["id"] = "31", ["username"] = "harbour", ["name"] = "The Harbour" } });
        if (request.Is("GET", "/2/users/31/tweets")) return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. _posts.AsEnumerable().Reverse().Take(50).Select(Shown)]) });
        if (request.Is("GET", "/2/tweets"))
            return ServiceReply.Of(new JsonObject
            {
                ["data"] = new JsonArray([.. _posts.Where(p => $"{request.Query["ids"]}".Split(',').Contains(p.Id)).Select(p => new JsonObject
                {
                    ["id"] = p.Id, ["text"] = p.Text, ["public_metrics"] = new JsonObject { ["retweet_count"] = 1, ["reply_count"] = 2, ["like_count"] = 3, ["quote_count"] = 4, ["bookmark_count"] = 5, ["impression_count"] = 600 },
                })]),
            });
        if (request.Is("POST", "/2/media/upload"))
        {
            var file = request.Form.First(p => p.Name == "media");
            if (file.Content.Length > 5_000_000 || request.Form.First(p => p.Name == "media_category").Text != "tweet_image") return Problem(400, "Invalid Request", "The picture is too large.");
            _media.Add(new($"{++_number}", file.Content));
            return ServiceReply.Of(new JsonObject { ["data"] = Working(_media[^1]) });
        }
        if (request.Is("GET", "/2/media/upload") && _media.Find(m => m.Id == request.Query["media_id"]) is { } looked)
        {
            looked.Looks++;
            return ServiceReply.Of(new JsonObject { ["data"] = Working(looked) });
        }
        if (request.Is("POST", "/2/media/metadata"))
        {
            if (_media.Find(m => m.Id == $"{request.Json["id"]}") is not { } described) return Problem(400, "Invalid Request", "The media is not there.");
            described.Words = $"{request.Json["metadata"]?["alt_text"]?["text"]}";
            return ServiceReply.Of(new JsonObject { ["data"] = new JsonObject { ["id"] = described.Id } });
        }
        if (request.Is("POST", "/2/tweets"))
        {
            var (text, answers) = ($"{request.Json["text"]}", request.Json["reply"]?["in_reply_to_tweet_id"]?.ToString());
            if (_posts.Exists(p => p.Text == text)) return Problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
            if (answers is not null && !_posts.Exists(p => p.Id == answers)) return Problem(400, "Invalid Request", "The post that is answered is not there.");
            string[] media = [.. (request.Json["media"]?["media_ids"]?.AsArray() ?? []).Select(m => $"{m}")];
            if (media.Length > 4 || media.Any(id => _media.Find(m => m.Id == id) is not { Looks: > 1 })) return Problem(400, "Invalid Request", "Your media IDs are invalid.");
            _posts.Add(($"{++_number}", text, answers, (bool)request.Json["made_with_ai"]!, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
            _shown[_posts[^1].Id] = media;
            return ServiceReply.Of(new JsonObject { ["data"] = new JsonObject { ["id"] = _posts[^1].Id, ["text"] = text } }, 201);
        }
        if (request.Method == "DELETE") return ServiceReply.Of(new JsonObject { ["data"] = new JsonObject { ["deleted"] = _posts.RemoveAll(p => request.Path == $"/2/tweets/{p.Id}") > 0 } });
        return Problem(404, "Not Found Error", "Not found");
    }

    /// <summary>It is worked on until the second look.</summary>
    static JsonObject Working(XPicture picture) => new() { ["id"] = picture.Id, ["processing_info"] = new JsonObject { ["state"] = picture.Looks > 1 ? "succeeded" : "in_progress" } };

    static JsonObject Shown((string Id, string Text, string? Answers, bool MadeWithAi, string At) post)
    {
        var links = new JsonArray();
        var words = post.Text.Split(' ').Select((word, at) =>
        {
            if (!word.StartsWith("https://", StringComparison.Ordinal) && !word.StartsWith("harbour.", StringComparison.Ordinal)) return word.Replace("&", "&amp;", StringComparison.Ordinal);
            var brief = string.Create(CultureInfo.InvariantCulture, $"https://t.co/{post.Id}{at}");
            links.Add(new JsonObject { ["url"] = brief, ["expanded_url"] = word.StartsWith("http", StringComparison.Ordinal) ? word : $"http://{word}" });
            return brief;
        }).ToArray();
        return new() { ["id"] = post.Id, ["text"] = string.Join(' ', words), ["created_at"] = post.At, ["entities"] = new JsonObject { ["urls"] = links } };
    }

    static ServiceReply Problem(int status, string title, string detail) => ServiceReply.Of(new JsonObject { ["title"] = title, ["detail"] = detail, ["type"] = "about:blank", ["status"] = status }, status);
}

/// <summary>A picture that was uploaded to X.</summary>
public sealed record XPicture(string Id, byte[] Content)
{
    public string Words { get; set; } = "";
    public int Looks { get; set; }
}
