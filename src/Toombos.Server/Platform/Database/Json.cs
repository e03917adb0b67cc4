using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client;

namespace Toombos.Server.Platform.Database;

/// <summary>Columns that hold an immutable record as JSON text, in the same shape that the API shows.</summary>
public static class Json
{
    /// <summary>Accents and other scripts stay readable; the text never reaches a browser as it is.</summary>
    static readonly ToombosJson Context = new(new JsonSerializerOptions(ToombosJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, TypeOf<T>());

    public static T Read<T>(string json) => JsonSerializer.Deserialize(json, TypeOf<T>()) ?? throw new JsonException("A stored record was null.");

    static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!;

    /// <summary>Keeps the property as JSON text. Records are replaced, never changed in place, so references tell changes.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class? =>
        property.HasConversion(
            value => Write(value),
            json => Read<T>(json),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));
}
