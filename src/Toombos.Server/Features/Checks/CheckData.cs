using System.Text.Json;

namespace Toombos.Server.Features.Checks;

/// <summary>Reads the word lists and limits that the checks go by: data next to the code, embedded in it.</summary>
static class CheckData
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public static T Read<T>(string name)
    {
        using var stream = typeof(CheckData).Assembly.GetManifestResourceStream($"Toombos.Server.Features.Checks.Data.{name}.json")
            ?? throw new InvalidOperationException($"The embedded file {name}.json is missing.");
        return JsonSerializer.Deserialize<T>(stream, Options)!;
    }
}
