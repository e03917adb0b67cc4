using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Server.Features.Rendering;

/// <summary>The few words that pages themselves say, by language. Dates are spelled from data, so that they are the same on any machine.</summary>
sealed partial record Labels
{
    public required string InThisIssue { get; init; }
    public required string Contents { get; init; }
    public required string MinutesToRead { get; init; }
    public required string Reason { get; init; }
    public required string Unsubscribe { get; init; }
    public required string AllPosts { get; init; }
    public required string Tags { get; init; }
    public required string Date { get; init; }
    public required IReadOnlyList<string> Months { get; init; }

    static readonly Dictionary<string, Labels> ByLanguage = Load();

    /// <summary>The words in a language; English where there are none.</summary>
    public static Labels In(string language) =>
        ByLanguage.GetValueOrDefault(language.Length > 2 ? language[..2] : language) ?? ByLanguage["en"];

    public string? Spell(DateOnly? date) =>
        date is { } day ? string.Format(CultureInfo.InvariantCulture, Date, day.Day, Months[day.Month - 1], day.Year) : null;

    static Dictionary<string, Labels> Load()
    {
        using var file = typeof(Labels).Assembly.GetManifestResourceStream("Toombos.Server.Features.Rendering.Templates.labels.json")!;
        return JsonSerializer.Deserialize(file, Json.Default.DictionaryStringLabels)!;
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Dictionary<string, Labels>))]
    sealed partial class Json : JsonSerializerContext;
}
