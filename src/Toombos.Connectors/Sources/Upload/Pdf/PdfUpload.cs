using System.Text;
using AngleSharp.Html.Parser;
using Toombos.Connectors.Sources.Html;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace Toombos.Connectors.Sources.Upload.Pdf;

/// <summary>
/// Reads a PDF: headings by the size of their letters, paragraphs, lists, simple tables and links, in the order in which the file draws them. What stands at the edge of most pages is left out.
/// Nothing in it is run, nothing that it points to is fetched, and no more of it is unpacked than a text has.
/// </summary>
public static class PdfUpload
{
    const int MostPages = 1000, MostLetters = 10_000_000, Deepest = 64;

    static readonly UploadReading.Refused NoPdf = new("document.not-pdf", "This is not a PDF that can be read, or it is damaged. Print it to a new PDF, or save the text as Word or Markdown.");
    static readonly UploadReading.Refused Sealed = new("document.encrypted", "The PDF is protected by a password. Save it without one.");
    static readonly UploadReading.Refused TooLarge = new("document.too-large", "The PDF has more than 1,000 pages, or unpacks to far more than a text has. Split it, or save its text as Markdown.");
    static readonly UploadReading.Refused Pictures = new("document.no-text", "The PDF holds pictures of pages and no text. Run a text recognition (OCR) over it, then upload what comes of that.");

    public static UploadReading Read(ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        try
        {
            using var pdf = PdfDocument.Open(file, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, MaxStackDepth = Deepest, FilterProvider = new BoundedFilters() });
            return pdf.NumberOfPages > MostPages ? TooLarge : Read(pdf, ct);
        }
        catch (PdfDocumentEncryptedException)
        {
            return Sealed;
        }
        catch (UnpacksTooFarException)
        {
            return TooLarge;
        }
        catch (Exception damaged) when (damaged is not (OperationCanceledException or OutOfMemoryException))
        {
            // The reader meets damage in as many ways as there are: bounds, casts, missing keys, its own exceptions.
            return damaged.InnerException is UnpacksTooFarException ? TooLarge : NoPdf;
        }
    }

    static UploadReading Read(PdfDocument pdf, CancellationToken ct)
    {
        var (pages, letters) = (new List<IReadOnlyList<PdfLine>>(), 0);
        foreach (var page in pdf.GetPages())
        {
            ct.ThrowIfCancellationRequested();
            if ((letters += page.Letters.Count) > MostLetters) return TooLarge;
            pages.Add(PdfLines.Of(page));
        }
        if (letters == 0 || pages.All(p => p.Count == 0)) return Pictures;
        var html = new StringBuilder();
        new PdfHtml(html).Write(PdfEdges.WithoutEdges(pages));
        using var document = new HtmlParser().ParseDocument(html.ToString());
        return new UploadReading.Read(HtmlMarkdown.Of(document.Body!, null, top: 1));
    }
}
