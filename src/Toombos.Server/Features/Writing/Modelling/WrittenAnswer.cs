using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What a model answers.</summary>
sealed record WrittenAnswer(IReadOnlyList<WrittenPart> Parts)
{
    /// <summary>The shape that models are held to.</summary>
    public static JsonElement SchemaFor(IEnumerable<PartRole> roles)
    {
        var sentence = Strict(new() { ["text"] = Type("string"), ["blocks"] = List(Type("integer")) });
        var role = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. roles.Select(r => (JsonNode)WordOf(r))]) };
        var part = Strict(new() { ["role"] = role, ["post"] = Type("integer"), ["sentences"] = List(sentence) });
        return JsonSerializer.SerializeToElement(Strict(new() { ["parts"] = List(part) }), WrittenJson.Default.JsonObject);

        static JsonObject Type(string name) => new() { ["type"] = name };
        static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
        static JsonObject Strict(JsonObject properties) => new() { ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]), ["properties"] = properties };
    }

    public static string WordOf(PartRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    /// <summary>Null where it is none.</summary>
    public static WrittenAnswer? Read(string text)
    {
        if (LooseJson.ObjectIn(text) is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize(json, WrittenJson.Default.WrittenAnswer) is { Parts: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A part as a model wrote it; nothing of it is trusted.</summary>
sealed record WrittenPart(string? Role, int Post, IReadOnlyList<WrittenSentence>? Sentences);

/// <summary>A sentence with the numbers of the blocks that it is said to rest on.</summary>
sealed record WrittenSentence(string? Text, IReadOnlyList<int>? Blocks);

/// <summary>Reads answers without reflection, however a model spells its fields.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowReadingFromString, AllowTrailingCommas = true)]
[JsonSerializable(typeof(WrittenAnswer))]
[JsonSerializable(typeof(JsonObject))]
sealed partial class WrittenJson : JsonSerializerContext;
