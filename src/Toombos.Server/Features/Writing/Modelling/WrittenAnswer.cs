using System.Text.Json;
using System.Text.Json.Serialization;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What a model answers.</summary>
sealed record WrittenAnswer(IReadOnlyList<WrittenPart> Parts)
{
    /// <summary>The shape that models are held to.</summary>
    public static JsonElement SchemaFor(IEnumerable<PartRole> roles) => JsonSerializer.SerializeToElement(new
    {
        type = "object", additionalProperties = false, required = new[] { "parts" },
        properties = new
        {
            parts = new
            {
                type = "array",
                items = new
                {
                    type = "object", additionalProperties = false, required = new[] { "role", "post", "sentences" },
                    properties = new
                    {
                        role = new { type = "string", @enum = roles.Select(WordOf).ToArray() },
                        post = new { type = "integer" },
                        sentences = new
                        {
                            type = "array",
                            items = new
                            {
                                type = "object", additionalProperties = false, required = new[] { "text", "blocks" },
                                properties = new { text = new { type = "string" }, blocks = new { type = "array", items = new { type = "integer" } } },
                            },
                        },
                    },
                },
            },
        },
    });

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

sealed record WrittenPart(string? Role, int Post, IReadOnlyList<WrittenSentence>? Sentences);

sealed record WrittenSentence(string? Text, IReadOnlyList<int>? Blocks);

/// <summary>Reads answers without reflection, however a model spells its fields.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowReadingFromString, AllowTrailingCommas = true)]
[JsonSerializable(typeof(WrittenAnswer))]
sealed partial class WrittenJson : JsonSerializerContext;
