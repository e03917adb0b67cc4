using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Server.Platform.Http;

/// <summary>Refuses NUL and broken UTF-16 in any text of a request: no database and no network takes them, and they hide things from people.</summary>
public sealed class NulRefusingStrings : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        return Checked(ref reader);
    }

    /// <summary>Keys too: left to itself the serializer finds no way to write them until something else has woken reflection.</summary>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(ref reader)!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    static string? Checked(ref Utf8JsonReader reader)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("NUL or broken text");
        }
        return text is not null && text.Contains('\0') ? throw new JsonException("NUL in text") : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
