using System.Text;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Tests.Documents;

/// <summary>What is not a text, or too much of it, is refused with one sentence.</summary>
public sealed class DocumentTextTests
{
    static (string Code, int Status) Refusal(Action action)
    {
        var refused = Assert.Throws<DomainRuleException>(action);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        return (refused.Code, refused.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    [InlineData("\uFEFF")]
    public void An_empty_document_is_refused(string markdown) => Assert.Equal(("document.empty", 400), Refusal(() => DocumentParser.Parse(markdown)));

    [Fact]
    public void A_null_character_is_not_text() => Assert.Equal(("document.not-text", 415), Refusal(() => DocumentParser.Parse("a\0b")));

    [Fact]
    public void More_than_ten_megabytes_are_refused()
    {
        Assert.Equal(("document.too-large", 413), Refusal(() => DocumentParser.Parse(new string('é', 5 * 1024 * 1024 + 1))));
        Assert.Equal(("document.too-large", 413), Refusal(() => DocumentText.Decode(new byte[DocumentText.MaxBytes + 1])));
    }

    [Theory]
    [InlineData("- a\n")]
    [InlineData("a\n\n")]
    [InlineData("> - a\n")]
    [InlineData("[a]: b\n")]
    [InlineData("a\n")]
    [InlineData("| a |\n| - |\n\n")]
    public void Too_many_blocks_are_refused(string block) =>
        Assert.Equal(("document.too-large", 413), Refusal(() => DocumentParser.Parse(string.Concat(Enumerable.Repeat(block, 200_000)))));

    [Fact]
    public void A_hundred_thousand_blocks_are_read() =>
        Assert.Equal(100_000, DocumentParser.Parse(string.Concat(Enumerable.Repeat("a\n\n", 100_000))).Items[0].Blocks.Count);

    [Fact]
    public void Utf8_and_utf16_are_decoded()
    {
        Assert.Equal("grüße", DocumentText.Decode("grüße"u8));
        Assert.Equal("grüße", DocumentText.Decode([0xEF, 0xBB, 0xBF, .. "grüße"u8]));
        Assert.Equal("grüße", DocumentText.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("grüße")]));
        Assert.Equal("grüße", DocumentText.Decode([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("grüße")]));
    }

    [Fact]
    public void Other_bytes_are_not_text()
    {
        byte[][] others = [[0x89, 0x50, 0x4E, 0x47, 0x0D], [0x67, 0x72, 0xFC, 0xDF], "%PDF-1.7 text"u8.ToArray(), [0x61, 0x00, 0x62], "{\\rtf1 x}"u8.ToArray()];
        Assert.All(others, bytes => Assert.Equal(("document.not-text", 415), Refusal(() => DocumentText.Decode(bytes))));
    }

    [Fact]
    public void A_lone_surrogate_is_replaced_and_moves_nothing()
    {
        var document = DocumentParser.Parse("# T\n\na\uD83Db\n\nend");
        Assert.Equal(["a\uFFFDb", "end"], document.Items[0].Blocks.Select(b => b.Text));
    }
}
