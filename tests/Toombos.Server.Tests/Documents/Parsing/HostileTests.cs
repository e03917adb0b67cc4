using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Diffing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Tests.Documents;

/// <summary>No input hangs or crashes the reader: each of these took minutes, or the stack, in a plain Markdown reader.</summary>
public sealed class HostileTests
{
    const int Many = 100_000;

    static string Repeat(string text, int count = Many) => string.Concat(Enumerable.Repeat(text, count));

    public static TheoryData<string, string> Floods => new(
        new[]
        {
            ">", "> ", "[", "![", "[a](", "[a]", "*a ", "*a**b", "_a ", "~~a ", "`", "<", "<a ", "<!--", "<?", "<![CDATA[", "<!A ", "- ", "1. ", ">- ", "|", "a|b\n", "*|",
            "[a\n", "&", "&amp", "\\", "www.", "http://", "http://a.b_", "```\n", "***a** b* ", "<div>", "<div hidden>", "<b \"", "\u0301", "\u200D", "e\u0301\u0327", "{{", "a\r",
        }.Select(flood => (flood.ReplaceLineEndings("⏎"), flood)));

    [Theory]
    [MemberData(nameof(Floods))]
    public void A_flood_of_marks_is_read_in_bounded_time(string name, string flood)
    {
        Assert.NotEmpty(name);
        foreach (var markdown in new[] { Repeat(flood), "a " + Repeat(flood), "---\n" + Repeat(flood) + "\n---\nx", "a\n\n<p>\n" + Repeat(flood) })
        {
            try { Sane.Check(DocumentParser.Parse(markdown), markdown); }
            catch (DomainRuleException refused) { Assert.Contains(refused.Code, new[] { "document.too-large", "document.empty" }); }
        }
    }

    [Fact]
    public void Lists_and_quotes_nested_a_thousand_deep_are_read()
    {
        var lists = string.Join('\n', Enumerable.Range(0, 1000).Select(i => new string(' ', 2 * i) + "- word" + i));
        var quotes = string.Join('\n', Enumerable.Range(1, 1000).Select(i => Repeat("> ", i) + "word" + i + "\n"));
        Assert.Contains("word999", string.Join(' ', DocumentParser.Parse(lists).Items[0].Blocks.Select(b => b.Text)), StringComparison.Ordinal);
        Assert.Contains("word1000", string.Join(' ', DocumentParser.Parse(quotes).Items[0].Blocks.Select(b => b.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_with_too_many_marks_is_kept_as_plain_text()
    {
        var document = DocumentParser.Parse("# T\n\nstart " + Repeat("[", 50_000) + " end");
        Assert.Equal("text.too-dense", Assert.Single(document.Warnings).Code);
        Assert.EndsWith(" end", document.Items[0].Blocks[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_document_that_was_rewritten_is_compared_in_bounded_time()
    {
        var before = DocumentParser.Parse(string.Join("\n\n", Enumerable.Range(0, 5000).Select(i => $"old {i} {Repeat("x y ", 100)}")));
        var after = DocumentParser.Parse(string.Join("\n\n", Enumerable.Range(0, 5000).Select(i => $"new {i * 7} {Repeat("y z ", 100)}")), before);
        Assert.NotEmpty(DocumentDiff.Between(before.Items, after.Items));
    }

    [Fact]
    public void Two_long_unlike_paragraphs_are_compared_in_bounded_time()
    {
        var before = DocumentParser.Parse("# T\n\n" + string.Join(' ', Enumerable.Range(0, 200_000)));
        var after = DocumentParser.Parse("# T\n\n" + string.Join(' ', Enumerable.Range(0, 200_000).Select(i => i * 3)), before);
        var change = Assert.Single(Assert.Single(DocumentDiff.Between(before.Items, after.Items)).Blocks);
        Assert.Equal(ChangeKind.Changed, change.Kind);
        Assert.Equal(change.After, string.Concat(change.Spans.Where(s => s.Kind != SpanKind.Deleted).Select(s => s.Text)));
    }
}
