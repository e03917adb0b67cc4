using System.Text.Json;

namespace Toombos.Connectors.Http;

/// <summary>Reads answers of services, whose every part may be missing or of another kind than expected.</summary>
static class JsonPath
{
    /// <summary>The object that an answer is; null for anything else.</summary>
    public static JsonElement? Object(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 200 });
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? At(this JsonElement json, string path)
    {
        var current = json;
        foreach (var name in path.Split('.'))
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out var next)) return null;
            current = next;
        }
        return current.ValueKind == JsonValueKind.Null ? null : current;
    }

    /// <summary>A member by its very name, dots and all.</summary>
    public static JsonElement? Member(this JsonElement json, string path, string name) =>
        json.At(path) is { ValueKind: JsonValueKind.Object } owner && owner.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>Text, or a number as text.</summary>
    public static string? Text(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static bool IsTrue(this JsonElement json, string path) => json.At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>The members of a list; none where there is no list.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement json, string path) => json.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static double? Number(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) => value,
        { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };
}
