using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>DEV, or another Forem, with one account: no two articles of one title in five minutes, four tags, and no deletion.</summary>
public sealed class ForemSink : ServiceSink
{
    readonly List<JsonObject> _articles = [];

    public string Key { get; set; } = "";
    public IReadOnlyList<JsonObject> Articles => [.. _articles.Where(a => (bool?)a["published"] == true)];

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers["api-key"] != Key) return Error(401, "unauthorized");
        if (request.Is("GET", "/api/users/me")) return ServiceReply.Of(new JsonObject { ["username"] = "harbour" });
        if (request.Is("GET", "/api/articles/me/all")) return ServiceReply.Of(new JsonArray([.. _articles.AsEnumerable().Reverse().Select(a => a.DeepClone())]));
        var article = request.Json["article"] as JsonObject ?? [];
        if (request.Is("POST", "/api/articles"))
        {
            if (article["tags"] is JsonArray { Count: > 4 }) return Error(422, "Validation failed: Tag list exceed the maximum of 4 tags");
            if (_articles.Exists(a => $"{a["title"]}" == $"{article["title"]}" && $"{a["body_markdown"]}" == $"{article["body_markdown"]}")) return Error(422, "Validation failed: Body markdown has already been taken");
            var made = (JsonObject)article.DeepClone();
            (made["page_views_count"], made["public_reactions_count"], made["comments_count"]) = (600, 3, 2);
            (made["id"], made["url"]) = (100 + _articles.Count, $"https://dev.to/harbour/{100 + _articles.Count}");
            _articles.Add(made);
            return ServiceReply.Of(made.DeepClone(), 201);
        }
        if (request.Method != "PUT" || _articles.Find(a => request.Path == $"/api/articles/{a["id"]}") is not { } known) return Error(404, "not found");
        foreach (var (name, value) in article) known[name] = value?.DeepClone();
        return ServiceReply.Of(known.DeepClone());
    }

    static ServiceReply Error(int status, string error) => ServiceReply.Of(new JsonObject { ["error"] = error, ["status"] = status }, status);
}
