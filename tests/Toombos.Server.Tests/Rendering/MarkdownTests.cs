using CsCheck;
using Markdig;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Tests.Rendering;

/// <summary>Web posts as Markdown: whoever reads it as CommonMark sees the same words, and nothing that they did not write.</summary>
public class MarkdownTests
{
    static readonly MarkdownPipeline Gfm = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseAutoLinks().UseTaskLists().Build();

    static string Of(params DraftPart[] parts) => DraftRenderer.Markdown(Edition.Request(ChannelFamily.Web, Edition.Content(parts)));

    static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [Fact]
    public void Everything_that_the_page_says_stands_there()
    {
        var text = DraftRenderer.Markdown(Edition.Request(ChannelFamily.Web, Edition.Newsletter));
        var read = Squeezed(Markdown.ToPlainText(text, Gfm));
        Assert.All(Edition.Newsletter.Body.SelectMany(p => p.Sentences), s => Assert.Contains(Squeezed(s.Text), read, StringComparison.Ordinal));
        Assert.Contains("[boatyard in Orust](<https://tidewater.example/orust>)", text, StringComparison.Ordinal);
        Assert.Contains("## Recent updates\n\n", text, StringComparison.Ordinal);
    }

    static readonly string[] Bits = ["*", "_", "`", "#", "[x](y)", "<b>", "&amp;", "1.", "-", "+", ">", "|", "~~", "![", "http://a.example/_b_", "@me", "a", "B", " ", "\\", "===", "---", "\n", ":", "$", "word", "12)", "☎", "é"];

    static readonly Gen<string> Nasty = Gen.Int[0, Bits.Length - 1].Array[1, 14].Select(picks => "w" + string.Concat(picks.Select(i => Bits[i])) + "w");

    [Fact]
    public void Whatever_its_words_look_like_they_stay_words() =>
        Nasty.Sample(words =>
        {
            foreach (var role in (PartRole[])[PartRole.Paragraph, PartRole.ListItem, PartRole.Quote, PartRole.TableRow, PartRole.Heading])
            {
                var html = Markdown.ToHtml(Of(Edition.Part(role, words) with { Level = role == PartRole.Heading ? 2 : 0 }), Gfm);
                foreach (var tag in (string[])["<em>", "<strong>", "<code>", "<a ", "<img", "<b>", "<del>", "<ol>", "<h1", "<h3"]) Assert.DoesNotContain(tag, html, StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_line_that_begins_like_markup_is_none()
    {
        foreach (var start in (string[])["# no", "- no", "+ no", "1. no", "12) no", "> no", "=== no", "--- no", "```no", "| no |"])
        {
            var html = Markdown.ToHtml(Of(Edition.Part(PartRole.Paragraph, start)), Gfm);
            Assert.StartsWith("<p>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Code_with_fences_in_it_stays_whole() =>
        Assert.Equal("<pre><code>```\nx\n````\n</code></pre>\n", Markdown.ToHtml(Of(Edition.Part(PartRole.Code, "```\nx\n````")), Gfm));
}
