using Toombos.Connectors.Sources.Upload;
using Toombos.Connectors.Sources.Upload.Pdf;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>PDF files become the Markdown that a reader would write who sees them.</summary>
public sealed class PdfUploadTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Headings_paragraphs_lists_tables_and_links_are_kept(bool packed)
    {
        var file = new PdfFile()
            .Text(60, 780, 24, "Harbour news").Text(60, 740, 15, "The new boat")
            .Text(60, 715, 11, "The Skerry 14 weighs 19.8 kg now, down from 23.4 kg, thanks to an infusion pro-")
            .Text(60, 701, 11, "cess.").Text(92, 701, 11, "See our page").Link(91, 699, 90, 12, "https://tidewater.example/skerry")
            .Text(60, 670, 11, "\u0095 Light").Text(60, 655, 11, "\u0095 Stable").Text(60, 630, 11, "1. Unpack it").Text(60, 615, 11, "2. Paddle")
            .Text(60, 590, 11, "Boat", bold: true).Text(200, 590, 11, "Weight", bold: true).Text(60, 575, 11, "Skerry 14").Text(200, 575, 11, "19.8 kg").Text(60, 560, 11, "Skerry 16").Text(200, 560, 11, "22.1 kg");
        var text = Text(file.Bytes(packed: packed));
        Assert.StartsWith("# Harbour news\n\n## The new boat\n\nThe Skerry 14 weighs 19.8 kg now, down from 23.4 kg, thanks to an infusion process. [See our page](https://tidewater.example/skerry)\n\n", text, StringComparison.Ordinal);
        Assert.Contains("- Light\n- Stable\n", text, StringComparison.Ordinal);
        Assert.Contains("1. Unpack it\n2. Paddle\n", text, StringComparison.Ordinal);
        Assert.Contains("| Boat | Weight |\n| --- | --- |\n| Skerry 14 | 19.8 kg |\n| Skerry 16 | 22.1 kg |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_was_ended_on_purpose_ends_a_paragraph_and_one_that_was_full_does_not()
    {
        var file = new PdfFile().Text(60, 700, 11, "First point of the list").Text(60, 686, 11, "Second point, which is quite long and goes on over the end of the line to the next one,").Text(60, 672, 11, "as points do");
        Assert.Equal("First point of the list\n\nSecond point, which is quite long and goes on over the end of the line to the next one, as points do", Text(file.Bytes()).Trim());
    }

    [Fact]
    public void What_stands_at_the_edge_of_most_pages_is_left_out_and_a_sentence_over_two_pages_is_whole()
    {
        var file = new PdfFile();
        for (var page = 1; page <= 4; page++)
        {
            file.Text(60, 815, 9, "Harbour news, autumn").Text(280, 25, 9, $"{page}").Text(60, 700, 11, $"Page {page} begins in the middle and it says something of its own.").Text(60, 100, 11, "This sentence is long enough to reach the end of its line, and so it goes on with");
            if (page < 4) file.NextPage();
            else file.NextPage().Text(60, 760, 11, "the rest on another page.");
        }
        var text = Text(file.Bytes());
        Assert.DoesNotContain("autumn", text, StringComparison.Ordinal);
        Assert.Contains("it goes on with the rest on another page.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n3\n", text, StringComparison.Ordinal);
        Assert.Contains("Page 3 begins", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_of_markdown_in_a_pdf_stay_letters() =>
        Assert.Equal("\\# It is \\*not bold\\*", Text(new PdfFile().Text(60, 700, 11, "# It is *not bold*").Bytes()).Trim());

    [Fact]
    public void Hostile_broken_and_empty_files_are_refused_with_what_to_do()
    {
        Assert.Equal("document.not-pdf", Refusal("no pdf"u8.ToArray()));
        Assert.Equal("document.not-pdf", Refusal("%PDF-1.7\n1 0 obj\n<< /Type"u8.ToArray()));
        Assert.Equal("document.no-text", Refusal(new PdfFile().Bytes()));
        Assert.Equal("document.encrypted", Refusal(new PdfFile().Text(60, 700, 11, "x").Bytes(trailer: "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) >> /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>] ")));
        Assert.Equal("document.too-large", Refusal(new PdfFile().Bytes(stream: PdfFile.Packed(new byte[300 * 1024 * 1024]))));
    }

    [Fact]
    public void Whatever_is_changed_in_a_file_it_is_read_or_refused()
    {
        var whole = new PdfFile().Text(60, 700, 11, "Some words of a page").Link(60, 690, 50, 20, "https://e.example").NextPage().Text(60, 700, 11, "Others").Bytes();
        var random = new Random(20261127);
        for (var i = 0; i < 300; i++)
        {
            var file = whole.ToArray();
            for (var n = 0; n <= i % 5; n++) file[random.Next(file.Length)] = (byte)random.Next(256);
            if (i % 3 == 0) file = file[..random.Next(file.Length)];
            Assert.NotNull(PdfUpload.Read(file, TestContext.Current.CancellationToken));
        }
    }

    static string Text(byte[] file) => Assert.IsType<UploadReading.Read>(PdfUpload.Read(file, TestContext.Current.CancellationToken)).Markdown;

    static string Refusal(byte[] file) => Assert.IsType<UploadReading.Refused>(PdfUpload.Read(file, TestContext.Current.CancellationToken)).Code;
}
