using System.Globalization;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A service that sends mails: what it took, by the key that was on it.</summary>
public abstract class MailApiSink : ServiceSink
{
    readonly List<(string Key, JsonObject Mail)> _mails = [];

    public string Key { get; set; } = "";
    public IReadOnlyList<(string Key, JsonObject Mail)> Mails => _mails;

    protected string Take(string key, JsonObject mail)
    {
        _mails.Add((key, mail));
        return string.Create(CultureInfo.InvariantCulture, $"mail-{_mails.Count}");
    }
}

/// <summary>Resend: the same key within a day is the same mail.</summary>
public sealed class ResendSink : MailApiSink
{
    readonly Dictionary<string, string> _known = [];

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Key}") return Error(401, "invalid_api_key", "API key is invalid");
        if (request.Is("GET", "/domains")) return ServiceReply.Of(new JsonObject { ["data"] = new JsonArray() });
        var key = request.Headers["Idempotency-Key"].ToString();
        if (!_known.TryGetValue(key, out var id))
        {
            if ($"{request.Json["from"]}".Contains("evil.example", StringComparison.Ordinal)) return Error(403, "validation_error", "The evil.example domain is not verified.");
            _known[key] = id = Take(key, request.Json);
        }
        return ServiceReply.Of(new JsonObject { ["id"] = id });
    }

    static ServiceReply Error(int status, string name, string message) => ServiceReply.Of(new JsonObject { ["statusCode"] = status, ["name"] = name, ["message"] = message }, status);
}

/// <summary>Postmark: knows no repetition, and finds a mail by its metadata.</summary>
public sealed class PostmarkSink : MailApiSink
{
    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers["X-Postmark-Server-Token"] != Key) return Error(401, 10, "The Server Token you provided is not valid.");
        if (request.Is("GET", "/server")) return ServiceReply.Of(new JsonObject { ["Name"] = "Harbour" });
        if (request.Is("GET", "/messages/outbound"))
            return ServiceReply.Of(new JsonObject { ["Messages"] = new JsonArray([.. Mails.Where(m => m.Key == request.Query["metadata_key"]).Select(m => new JsonObject { ["MessageID"] = "found-" + m.Key })]) });
        if ($"{request.Json["To"]}".Contains("gone@", StringComparison.Ordinal)) return Error(422, 406, "You tried to send to recipient(s) that have been marked as inactive.");
        return ServiceReply.Of(new JsonObject { ["ErrorCode"] = 0, ["MessageID"] = Take($"{request.Json["Metadata"]!["key"]}", request.Json) });
    }

    static ServiceReply Error(int status, int code, string message) => ServiceReply.Of(new JsonObject { ["ErrorCode"] = code, ["Message"] = message }, status);
}

/// <summary>SendGrid: takes, and tells nothing afterwards.</summary>
public sealed class SendGridSink : MailApiSink
{
    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Key}") return Error(401, "The provided authorization grant is invalid, expired, or revoked");
        if (request.Is("GET", "/v3/scopes")) return ServiceReply.Of(new JsonObject { ["scopes"] = new JsonArray("mail.send") });
        if ($"{request.Json["from"]!["email"]}".EndsWith("evil.example", StringComparison.Ordinal)) return Error(403, "The from address does not match a verified Sender Identity.");
        return new(202, "", ("X-Message-Id", Take($"{request.Json["personalizations"]![0]!["custom_args"]!["toombos_key"]}", request.Json)));
    }

    static ServiceReply Error(int status, string message) => ServiceReply.Of(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) }, status);
}

/// <summary>Brevo: the same key in the headers of the body is the same mail for a while.</summary>
public sealed class BrevoSink : MailApiSink
{
    readonly HashSet<string> _known = [];

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Headers["api-key"] != Key) return Error(401, "unauthorized", "Key not found");
        if (request.Is("GET", "/v3/account")) return ServiceReply.Of(new JsonObject { ["email"] = "news@harbour.example" });
        if (!Guid.TryParse($"{request.Json["headers"]!["idempotencyKey"]}", out var key)) return Error(400, "invalid_parameter", "idempotencyKey is not a valid UUID");
        if (!_known.Add($"{key}")) return Error(400, "duplicate_parameter", "A mail with this idempotency key was sent already");
        return ServiceReply.Of(new JsonObject { ["messageId"] = Take($"{request.Json["tags"]![0]}", request.Json) }, 201);
    }

    static ServiceReply Error(int status, string code, string message) => ServiceReply.Of(new JsonObject { ["code"] = code, ["message"] = message }, status);
}
