using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Toombos.Server.Features.Rendering;

/// <summary>Tells search engines what a page is, as schema.org JSON-LD. The encoder escapes angle brackets, so no text can end the element.</summary>
static class StructuredData
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(WebView page, bool isNews, int words)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", isNews ? "NewsArticle" : "BlogPosting");
            json.WriteString("headline", page.Title);
            if (page.Description is { } description) json.WriteString("description", description);
            if (page.Date is { } day) json.WriteString("datePublished", day);
            json.WriteString("inLanguage", page.Language);
            json.WriteNumber("wordCount", words);
            if (page.Tags is { } tags) json.WriteString("keywords", string.Join(", ", tags));
            if (page.Image is { } image) json.WriteString("image", image);
            if (page.Canonical is { } address)
            {
                json.WriteString("url", address);
                json.WriteString("mainEntityOfPage", address);
            }
            foreach (var role in (string[])["author", "publisher"])
            {
                json.WriteStartObject(role);
                json.WriteString("@type", "Organization");
                json.WriteString("name", page.Brand);
                if (page.Site is { } site) json.WriteString("url", site);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
