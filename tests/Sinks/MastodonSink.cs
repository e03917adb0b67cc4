using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Toombos.Sinks;

/// <summary>A Mastodon server with one account: limits, HTML of posts, threads, and keys that are remembered for an hour.</summary>
public sealed partial class MastodonSink : ServiceSink
{
    readonly List<JsonObject> _posts = [];
    readonly Dictionary<string, (string Id, DateTimeOffset At)> _keys = [];
    readonly List<MastodonPicture> _media = [];
    int _number = 100;

    public string Token { get; set; } = "";
    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;

    /// <summary>Newest last: id, text, id of the post that it answers.</summary>
    public IReadOnlyList<(string Id, string Text, string? Answers)> Posts => [.. _posts.Select(p => ($"{p["id"]}", $"{p["text"]}", p["in_reply_to_id"]?.ToString()))];

    /// <summary>What it takes of a post.</summary>
    public int MostCharacters { get; set; } = 500;
    public int MostPictures { get; set; } = 4;
    public int MostPixels { get; set; } = 16_777_216;

    /// <summary>How many like each post.</summary>
    public int Likes { get; set; } = 3;

    /// <summary>Takes a post down as its author does there.</summary>
    public void TakeDown(string id) => _posts.RemoveAll(p => $"{p["id"]}" == id);

    /// <summary>Whether it works on pictures for a while before they can be shown.</summary>
    public bool Slow { get; set; } = true;

    /// <summary>All that were uploaded, and the names of those that a post shows.</summary>
    public IReadOnlyList<MastodonPicture> Media => _media;
    public IReadOnlyList<string> MediaOf(string id) => [.. _posts.First(p => $"{p["id"]}" == id)["media_ids"]!.AsArray().Select(m => $"{m}")];

    /// <summary>Throws away what no post shows, as the server does after a day.</summary>
    public void Sweep() => _media.Clear();

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Is("GET", "/api/v2/instance"))
            return ServiceReply.Of(new JsonObject { ["title"] = "Harbour social", ["version"] = "4.5.0", ["configuration"] = Limits });
        if (request.Headers.Authorization != $"Bearer {Token}") return Error(401, "The access token is invalid");
        if (request.Is("GET", "/api/v1/accounts/verify_credentials")) return ServiceReply.Of(new JsonObject { ["id"] = "1", ["acct"] = "harbour" });
        if (request.Is("GET", "/api/v1/accounts/1/statuses")) return ServiceReply.Of(new JsonArray([.. _posts.AsEnumerable().Reverse().Take(int.Parse(request.Query["limit"]!, CultureInfo.InvariantCulture)).Select(p => p.DeepClone())]));
        if (request.Is("POST", "/api/v2/media")) return Upload(request);
        if (request.Method == "GET" && request.Path.StartsWith("/api/v1/media/", StringComparison.Ordinal)) return Look(request.Path.Split('/')[^1]);
        if (request.Is("POST", "/api/v1/statuses")) return Post(request);
        if (request.Method == "GET" && request.Path.StartsWith("/api/v1/statuses/", StringComparison.Ordinal))
            return _posts.Find(p => $"{p["id"]}" == request.Path.Split('/')[^1]) is { } post
                ? ServiceReply.Of(Shown(post)) : Error(404, "Record not found");
        if (request.Method == "PUT" && request.Path.StartsWith("/api/v1/statuses/", StringComparison.Ordinal))
            return _posts.Find(p => $"{p["id"]}" == request.Path.Split('/')[^1]) is { } edited ? Edit(edited, request.Json) : Error(404, "Record not found");
        if (request.Method == "DELETE" && request.Path.StartsWith("/api/v1/statuses/", StringComparison.Ordinal))
            return _posts.RemoveAll(p => $"{p["id"]}" == request.Path.Split('/')[^1]) > 0 ? ServiceReply.Of(new JsonObject()) : Error(404, "Record not found");
        return Error(404, "Not found");
    }

    JsonObject Limits => new()
    {
        ["statuses"] = new JsonObject { ["max_characters"] = MostCharacters, ["max_media_attachments"] = MostPictures, ["characters_reserved_per_url"] = 23 },
        ["media_attachments"] = new JsonObject { ["image_size_limit"] = 16_777_216, ["image_matrix_limit"] = MostPixels },
    };

    /// <summary>What its author hides behind a warning.</summary>
    public void Warn(string id, string words) => _posts.First(p => $"{p["id"]}" == id)["spoiler_text"] = words;
    public string WarningOf(string id) => $"{_posts.First(p => $"{p["id"]}" == id)["spoiler_text"]}";

    /// <summary>How often a text was changed; the same again is no change.</summary>
    public int Edits { get; private set; }

    JsonObject Shown(JsonObject post) => new()
    {
        ["id"] = $"{post["id"]}", ["favourites_count"] = Likes, ["reblogs_count"] = 2, ["replies_count"] = 1, ["quotes_count"] = 4, ["spoiler_text"] = $"{post["spoiler_text"]}", ["sensitive"] = false,
        ["media_attachments"] = new JsonArray([.. post["media_ids"]!.AsArray().Select(m => new JsonObject { ["id"] = $"{m}" })]),
    };

    /// <summary>What is left out is taken away.</summary>
    ServiceReply Edit(JsonObject post, JsonObject body)
    {
        var text = $"{body["status"]}";
        if (TooLong(text)) return Error(422, $"Validation failed: Text character limit of {MostCharacters} exceeded");
        if ($"{post["text"]}" != text) Edits++;
        (post["text"], post["content"], post["spoiler_text"]) = (text, HtmlOf(text), $"{body["spoiler_text"]}");
        post["media_ids"] = body["media_ids"]?.DeepClone() ?? new JsonArray();
        return ServiceReply.Of(Shown(post));
    }

    bool TooLong(string text) => new StringInfo(Link().Replace(text, new string('x', 23))).LengthInTextElements > MostCharacters;

    static string HtmlOf(string text) =>
        string.Concat(text.Split("\n\n").Select(p => $"<p>{Link().Replace(WebUtility.HtmlEncode(p).Replace("\n", "<br />", StringComparison.Ordinal), m => $"<a href=\"{m.Value}\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">{m.Value[8..]}</span></a>")}</p>"));

    ServiceReply Post(TakenRequest request)
    {
        var (body, key) = (request.Json, request.Headers["Idempotency-Key"].ToString());
        if (_keys.TryGetValue(key, out var known) && Now() - known.At < TimeSpan.FromHours(1)) return ServiceReply.Of(_posts.First(p => $"{p["id"]}" == known.Id).DeepClone());
        var text = $"{body["status"]}";
        if (TooLong(text)) return Error(422, $"Validation failed: Text character limit of {MostCharacters} exceeded");
        if (body["in_reply_to_id"] is { } parent && _posts.TrueForAll(p => $"{p["id"]}" != $"{parent}")) return Error(404, "Record not found");
        var media = body["media_ids"]?.AsArray() ?? [];
        if (media.Any(m => _media.Find(p => p.Id == $"{m}") is not { Looks: > 1 })) return Error(422, "Validation failed: Media attachments are not ready or do not exist");
        var id = $"{++_number}";
        _posts.Add(new()
        {
            ["id"] = id, ["text"] = text, ["content"] = HtmlOf(text), ["in_reply_to_id"] = body["in_reply_to_id"]?.DeepClone(), ["created_at"] = Now().ToString("O", CultureInfo.InvariantCulture),
            ["url"] = $"https://harbour.social/@harbour/{id}", ["visibility"] = body["visibility"]?.DeepClone(), ["media_ids"] = media.DeepClone(),
        });
        if (key.Length > 0) _keys[key] = (id, Now());
        return ServiceReply.Of(_posts[^1].DeepClone());
    }

    ServiceReply Upload(TakenRequest request)
    {
        var (file, words) = (request.Form.First(p => p.Name == "file"), request.Form.First(p => p.Name == "description").Text);
        if (words.Length > 1500) return Error(422, "Validation failed: Description is too long");
        _media.Add(new($"{++_number}", words, file.ContentType!, file.Content));
        if (!Slow) _media[^1].Looks = 2;
        return ServiceReply.Of(new JsonObject { ["id"] = _media[^1].Id, ["type"] = "image", ["url"] = null }, Slow ? 202 : 200);
    }

    /// <summary>It is still worked on at the first look.</summary>
    ServiceReply Look(string id) => _media.Find(p => p.Id == id) is { } picture ? ServiceReply.Of(new JsonObject { ["id"] = id }, ++picture.Looks > 1 ? 200 : 206) : Error(404, "Record not found");

    static ServiceReply Error(int status, string error) => ServiceReply.Of(new JsonObject { ["error"] = error }, status);

    [GeneratedRegex("https://[^ <]+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}

/// <summary>A picture that was uploaded to Mastodon.</summary>
public sealed record MastodonPicture(string Id, string Words, string ContentType, byte[] Content)
{
    public int Looks { get; set; }
}
