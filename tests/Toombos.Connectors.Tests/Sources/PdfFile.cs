using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>Writes small PDF files by hand, object by object.</summary>
sealed class PdfFile
{
    readonly List<string> _pages = [];
    StringBuilder _page = new();
    readonly List<(int Page, string Rectangle, string Uri)> _links = [];

    /// <summary>A text at a place, in points from the lower left corner of an A4 page.</summary>
    public PdfFile Text(double x, double y, double size, string text, bool bold = false)
    {
        _page.Append(CultureInfo.InvariantCulture, $"BT /{(bold ? "B" : "F")} {size} Tf {x} {y} Td ({text.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)}) Tj ET\n");
        return this;
    }

    public PdfFile Link(double x, double y, double width, double height, string uri)
    {
        _links.Add((_pages.Count, string.Create(CultureInfo.InvariantCulture, $"{x} {y} {x + width} {y + height}"), uri));
        return this;
    }

    public PdfFile NextPage()
    {
        _pages.Add(_page.ToString());
        _page = new();
        return this;
    }

    /// <param name="trailer">More entries of the trailer, such as one that says that the file is encrypted.</param>
    /// <param name="stream">In place of the first page's content.</param>
    public byte[] Bytes(string trailer = "", byte[]? stream = null, bool packed = false)
    {
        NextPage();
        var objects = new List<byte[]>();
        int Add(byte[] body)
        {
            objects.Add(body);
            return objects.Count;
        }
        int AddText(string body) => Add(Encoding.Latin1.GetBytes(body));
        var (catalog, tree, font, bold) = (AddText("<< /Type /Catalog /Pages 2 0 R >>"), AddText(""), AddText("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"), AddText("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"));
        var pages = new List<int>();
        for (var at = 0; at < _pages.Count; at++)
        {
            var body = at == 0 && stream is not null ? stream : Encoding.Latin1.GetBytes(_pages[at]);
            if (packed) body = Packed(body);
            var content = Add([.. Encoding.Latin1.GetBytes($"<< /Length {body.Length}{(packed || (at == 0 && stream is not null) ? " /Filter /FlateDecode" : "")} >>\nstream\n"), .. body, .. "\nendstream"u8]);
            var links = _links.Where(l => l.Page == at).Select(l => AddText($"<< /Type /Annot /Subtype /Link /Rect [{l.Rectangle}] /A << /S /URI /URI ({l.Uri}) >> >>")).ToList();
            pages.Add(AddText($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Annots [{string.Join(' ', links.Select(l => $"{l} 0 R"))}] /Resources << /Font << /F {font} 0 R /B {bold} 0 R >> >> >>"));
        }
        objects[tree - 1] = Encoding.Latin1.GetBytes($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(p => $"{p} 0 R"))}] >>");
        using var file = new MemoryStream();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        Write("%PDF-1.7\n");
        var offsets = new List<long>();
        for (var at = 0; at < objects.Count; at++)
        {
            offsets.Add(file.Position);
            Write($"{at + 1} 0 obj\n");
            file.Write(objects[at]);
            Write("\nendobj\n");
        }
        var start = file.Position;
        Write($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Write($"{offset:D10} 00000 n \n");
        Write($"trailer\n<< /Size {objects.Count + 1} /Root {catalog} 0 R {trailer}>>\nstartxref\n{start}\n%%EOF");
        return file.ToArray();
    }

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zip.Write(bytes);
        return packed.ToArray();
    }
}
