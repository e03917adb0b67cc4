using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toombos.Client;

namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>Small parts of an export as JSON for people: indented, every script readable, words as in the API.</summary>
static class JsonText
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new EnumWords() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Task WriteAsync(Stream stream, object value, CancellationToken ct) => JsonSerializer.SerializeAsync(stream, value, value.GetType(), Options, ct);
}
