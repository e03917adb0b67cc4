using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Connectors.Accounts;

/// <summary>The services that accounts can be connected at, read from the embedded files; by name.</summary>
public static class AccountProviders
{
    const string Folder = "accounts/";

    public static IReadOnlyList<AccountProvider> All { get; } = Read();

    static readonly FrozenDictionary<string, AccountProvider> ByName = All.ToFrozenDictionary(p => p.Provider, StringComparer.Ordinal);

    public static AccountProvider? Find(string provider) => ByName.GetValueOrDefault(provider);

    static AccountProvider[] Read()
    {
        var assembly = typeof(AccountProviders).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize(stream, AccountProvidersJson.Default.AccountProvider) ?? throw new JsonException($"The file {name} is empty.");
            })
            .OrderBy(p => p.Name, StringComparer.Ordinal)];
    }
}

/// <summary>Reads the files without reflection; a property that nobody knows is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AccountProvider))]
sealed partial class AccountProvidersJson : JsonSerializerContext;
