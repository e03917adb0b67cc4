using CsCheck;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Diffing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Tests.Documents;

/// <summary>What holds for any text, tried on soups of Markdown and on damaged copies of the sample.</summary>
public sealed class PropertyTests
{
    static readonly Gen<string> Piece = Gen.OneOf<string>(
        "# ", "## ", "### ", "## [Slug] ", "- ", "1. ", "> ", "**", "*", "_", "`", "```\n", "[", "](", ")", "![", "<!-- published: true -->", "<!--", "-->", "<div hidden>", "</div>",
        "<script>", "|", "\n|-|-|\n", "---\n", "\n", "\n\n", "\r\n", "    ", "\t", "word ", "Ünïcode ", "日本語", "שלום", "👩‍👩‍👧", "\uD83D", "\uDC00", "\u200B", "\u202E", "\uFEFF", "\u0301",
        "- **Date:** ", "2026-10-12", "- **Content:** ", "https://a.example ", "&amp;", "\\", "===\n", "~~", ": ", "[a]: b\n", "title: x\n", ":tada:");

    static readonly Gen<string> Soup = Piece.Array[0, 80].Select(string.Concat);

    static readonly Gen<string> Damaged = Gen.Select(Gen.Int[0, Sample.Markdown.Length - 1], Gen.Int[0, 60], Piece, Gen.Int[0, Sample.Markdown.Length - 1])
        .Select((at, cut, piece, copy) => Sample.Markdown.Remove(at, Math.Min(cut, Sample.Markdown.Length - at))
            .Insert(Math.Min(copy, Sample.Markdown.Length - Math.Min(cut, Sample.Markdown.Length - at)), piece));

    static LivingDocument? Parse(string markdown, LivingDocument? before = null)
    {
        try { return DocumentParser.Parse(markdown, before); }
        catch (DomainRuleException refused) when (refused.Code == "document.empty") { return null; }
    }

    [Fact]
    public void Any_soup_of_marks_is_read() => Soup.Sample(markdown => { if (Parse(markdown) is { } document) Sane.Check(document, markdown); }, iter: 4000);

    [Fact]
    public void Any_characters_are_read() => Gen.String[Gen.Char['\u0001', '\uFFFF'], 0, 200].Sample(markdown => { if (Parse(markdown) is { } document) Sane.Check(document, markdown); }, iter: 2000);

    [Fact]
    public void Any_front_matter_is_read() => Gen.OneOf<string>("a: ", "- ", "\n", "  ", "[", "]", "{", "}", "\"", "'", "|", ">", "&a", "*a", "!t ", "#", "? ", ": ", ",", "%", "@", "\t", "x", "published: true\n", "date: ", "\u202E", "é", "...\n")
        .Array[0, 30].Select(string.Concat).Sample(yaml =>
        {
            var markdown = $"---\n{yaml}\n---\n\ntext";
            var document = DocumentParser.Parse(markdown);
            Sane.Check(document, markdown);
            Assert.Contains("text", document.Items[^1].Body + document.Items[^1].Title, StringComparison.Ordinal);
        }, iter: 3000);

    [Fact]
    public void Reading_twice_gives_the_same() => Soup.Sample(markdown =>
    {
        var (one, two) = (Parse(markdown), Parse(markdown));
        Assert.Equal(one?.Items.SelectMany(i => i.Blocks).Select(b => b.Id + b.Text), two?.Items.SelectMany(i => i.Blocks).Select(b => b.Id + b.Text));
    }, iter: 500);

    [Fact]
    public void Reading_after_itself_changes_no_name() => Soup.Sample(markdown =>
    {
        if (Parse(markdown) is not { } one) return;
        var two = DocumentParser.Parse(markdown, one);
        Assert.Equal(one.Items.Select(i => i.Key), two.Items.Select(i => i.Key));
        Assert.Equal(one.Items.SelectMany(i => i.Blocks).Select(b => b.Id), two.Items.SelectMany(i => i.Blocks).Select(b => b.Id));
        Assert.Empty(DocumentDiff.Between(one.Items, two.Items));
    }, iter: 1000);

    [Fact]
    public void A_damaged_sample_is_read_and_compared() => Gen.Select(Damaged, Damaged).Sample((first, second) =>
    {
        var before = DocumentParser.Parse(first);
        var after = DocumentParser.Parse(second, before);
        Sane.Check(after, second);
        DiffTests.Holds(before.Items, after.Items);
    }, iter: 1000);

    [Fact]
    public void Any_two_soups_are_compared() => Gen.Select(Soup, Soup).Sample((first, second) =>
    {
        if (Parse(first) is not { } before || Parse(second, before) is not { } after) return;
        Sane.Check(after, second);
        DiffTests.Holds(before.Items, after.Items);
    }, iter: 1000);
}
