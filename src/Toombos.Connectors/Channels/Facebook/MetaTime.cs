using System.Globalization;
using System.Text.Json;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>Moments as Meta writes them: 2026-11-27T09:00:00+0000.</summary>
static class MetaTime
{
    public static DateTimeOffset Of(JsonElement post, string field) =>
        post.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(value.GetString(), ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss'+0000'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at : DateTimeOffset.MaxValue;
}
