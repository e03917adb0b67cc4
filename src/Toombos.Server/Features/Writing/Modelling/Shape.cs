using System.Text.Json;
using System.Text.Json.Nodes;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>JSON schemas in the strict form that providers hold models to: every property is there, and no other.</summary>
static class Shape
{
    public static JsonObject Sentence => Strict(("text", Of("string")), ("blocks", List(Of("integer"))));

    public static JsonElement Object(params (string Name, JsonObject Shape)[] properties) => JsonSerializer.SerializeToElement(Strict(properties), WrittenJson.Default.JsonObject);

    public static JsonObject Of(string type) => new() { ["type"] = type };

    public static JsonObject OneOf(IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    public static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    public static JsonObject Strict(params (string Name, JsonObject Shape)[] properties) => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Name)]),
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Shape))),
    };
}
