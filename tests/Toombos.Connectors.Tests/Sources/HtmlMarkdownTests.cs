using Toombos.Connectors.Sources.Html;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>HTML of strangers as Markdown: what it says, and nothing that it could do.</summary>
public sealed class HtmlMarkdownTests
{
    [Theory]
    [InlineData("<h1>One</h1><h3>Three</h3><p>a<br>b</p>", "## One\n\n### Three\n\na\\\nb")]
    [InlineData("<ol><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>", "1. a\n   - b\n2. c\n\n   d")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("<pre><code class='language-js'>let a = '`';\n```</code></pre>", "````js\nlet a = '`';\n```\n````")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td></tr></table>", "| a | b |\n| --- | --- |\n| 1\\|2 |  |")]
    [InlineData("<table role='presentation'><tr><td><p>layout</p></td></tr></table>", "layout")]
    [InlineData("a <b> bold </b>b <i>x<b>y</b></i>", "a **bold** b x**y**")]
    [InlineData("<p>1. no list</p><p># no heading</p><p>- no</p><p>> no</p>", "1\\. no list\n\n\\# no heading\n\n\\- no\n\n\\> no")]
    [InlineData("snake_case *a* [b](c) &lt;i&gt; <code>x`y</code>", "snake_case \\*a\\* \\[b\\](c) \\<i> ``x`y``")]
    [InlineData("<p>&lt;!-- published: false --&gt;</p><!-- entry: x -->", "\\<!-- published: false -->")]
    [InlineData("<div hidden>a</div><p style='display : none'>b</p><script>c</script><style>d</style><del>e</del>f", "f")]
    [InlineData("<a href='javascript:alert(1)'>a</a> <a href='/b(1)'>b</a> <img src='data:x' alt='c'><img src='/d.png' alt='d'><img src='/t.gif' width=1 height=1>", "a [b](<https://h.example/b(1)>) ![d](https://h.example/d.png)")]
    [InlineData("just text", "just text")]
    [InlineData("", "")]
    public void It_says_the_same(string html, string markdown) => Assert.Equal(markdown, HtmlMarkdown.Of(html, new("https://h.example/x/")));

    [Fact]
    public void Many_elements_beside_each_other_are_not_deep()
    {
        var many = string.Concat(Enumerable.Repeat("<p>a<li>b<td>c<br/><div><!-- <div> --><b>d</b></div><script>'<div>'</script><svg><path/></svg> <b>d</b>", 2000));
        Assert.EndsWith("**d**", HtmlMarkdown.Of(many), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_neither_breaks_nor_explodes()
    {
        var deep = string.Concat(Enumerable.Repeat("<div><blockquote><b>", 20_000)) + "core";
        var markdown = HtmlMarkdown.Of(deep);
        Assert.Contains("core", markdown, StringComparison.Ordinal);
        Assert.True(markdown.Length < 1000);
    }
}
