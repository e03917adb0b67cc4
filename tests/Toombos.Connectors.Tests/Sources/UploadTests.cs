using System.IO.Compression;
using System.Text;
using Toombos.Connectors.Sources.Upload;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>Uploaded Word and HTML files: what they say is kept, what they could do is refused.</summary>
public sealed class UploadTests
{
    const string Open = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>""";

    static readonly string Text = Open + """
        <w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>News</w:t></w:r></w:p>
        <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lighter</w:t></w:r><w:r><w:t xml:space="preserve"> hull, see </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>specs</w:t></w:r></w:hyperlink>
          <w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> and more</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>Deeper</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        </w:body></w:document>
        """;

    static readonly (string, string)[] Parts =
    [
        ("word/styles.xml", """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>"""),
        ("word/numbering.xml", """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""),
        ("word/_rels/document.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" TargetMode="External" Target="https://tidewater.example/specs"/></Relationships>"""),
    ];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static MemoryStream Zip(params (string Name, string Text)[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        file.Position = 0;
        return file;
    }

    static async Task<string> CodeOf(Stream file) => Assert.IsType<UploadReading.Refused>(await WordUpload.ReadAsync(file, Ct)).Code;

    [Fact]
    public async Task A_word_file_keeps_headings_lists_tables_and_links()
    {
        var read = Assert.IsType<UploadReading.Read>(await WordUpload.ReadAsync(Zip([("word/document.xml", Text), .. Parts]), Ct));
        Assert.Equal("# News\n\n**Lighter** hull, see [specs](https://tidewater.example/specs) and more\n\n1. One\n   - Deeper\n2. Two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |", read.Markdown);
    }

    [Fact]
    public async Task Hostile_and_broken_word_files_are_refused()
    {
        Assert.Equal("document.encrypted", await CodeOf(new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0])));
        Assert.Equal("document.macros", await CodeOf(Zip(("word/document.xml", Text), ("word/vbaProject.bin", "x"))));
        Assert.Equal("document.not-word", await CodeOf(Zip(("mimetype", "x"))));
        Assert.Equal("document.not-word", await CodeOf(new MemoryStream("PK, but not really"u8.ToArray())));
        Assert.Equal("document.not-word", await CodeOf(Zip(("word/document.xml", Text[..200]))));
        Assert.Equal("document.not-word", await CodeOf(Zip(("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + Text))));
        Assert.Equal("document.too-large", await CodeOf(Zip(("word/document.xml", Open + new string(' ', 25 * 1024 * 1024)))));
    }

    [Fact]
    public void An_html_file_keeps_its_levels_of_headings()
    {
        var read = Assert.IsType<UploadReading.Read>(HtmlUpload.Read("<html><body><nav>Menu</nav><h1>News</h1><h2>Hull</h2><p>It is &lt;lighter&gt;.</p><script>x</script></body></html>"u8));
        Assert.Equal("Menu\n\n# News\n\n## Hull\n\nIt is \\<lighter>.", read.Markdown);
        Assert.Equal("document.too-deep", Assert.IsType<UploadReading.Refused>(HtmlUpload.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 5000))))).Code);
    }
}
