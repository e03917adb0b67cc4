using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Registers an uploaded Markdown or text file as a source.</summary>
static class UploadSource
{
    static readonly string[] Endings = [".md", ".markdown", ".txt"];

    public static async Task<Created<SyncResult>> Handle([FromForm] string? name, IFormFile file, ToombosDb db, TakeSnapshot take, TimeProvider clock, CancellationToken ct)
    {
        if (!Endings.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
            throw new DomainRuleException("document.not-text", "Upload Markdown or plain text: a file that ends in .md, .markdown or .txt.", StatusCodes.Status415UnsupportedMediaType);
        var title = string.IsNullOrWhiteSpace(name) ? Path.GetFileNameWithoutExtension(file.FileName) : name.Trim();
        if (title.Length is 0 or > 200 || title.Contains('\0')) throw new FieldException("name", "A name has 1 to 200 characters.");

        if (file.Length > DocumentText.MaxBytes) throw DocumentText.TooLarge();
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        var text = DocumentText.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var source = new Source { Name = title, Kind = SourceKind.Upload, CreatedAt = clock.GetUtcNow() };
        db.Sources.Add(source);
        return TypedResults.Created($"/v1/sources/{source.Id}", await take.FromAsync(source, text, ct));
    }
}
