using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>
/// What Toombos has put into a folder, kept there beside it: only what it names is ever replaced or deleted. Before anything else is written it names all that is
/// about to be, so that whoever goes on after a crash knows its own; last it says that the site is whole.
/// </summary>
sealed record BucketManifest
{
    public const string Path = ".toombos-site.json";

    /// <summary>What stands for the hash of an object that is being written.</summary>
    public const string Pending = "";

    /// <summary>Whose site it is.</summary>
    public required Guid Channel { get; init; }

    /// <summary>The hash of the site that is there as a whole; null while it is being written.</summary>
    public string? Site { get; init; }

    /// <summary>The key of the dispatch that is being written; null while none is.</summary>
    public string? Writer { get; init; }

    /// <summary>SHA-256 of what is there, by path.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, BucketJson.Default.BucketManifest);

    /// <summary>Null where it is none.</summary>
    public static BucketManifest? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, BucketJson.Default.BucketManifest) is { Files: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null; // somebody has written it
        }
    }
}

/// <summary>How the manifest is written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BucketManifest))]
sealed partial class BucketJson : JsonSerializerContext;
