using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Sources.Upload;

/// <summary>
/// Reads a Word file (.docx): headings, lists, tables, links, bold and italic, with tracked changes accepted. Nothing that the file points to is fetched, nothing in it is run, and no more of it
/// is unpacked than a document has.
/// </summary>
public static class WordUpload
{
    const int MostParts = 5000, LargestText = 24 * 1024 * 1024, LargestPart = 4 * 1024 * 1024;

    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    static readonly UploadReading.Refused NoWord = new("document.not-word", "This is not a Word document (.docx), or it is damaged. Open it in Word and save it as .docx.");
    static readonly UploadReading.Refused Sealed = new("document.encrypted", "The document is protected by a password, or in Word's old format. Take the password off, or save it as .docx.");
    static readonly UploadReading.Refused Macros = new("document.macros", "The document contains macros. Save it as .docx, which has none.");
    static readonly UploadReading.Refused TooLarge = new("document.too-large", "The document unpacks to far more than a text has. Split it, or save it as plain text.");

    public static async Task<UploadReading> ReadAsync(Stream file, CancellationToken ct)
    {
        var head = new byte[8];
        if (await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) == head.Length && head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return Sealed;
        file.Position = 0;
        try
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, null, ct);
            if (zip.Entries.Count > MostParts) return TooLarge;
            if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return Macros;
            var (text, styles, numbering, links) = (await PartAsync(zip, "word/document.xml", LargestText, ct), await PartAsync(zip, "word/styles.xml", LargestPart, ct), await PartAsync(zip, "word/numbering.xml", LargestPart, ct), await PartAsync(zip, "word/_rels/document.xml.rels", LargestPart, ct));
            if (text is null) return NoWord;
            var html = new WordHtml(new(styles, numbering, links)).Of(text);
            using var page = new HtmlParser().ParseDocument(html);
            return new UploadReading.Read(HtmlMarkdown.Of(page.Body!, null, top: 1));
        }
        catch (PartTooLargeException)
        {
            return TooLarge;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException)
        {
            return NoWord;
        }
    }

    static async Task<XElement?> PartAsync(ZipArchive zip, string name, int most, CancellationToken ct)
    {
        if (zip.GetEntry(name) is not { } entry) return null;
        if (entry.Length > most) throw new PartTooLargeException();
        await using var stream = await entry.OpenAsync(ct);
        if (await BoundedBody.ReadAsync(stream, most, ct) is not { } bytes) throw new PartTooLargeException();
        using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), Settings);
        return XElement.Load(reader);
    }

    sealed class PartTooLargeException : Exception;
}
