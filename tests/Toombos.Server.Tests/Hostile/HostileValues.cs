using System.Text.Json.Nodes;

namespace Toombos.Server.Tests.Hostile;

/// <summary>Makes request bodies from the schemas of the API's own description: plausible ones in which some values are meant to hurt.</summary>
sealed class HostileValues(JsonObject schemas, IReadOnlyDictionary<string, JsonNode?> known, Random random)
{
    public static readonly string[] Texts =
    [
        "", " ", "x", "\u0001", "\u202etxt.exe", "\u200b", "\uFEFF", "a\u0300\u0301", "👨‍👩‍👧", "\U000e0041", "‮", "' or 1=1 --", "%00", "../../etc/passwd", "/dev/null", "<script>alert(1)</script>",
        "{{ 7 | times: 7 }}", "${7*7}", "javascript:alert(1)", "null", "-1", "1e400", "９９９", "[a](http://[)", "![](x)", "|a|\n|-|\n|", "```", "- - - - -", "> > > >", "# \n#", "a,", "1,", "ſ", "İ",
        new('x', 101), new('é', 600), new('[', 3000), new('*', 3000), new('>', 3000), string.Concat(Enumerable.Repeat("1. ", 500)), string.Concat(Enumerable.Repeat("😀", 400)), string.Concat(Enumerable.Repeat("a@b.c ", 300)),
    ];

    /// <summary>JSON that no serializer of ours would write.</summary>
    public static readonly string[] Raw = ["\"\\u0000\"", "\"\\ud800\"", "null", "[]", "{}", "[null]", "[[]]", "{\"a\":1}", "0", "-1", "1.5", "99999999999999999999", "1e400", "true", "\"2026-13-45\"", "\"paste,url\""];

    public string Text() => Texts[random.Next(Texts.Length)];

    public JsonNode? Body(JsonNode schema, string name = "")
    {
        if (random.Next(12) == 0) return random.Next(2) == 0 ? Text() : JsonNode.Parse(Raw[random.Next(2, Raw.Length)]);
        if (known.TryGetValue(name, out var value) && random.Next(4) > 0) return value?.DeepClone();
        var resolved = Resolve(schema);
        if (resolved["enum"] is JsonArray words) return words[random.Next(words.Count)]?.DeepClone();
        if (resolved["properties"] is JsonObject properties)
        {
            var required = (resolved["required"] as JsonArray ?? []).Select(r => (string?)r).ToHashSet();
            var body = new JsonObject();
            foreach (var (property, inner) in properties)
                if (required.Contains(property) ? random.Next(20) > 0 : random.Next(2) == 0) body[property] = Body(inner!, property);
            if (random.Next(15) == 0) body["surprise"] = 1;
            return body;
        }
        return TypeOf(resolved) switch
        {
            "integer" or "number" => JsonValue.Create(random.Next(-2, 5)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(8) == 0 ? null : (JsonNode)Text())]),
            _ => Text(),
        };
    }

    JsonObject Resolve(JsonNode schema)
    {
        var resolved = schema.AsObject();
        if (resolved["oneOf"] is JsonArray choices) resolved = choices.OfType<JsonObject>().First(c => (string?)c["type"]?.ToString() != "null");
        return (string?)resolved["$ref"] is { } reference ? schemas[reference[(reference.LastIndexOf('/') + 1)..]]!.AsObject() : resolved;
    }

    static string TypeOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => several.Select(t => (string?)t).FirstOrDefault(t => t != "null") ?? "string",
        JsonValue one => (string?)one ?? "string",
        _ => "string",
    };
}
