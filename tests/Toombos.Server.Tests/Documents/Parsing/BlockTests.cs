using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>Every kind of Markdown gives the text that a reader sees.</summary>
public sealed class BlockTests
{
    static IReadOnlyList<Block> Blocks(string body) => Assert.Single(DocumentParser.Parse("# T\n\n" + body).Items).Blocks;

    static string Text(string body) => Assert.Single(Blocks(body)).Text;

    [Theory]
    [InlineData("plain *em* **strong** `code` ~~gone~~ end", "plain em strong code end")]
    [InlineData("a\nsoft  \nhard\\\nbreak", "a soft hard break")]
    [InlineData("&copy; &#228; &amp; \\* 5 < 6", "© ä & * 5 < 6")]
    [InlineData("see <https://a.example> and <b>bold</b><br>line", "see https://a.example and bold line")]
    [InlineData("2 * 3 * 4 [not a link] _ok", "2 * 3 * 4 [not a link] _ok")]
    [InlineData("party :tada: 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "party 🎉 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("שלום עולם", "שלום עולם")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("<div>Shown <em>here</em></div>", "Shown here")]
    public void Marks_go_and_words_stay(string markdown, string text) => Assert.Equal(text, Text(markdown));

    [Fact]
    public void Lists_tables_quotes_code_and_images_are_blocks_of_their_kind()
    {
        var blocks = Blocks("- one\n  - two\n\n1. three\n\n- [x] done\n\n| A | B |\n|---|---|\n| 1 | [2](https://a.example) |\n\n> said\n\n> [!NOTE]\n> careful\n\n```\nlet x = 1;\n  y\n```\n\n![A boat](b.jpg)");
        Assert.Equal(
        [
            (BlockKind.ListItem, "one", 0), (BlockKind.ListItem, "two", 1), (BlockKind.ListItem, "three", 0), (BlockKind.ListItem, "done", 0),
            (BlockKind.TableRow, "A | B", 1), (BlockKind.TableRow, "1 | 2", 0), (BlockKind.Quote, "said", 0), (BlockKind.Quote, "careful", 0),
            (BlockKind.Code, "let x = 1;\n  y", 0), (BlockKind.Image, "A boat", 0),
        ], blocks.Select(b => (b.Kind, b.Text, b.Level)));
        Assert.Equal("https://a.example", blocks[5].Links[0].Url);
        Assert.Equal("b.jpg", blocks[^1].Url);
    }

    [Fact]
    public void A_table_of_a_thousand_rows_stays_a_table() =>
        Assert.Equal(1001, Blocks("|a|b|\n|-|-|\n" + string.Concat(Enumerable.Repeat("|[x](https://a.example)|*d*|\n", 1000))).Count(b => b.Kind == BlockKind.TableRow));

    [Theory]
    [InlineData("go to https://a.example/x_y_z(1). Then", "https://a.example/x_y_z(1)")]
    [InlineData("www.a.example/p, and", "https://www.a.example/p")]
    [InlineData("[text](https://a.example \"t\")", "https://a.example")]
    [InlineData("[text][r]\n\n[r]: https://a.example", "https://a.example")]
    [InlineData("<a href='https://a.example'>text</a>", "https://a.example")]
    public void Links_are_kept_with_their_words(string markdown, string url) => Assert.Equal(url, Assert.Single(Assert.Single(Blocks(markdown)).Links).Url);

    [Fact]
    public void The_place_of_a_block_is_its_place_in_the_source()
    {
        const string markdown = "---\ntitle: x\n---\r\n# T\r\n\r\nFirst 👋 line\r\n\r\n- item\r\n";
        foreach (var block in DocumentParser.Parse(markdown).Items[0].Blocks)
            Assert.Contains(block.Text, markdown.Substring(block.Start, block.Length), StringComparison.Ordinal);
        Assert.Equal([6, 8], DocumentParser.Parse(markdown).Items[0].Blocks.Select(b => b.Line));
    }

    [Fact]
    public void A_link_written_as_html_in_a_heading_of_a_readme_is_read()
    {
        var item = Assert.Single(DocumentParser.Parse("<h1 align=\"center\">Kayak</h1>\n<p align=\"center\"><img src=\"logo.png\" alt=\"Logo\"> A <b>fast</b> tool</p>\n").Items);
        Assert.Equal(("Kayak", "logo.png"), (item.Title, item.Image));
        Assert.Contains(item.Blocks, b => b.Text == "A fast tool");
    }
}
