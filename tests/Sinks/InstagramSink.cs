using System.Globalization;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>Instagram with one professional profile that belongs to a page: containers with pictures that it fetches, a quota, and no deletion.</summary>
public sealed class InstagramSink : ServiceSink
{
    readonly List<(string Id, string Caption, string At)> _posts = [];
    readonly Dictionary<string, IReadOnlyList<MetaPicture>> _shown = [];
    int _number = 17900;

    public string Token { get; set; } = "";
    public int Quota { get; set; } = 100;
    public IReadOnlyList<(string Id, string Caption, string At)> Posts => _posts;
    public IReadOnlyList<MetaPicture> PicturesOf(string id) => _shown[id];

    /// <summary>How containers fare.</summary>
    public MetaShelf Shelf { get; } = new("status_code", "status");

    /// <summary>Whether a page of the person has a profile.</summary>
    public bool Linked { get; set; } = true;

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Token}") return GraphSink.Error(400, 190, "Error validating access token");
        var (path, body) = (request.Path.Replace("/v25.0/", "", StringComparison.Ordinal), request.Json);
        switch (request.Method, path)
        {
            case ("GET", "me/accounts"):
                var page = new JsonObject { ["id"] = "77", ["name"] = "The Harbour" };
                if (Linked && request.Query["fields"] == "name,instagram_business_account{id,username}") page["instagram_business_account"] = new JsonObject { ["id"] = "178", ["username"] = "harbour" };
                return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray(page, new JsonObject { ["id"] = "78", ["name"] = "Without" }) });
            case ("GET", "178"):
                return ServiceReply.Of(new JsonObject { ["id"] = "178", ["username"] = "harbour" });
            case ("GET", "178/content_publishing_limit"):
                return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray(new JsonObject { ["quota_usage"] = _posts.Count, ["config"] = new JsonObject { ["quota_total"] = Quota } }) });
            case ("POST", "178/media"):
                if ($"{body["caption"]}".Length > 2200) return GraphSink.Error(400, 36004, "The caption is too long", 2207010);
                if (body["image_url"] is null && body["children"] is null) return GraphSink.Error(400, 100, "The parameter image_url is required");
                return Shelf.Add(body, 10);
            case ("POST", "178/media_publish"):
                if (_posts.Count >= Quota) return GraphSink.Error(403, 9, "Application request limit reached", 2207042);
                if (Shelf.Take($"{body["creation_id"]}", out var refusal) is not { } container) return refusal!;
                _posts.Add(($"{++_number}", $"{container.Body["caption"]}", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture)));
                _shown[$"{_number}"] = container.Pictures;
                return ServiceReply.Of(new JsonObject { ["id"] = $"{_number}" });
            case ("GET", "178/media"):
                return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray([.. _posts.AsEnumerable().Reverse().Select(p => new JsonObject { ["id"] = p.Id, ["caption"] = p.Caption, ["timestamp"] = p.At })]) });
            case ("GET", _):
                return _posts.Exists(p => p.Id == path) ? ServiceReply.Of(new JsonObject { ["permalink"] = $"https://www.instagram.com/p/{path}/", ["like_count"] = 3, ["comments_count"] = 2 }) : Shelf.Show(path);
            default:
                return GraphSink.Error(400, 100, "Unsupported request");
        }
    }
}
