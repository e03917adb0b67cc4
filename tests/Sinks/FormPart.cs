using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Toombos.Sinks;

/// <summary>A part of a form with files.</summary>
public sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Content)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Content);

    internal static IReadOnlyList<FormPart> Of(TakenRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data") return [];
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value!, new MemoryStream(request.Body));
        var parts = new List<FormPart>();
        while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
        {
            using var content = new MemoryStream();
            section.Body.CopyTo(content);
            var disposition = section.GetContentDispositionHeader()!;
            parts.Add(new(disposition.Name.Value!, disposition.FileName.Value, section.ContentType, content.ToArray()));
        }
        return parts;
    }
}
