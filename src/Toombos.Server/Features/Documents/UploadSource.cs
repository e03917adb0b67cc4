using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources.Upload;
using Toombos.Connectors.Sources.Upload.Pdf;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Registers an uploaded file as a source: Markdown and text as they are, HTML, Word and PDF as the Markdown that they become.</summary>
static class UploadSource
{
    static readonly string[] Endings = [".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pdf"];

    public static async Task<Created<SyncResult>> Handle([FromForm] string? name, IFormFile file, ToombosDb db, TakeSnapshot take, TimeProvider clock, CancellationToken ct)
    {
        if (!Endings.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
            throw new DomainRuleException("document.not-text", "Upload Markdown, plain text, HTML, Word or PDF: a file that ends in .md, .markdown, .txt, .html, .docx or .pdf.", StatusCodes.Status415UnsupportedMediaType);
        var title = string.IsNullOrWhiteSpace(name) ? Path.GetFileNameWithoutExtension(file.FileName) : name.Trim();
        if (title.Length is 0 or > 200 || title.Contains('\0')) throw new FieldException("name", "A name has 1 to 200 characters.");

        if (file.Length > DocumentText.MaxBytes) throw DocumentText.TooLarge();
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        var text = await TextAsync(Path.GetExtension(file.FileName).ToLowerInvariant(), bytes, ct);
        var source = new Source { Name = title, Kind = SourceKind.Upload, CreatedAt = clock.GetUtcNow() };
        db.Sources.Add(source);
        return TypedResults.Created($"/v1/sources/{source.Id}", await take.FromAsync(source, text, ct));
    }

    static async Task<string> TextAsync(string ending, MemoryStream file, CancellationToken ct)
    {
        var bytes = file.GetBuffer().AsMemory(0, (int)file.Length);
        file.Position = 0;
        UploadReading reading = ending switch
        {
            ".docx" => await WordUpload.ReadAsync(file, ct),
            ".pdf" => PdfUpload.Read(bytes, ct),
            ".html" or ".htm" => HtmlUpload.Read(bytes.Span),
            _ => new UploadReading.Read(DocumentText.Decode(bytes.Span)),
        };
        return reading switch
        {
            UploadReading.Read read => read.Markdown,
            UploadReading.Refused { Code: "document.too-large" } refused => throw new DomainRuleException(refused.Code, refused.Sentence, StatusCodes.Status413PayloadTooLarge),
            UploadReading.Refused refused => throw new DomainRuleException(refused.Code, refused.Sentence, StatusCodes.Status415UnsupportedMediaType),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }
}
