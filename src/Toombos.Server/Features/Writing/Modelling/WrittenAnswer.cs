using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What a model answers.</summary>
sealed record WrittenAnswer(IReadOnlyList<WrittenPart> Parts)
{
    /// <summary>The shape that models are held to.</summary>
    public static JsonElement SchemaFor(IEnumerable<PartRole> roles) => Shape.Object(("parts", Shape.List(Shape.Strict(
        ("role", Shape.OneOf(roles.Select(WordOf))), ("post", Shape.Of("integer")), ("sentences", Shape.List(Shape.Sentence))))));

    public static string WordOf(PartRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    /// <summary>Null where it is none.</summary>
    public static WrittenAnswer? Read(string text) => LooseJson.Read(text, WrittenJson.Default.WrittenAnswer) is { Parts: not null } answer ? answer : null;
}

/// <summary>A part as a model wrote it; nothing of it is trusted.</summary>
sealed record WrittenPart(string? Role, int Post, IReadOnlyList<WrittenSentence>? Sentences);

/// <summary>A sentence with the numbers of the blocks that it is said to rest on.</summary>
sealed record WrittenSentence(string? Text, IReadOnlyList<int>? Blocks);

/// <summary>What a model answers where it was to rewrite parts.</summary>
sealed record RefinedAnswer(IReadOnlyList<RefinedPart> Parts)
{
    public static JsonElement Schema { get; } = Shape.Object(("parts", Shape.List(Shape.Strict(("part", Shape.Of("integer")), ("sentences", Shape.List(Shape.Sentence))))));
}

/// <summary>A part of a draft as a model rewrote it; nothing of it is trusted.</summary>
sealed record RefinedPart(int Part, IReadOnlyList<WrittenSentence>? Sentences);

/// <summary>What a model answers where it was to suggest.</summary>
sealed record SuggestedAnswer(IReadOnlyList<WrittenSentence> Suggestions)
{
    public static JsonElement Schema { get; } = Shape.Object(("suggestions", Shape.List(Shape.Sentence)));
}

/// <summary>What a model answers where it was to update sentences.</summary>
sealed record UpdatedAnswer(IReadOnlyList<UpdatedSentence>? Sentences)
{
    public static JsonElement Schema { get; } = Shape.Object(("sentences", Shape.List(Shape.Strict(("n", Shape.Of("integer")), ("text", Shape.Of("string"))))));
}

/// <summary>A sentence as a model updated it; nothing of it is trusted.</summary>
sealed record UpdatedSentence(int N, string? Text);

/// <summary>Reads answers without reflection, however a model spells its fields.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowReadingFromString, AllowTrailingCommas = true)]
[JsonSerializable(typeof(WrittenAnswer))]
[JsonSerializable(typeof(RefinedAnswer))]
[JsonSerializable(typeof(SuggestedAnswer))]
[JsonSerializable(typeof(Opinions.OpinionAnswer))]
[JsonSerializable(typeof(UpdatedAnswer))]
[JsonSerializable(typeof(JsonObject))]
sealed partial class WrittenJson : JsonSerializerContext;
