using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Tests.Documents;

/// <summary>Every example of the CommonMark specification is read, and its words are found in the blocks.</summary>
public sealed class CommonMarkTests
{
    const string Fence = "````````````````````````````````";

    static List<(string Markdown, string Html)> Examples()
    {
        var path = Environment.GetEnvironmentVariable("TOOMBOS_COMMONMARK_SPEC");
        Assert.True(File.Exists(path), "The CommonMark specification is missing: run ./test.sh, which fetches it and sets TOOMBOS_COMMONMARK_SPEC.");
        return [.. File.ReadAllText(path).ReplaceLineEndings("\n").Split(Fence + " example\n").Skip(1)
            .Select(part => part[..part.IndexOf("\n" + Fence, StringComparison.Ordinal)].Replace('→', '\t'))
            .Select(part => part.Split("\n.\n", 2)).Select(halves => (halves[0].TrimEnd('.', '\n') is "" ? "" : halves[0], halves.Length > 1 ? halves[1] : ""))];
    }

    [Fact]
    public void Every_example_is_read()
    {
        var examples = Examples();
        Assert.InRange(examples.Count, 600, 800);
        foreach (var (markdown, _) in examples)
        {
            try { Sane.Check(DocumentParser.Parse(markdown), markdown); }
            catch (DomainRuleException refused) { Assert.Equal("document.empty", refused.Code); }
        }
    }

    [Fact]
    public void Words_of_paragraphs_are_not_lost()
    {
        var parser = new AngleSharp.Html.Parser.HtmlParser();
        var checkedWords = 0;
        foreach (var (markdown, html) in Examples().Where(e => !e.Html.Contains("<!", StringComparison.Ordinal) && !e.Html.Contains("style", StringComparison.Ordinal) && !e.Html.Contains("script", StringComparison.Ordinal)))
        {
            if (string.IsNullOrWhiteSpace(markdown) || parser.ParseDocument(html).QuerySelectorAll("p") is not { Length: > 0 } paragraphs) continue;
            if (parser.ParseDocument(html).QuerySelector("h1, h2, h3, h4, h5, h6") is not null) continue;
            var document = DocumentParser.Parse("# T\n\n" + markdown);
            var text = string.Join(' ', document.Items.SelectMany(i => i.Blocks.Select(b => b.Text + b.Url).Append(i.Title).Append(i.Anchor)));
            foreach (var word in paragraphs.SelectMany(p => p.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            {
                if (!word.All(char.IsAsciiLetterOrDigit)) continue;
                checkedWords++;
                Assert.True(text.Contains(word, StringComparison.Ordinal), $"“{word}” is lost from:\n{markdown}\n—\n{text}");
            }
        }
        Assert.True(checkedWords > 500);
    }
}
