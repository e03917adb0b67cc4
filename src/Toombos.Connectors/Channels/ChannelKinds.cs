using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Connectors.Channels;

/// <summary>The registry of channel kinds, read from the embedded truth tables.</summary>
public static class ChannelKinds
{
    const string Folder = "kinds/";

    /// <summary>Writable kinds first, then by name: the order in which they are offered.</summary>
    public static IReadOnlyList<ChannelKind> All { get; } = Read();

    static readonly FrozenDictionary<string, ChannelKind> ByKind = All.ToFrozenDictionary(k => k.Kind, StringComparer.Ordinal);

    public static ChannelKind? Find(string kind) => ByKind.GetValueOrDefault(kind);

    static ChannelKind[] Read()
    {
        var assembly = typeof(ChannelKinds).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize(stream, ChannelKindsJson.Default.ChannelKind)
                    ?? throw new JsonException($"The truth table {name} is empty.");
            })
            .OrderByDescending(k => k.Writable).ThenBy(k => k.Family).ThenBy(k => k.Kind, StringComparer.Ordinal)];
    }
}

/// <summary>Reads truth tables without reflection; a property that nobody knows is an error, so that a typing slip can't hide a figure.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChannelKind))]
[JsonSerializable(typeof(CountingRule))]
sealed partial class ChannelKindsJson : JsonSerializerContext;
