using System.Text.Json.Nodes;

namespace Toombos.Server.Tests.Isolation;

/// <summary>Makes the smallest value that a schema allows, and one id for all ids, so that a request is refused for what it names and not for its form.</summary>
sealed class PlausibleBody(JsonObject document, Guid id, string? text = null)
{
    public JsonNode? Of(JsonNode schema)
    {
        var resolved = Resolve(document, schema);
        if (resolved["enum"] is JsonArray words) return words.First(w => w is not null)!.DeepClone();
        if (resolved["properties"] is JsonObject properties)
        {
            var required = (resolved["required"] as JsonArray ?? []).Select(r => (string?)r).ToHashSet();
            return new JsonObject(properties.Where(p => required.Contains(p.Key) || IsId(p.Value!) || text is not null).Select(p => KeyValuePair.Create(p.Key, Of(p.Value!))));
        }
        return TypeOf(resolved) switch
        {
            "array" => new JsonArray([.. Enumerable.Range(0, Math.Max((int?)resolved["minItems"] ?? 0, 1)).Select(_ => Of(resolved["items"]!))]),
            "integer" or "number" => JsonValue.Create((int?)(double?)resolved["minimum"] ?? 1),
            "boolean" => JsonValue.Create(true),
            "object" => new JsonObject(),
            _ => (string?)resolved["format"] switch
            {
                "uuid" => id.ToString(),
                "date-time" => "2030-01-01T00:00:00Z",
                "date" => "2030-01-01",
                "uri" => text ?? "https://example.com/",
                _ when text is not null && resolved["pattern"] is null && text.Length <= ((int?)resolved["maxLength"] ?? int.MaxValue) => text,
                _ => "plausible".PadRight((int?)resolved["minLength"] ?? 0, 'e')[..Math.Min((int?)resolved["maxLength"] ?? 1000, Math.Max(9, (int?)resolved["minLength"] ?? 0))],
            },
        };
    }

    bool IsId(JsonNode schema) => (string?)Resolve(document, schema)["format"] == "uuid";

    public static JsonObject Resolve(JsonObject document, JsonNode schema)
    {
        var resolved = schema.AsObject();
        if ((resolved["oneOf"] ?? resolved["anyOf"]) is JsonArray choices) resolved = choices.OfType<JsonObject>().First(c => c["type"]?.ToString() != "null");
        return (string?)resolved["$ref"] is { } reference ? Resolve(document, reference[2..].Split('/').Aggregate((JsonNode)document, (node, step) => node[step]!)) : resolved;
    }

    static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(t => (string?)t).FirstOrDefault(t => t != "null") ?? "string",
        JsonValue one => (string?)one ?? "string",
        _ => "string",
    };
}
