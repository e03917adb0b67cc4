using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Features.Writing.Composing.Social;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing;

/// <summary>Reads the composer's word lists, phrases and figures, which ship inside the assembly.</summary>
static class ComposingData
{
    const string Folder = "Toombos.Server.Features.Writing.Composing.Data.";

    public static bool Exists(string file) => Assembly.GetExecutingAssembly().GetManifestResourceInfo(Folder + file) is not null;

    public static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException($"{file} is empty.");
    }
}

/// <summary>Reads the composer's data without reflection; a property that nobody knows is an error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string[]>>))]
[JsonSerializable(typeof(Dictionary<string, NetworkStyle>))]
[JsonSerializable(typeof(Dictionary<string, ClauseWords>))]
[JsonSerializable(typeof(ToneFile))]
[JsonSerializable(typeof(string[]))]
sealed partial class ComposingJson : JsonSerializerContext;
