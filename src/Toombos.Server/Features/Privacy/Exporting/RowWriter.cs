using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Toombos.Server.Features.Documents;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>Rows of one table as JSON Lines, by the model alone. Secrets stay out: what is sealed, and hashes of what opens something.</summary>
public sealed class RowWriter(IEntityType entity)
{
    /// <summary>Readable in every script; the text is a file and never part of a page.</summary>
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly IReadOnlyList<(string Name, IProperty Property)> _columns =
        [.. entity.GetProperties().Where(p => !IsWithheld(p) && !p.IsShadowProperty()).Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name), p))];

    /// <summary>Names of the columns that stay out.</summary>
    public IReadOnlyList<string> Withheld { get; } = [.. entity.GetProperties().Where(IsWithheld).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    /// <summary>Sealed, or bytes by which a row is looked up: the hash of a key or a token.</summary>
    public static bool IsWithheld(IProperty property) =>
        SealedColumn.PurposeOf(property) is not null || (property.ClrType == typeof(byte[]) && property.GetContainingIndexes().Any(index => index.IsUnique && index.Properties.Count == 1));

    /// <returns>How many there were.</returns>
    public async Task<int> WriteAsync<T>(IQueryable<T> rows, Stream destination, CancellationToken ct) where T : class
    {
        var (count, buffer) = (0, new ArrayBufferWriter<byte>());
        using var json = new Utf8JsonWriter(buffer, Options);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            json.WriteStartObject();
            foreach (var (name, property) in _columns)
            {
                json.WritePropertyName(name);
                WriteValue(json, property, property.GetGetter().GetClrValue(row));
            }
            json.WriteEndObject();
            json.Flush();
            buffer.Write("\n"u8);
            await destination.WriteAsync(buffer.WrittenMemory, ct);
            buffer.ResetWrittenCount();
            json.Reset(buffer);
            count++;
        }
        return count;
    }

    static void WriteIds(Utf8JsonWriter json, IReadOnlyList<Guid> ids)
    {
        json.WriteStartArray();
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    static void WriteValue(Utf8JsonWriter json, IProperty property, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case Guid id: json.WriteStringValue(id); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case DateTimeOffset time: json.WriteStringValue(time.ToUniversalTime()); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case Enum word: json.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(word.ToString())); break;
            case IReadOnlyList<Guid> ids: WriteIds(json, ids); break;
            case IReadOnlyList<ItemPlace> places: WritePlaces(json, places); break;
            // Records that the column keeps as JSON text go out as the JSON they are.
            case var record when property.GetTypeMapping().Converter?.ConvertToProvider(record) is string text: json.WriteRawValue(text); break;
            case IFormattable other: json.WriteStringValue(other.ToString(null, CultureInfo.InvariantCulture)); break;
            default: throw new NotSupportedException($"The export has no words for {property.DeclaringType.DisplayName()}.{property.Name}.");
        }
    }

    static void WritePlaces(Utf8JsonWriter json, IReadOnlyList<ItemPlace> places)
    {
        json.WriteStartArray();
        foreach (var place in places)
        {
            json.WriteStartObject();
            json.WriteString("itemId", place.Id);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("start", place.Start);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
