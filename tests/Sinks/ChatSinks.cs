using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>Telegram's Bot API with one bot in one channel.</summary>
public sealed class TelegramSink : ServiceSink
{
    readonly List<(int Id, string Text, int? Answers)> _messages = [];
    int _number = 10;

    public string Token { get; set; } = "";
    /// <summary>Pictures with the number of the message that shows each.</summary>
    public List<(int Id, byte[] Content)> Photos { get; } = [];
    public string Status { get; set; } = "administrator";
    public IReadOnlyList<(int Id, string Text, int? Answers)> Messages => _messages;

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (!request.Path.StartsWith($"/bot{Token}/", StringComparison.Ordinal)) return Error(401, "Unauthorized");
        var body = request.Json;
        switch (request.Path.Split('/')[^1])
        {
            case "getMe":
                return Good(new() { ["id"] = 7, ["username"] = "harbour_bot" });
            case "getChatMember":
                return $"{body["chat_id"]}" == "@harbour_news" ? Good(new() { ["status"] = Status }) : Error(400, "Bad Request: chat not found");
            case "sendMessage":
                if ($"{body["chat_id"]}" != "@harbour_news") return Error(400, "Bad Request: chat not found");
                if (Status != "administrator") return Error(403, "Forbidden: bot was kicked from the channel chat");
                if ($"{body["text"]}".Length > 4096) return Error(400, "Bad Request: message is too long");
                _messages.Add((++_number, $"{body["text"]}", (int?)body["reply_parameters"]?["message_id"]));
                return Good(new() { ["message_id"] = _number, ["chat"] = new JsonObject { ["username"] = "harbour_news" } });
            case "sendPhoto":
                return Good(Photo(request.Form, "photo", Text(request.Form, "caption")));
            case "sendMediaGroup":
                var group = JsonNode.Parse(Text(request.Form, "media"))!.AsArray();
                if (group.Count is < 2 or > 10) return Error(400, "Bad Request: wrong number of items in the album");
                return ServiceReply.Of(new JsonObject { ["ok"] = true, ["result"] = new JsonArray([.. group.Select(one => Photo(request.Form, $"{one!["media"]}"["attach://".Length..], $"{one["caption"]}"))]) });
            case "editMessageText":
                return Edit((int)body["message_id"]!, $"{body["text"]}", picture: false, 4096);
            case "editMessageCaption":
                return Edit((int)body["message_id"]!, $"{body["caption"]}", picture: true, 1024);
            case "deleteMessage":
                return _messages.RemoveAll(m => m.Id == (int)body["message_id"]!) > 0 ? ServiceReply.Of(new JsonObject { ["ok"] = true, ["result"] = true }) : Error(400, "Bad Request: message to delete not found");
            default:
                return Error(404, "Not Found");
        }
    }

    ServiceReply Edit(int id, string text, bool picture, int most)
    {
        var at = _messages.FindIndex(m => m.Id == id);
        if (at < 0) return Error(400, "Bad Request: message to edit not found");
        if (Photos.Exists(p => p.Id == id) != picture) return Error(400, $"Bad Request: there is no {(picture ? "caption" : "text")} in the message to edit");
        if (text.Length > most) return Error(400, "Bad Request: MESSAGE_TOO_LONG");
        if (_messages[at].Text == text) return Error(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same");
        _messages[at] = _messages[at] with { Text = text };
        return Good(new() { ["message_id"] = id });
    }

    JsonObject Photo(IReadOnlyList<FormPart> form, string file, string caption)
    {
        _messages.Add((++_number, caption, null));
        Photos.Add((_number, form.First(p => p.Name == file).Content));
        return new() { ["message_id"] = _number, ["chat"] = new JsonObject { ["username"] = "harbour_news" } };
    }

    static string Text(IReadOnlyList<FormPart> form, string name) => form.First(p => p.Name == name).Text;

    static ServiceReply Good(JsonObject result) => ServiceReply.Of(new JsonObject { ["ok"] = true, ["result"] = result });

    static ServiceReply Error(int status, string description) => ServiceReply.Of(new JsonObject { ["ok"] = false, ["error_code"] = status, ["description"] = description }, status);
}

/// <summary>Discord with one webhook.</summary>
public sealed class DiscordSink : ServiceSink
{
    readonly List<(string Id, JsonObject Message)> _messages = [];
    int _number = 1000;

    public string Token { get; set; } = "";
    public IReadOnlyList<(string Id, JsonObject Message)> Messages => _messages;

    protected override ServiceReply Handle(TakenRequest request)
    {
        var hook = $"/api/webhooks/42/{Token}";
        if (request.Path == hook && request.Method == "GET") return ServiceReply.Of(new JsonObject { ["id"] = "42", ["name"] = "Harbour" });
        if (request.Path == hook && request.Method == "POST")
        {
            if ($"{request.Json["content"]}".Length > 2000) return Error(400, 50035, "Invalid Form Body");
            var message = request.Form.FirstOrDefault(p => p.Name == "payload_json") is { } told ? JsonNode.Parse(told.Text)!.AsObject() : request.Json;
            foreach (var attachment in message["attachments"]?.AsArray() ?? [])
                if (request.Form.All(p => p.Name != $"files[{attachment!["id"]}]" || p.FileName != $"{attachment["filename"]}")) return Error(400, 50035, "Invalid Form Body");
            _messages.Add(($"{++_number}", message));
            return request.Query["wait"] == "true" ? ServiceReply.Of(new JsonObject { ["id"] = $"{_number}" }) : new(204, "");
        }
        if (request.Method == "GET" && request.Path.StartsWith(hook + "/messages/", StringComparison.Ordinal))
            return _messages.Exists(m => m.Id == request.Path.Split('/')[^1])
                ? ServiceReply.Of(new JsonObject { ["reactions"] = new JsonArray(new JsonObject { ["count"] = 2 }, new JsonObject { ["count"] = 1 }) }) : Error(404, 10008, "Unknown Message");
        if (request.Method == "PATCH" && request.Path.StartsWith(hook + "/messages/", StringComparison.Ordinal))
        {
            if (_messages.Find(m => m.Id == request.Path.Split('/')[^1]) is not { Id: { } id, Message: { } changed }) return Error(404, 10008, "Unknown Message");
            if ($"{request.Json["content"]}".Length > 2000) return Error(400, 50035, "Invalid Form Body");
            foreach (var (name, value) in request.Json) changed[name] = value?.DeepClone();
            return ServiceReply.Of(new JsonObject { ["id"] = id });
        }
        if (request.Method == "DELETE" && request.Path.StartsWith(hook + "/messages/", StringComparison.Ordinal))
            return _messages.RemoveAll(m => m.Id == request.Path.Split('/')[^1]) > 0 ? new(204, "") : Error(404, 10008, "Unknown Message");
        return Error(404, 10015, "Unknown Webhook");
    }

    static ServiceReply Error(int status, int code, string message) => ServiceReply.Of(new JsonObject { ["code"] = code, ["message"] = message }, status);
}

/// <summary>Slack with one incoming webhook.</summary>
public sealed class SlackSink : ServiceSink
{
    readonly List<string> _messages = [];
    readonly List<JsonArray> _blocks = [];

    public string Token { get; set; } = "";
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Of each message; none where it is its text alone.</summary>
    public IReadOnlyList<JsonArray> Blocks => _blocks;

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Path != $"/services/T1/B1/{Token}") return new(404, "no_service");
        if (request.Json["text"] is not { } text) return new(400, "no_text");
        var blocks = request.Json["blocks"]?.AsArray() ?? [];
        if (blocks.Count > 50 || blocks.Any(b => !IsBlock(b!))) return new(400, "invalid_blocks");
        _messages.Add($"{text}");
        _blocks.Add(blocks);
        return new(200, "ok");
    }

    static bool IsBlock(JsonNode block) => $"{block["type"]}" switch
    {
        "section" => $"{block["text"]?["text"]}".Length is > 0 and <= 3000,
        "image" => $"{block["image_url"]}".StartsWith("https://", StringComparison.Ordinal) && $"{block["alt_text"]}".Length is > 0 and <= 2000,
        _ => false,
    };
}
