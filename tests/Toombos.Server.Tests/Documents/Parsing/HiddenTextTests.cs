using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>What a reader of the page would not see is never content.</summary>
public sealed class HiddenTextTests
{
    [Theory]
    [InlineData("seen <!-- SECRET --> seen")]
    [InlineData("<!-- SECRET\n\nSECRET -->\n\nseen")]
    [InlineData("seen <span style=\"display: none\">SECRET</span> seen")]
    [InlineData("seen <span hidden>SECRET <span>SECRET</span> SECRET</span> seen")]
    [InlineData("<div style='visibility:hidden'>\n\nSECRET *SECRET*\n\n- SECRET\n\n</div>\n\nseen")]
    [InlineData("<div hidden>\n\n## SECRET\n\nSECRET\n\n</div>\n\nseen")]
    [InlineData("<script>\nSECRET\n\nSECRET</script>\n\nseen")]
    [InlineData("<style>SECRET</style>\n\nseen")]
    [InlineData("<template>\n<p>SECRET</p>\n</template>\n\nseen")]
    [InlineData("<p style=\"color:red; font-size:0px\">SECRET</p>\n\nseen")]
    [InlineData("<?php SECRET ?>\n\nseen")]
    [InlineData("seen ~~SECRET~~")]
    [InlineData("[//]: # (SECRET)\n\nseen")]
    [InlineData("<p hidden=\"until-found\">SECRET</p>\n\nseen")]
    [InlineData("seen <span title=\"SECRET\">seen</span> ![seen](a.png \"SECRET\")")]
    public void Hidden_text_is_not_content(string markdown)
    {
        var document = DocumentParser.Parse("# Title\n\n" + markdown);
        var all = string.Join('\n', document.Items.SelectMany(i => i.Blocks.Select(b => b.Text).Append(i.Title)));
        Assert.Contains("seen", all, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opacity: 0.5")]
    [InlineData("font-size: 0.8em")]
    public void Small_or_pale_text_is_still_seen(string style) =>
        Assert.Equal("seen", DocumentParser.Parse($"# T\n\n<p style=\"{style}\">seen</p>").Items[0].Body);

    [Fact]
    public void Hiding_is_reported() =>
        Assert.Equal(("text.hidden", 3), DocumentParser.Parse("# T\n\n<p hidden>x</p>\n\nseen").Warnings.Select(w => (w.Code, w.Line)).Single());

    [Theory]
    [InlineData("pass\u200Bword", "password")]
    [InlineData("a\u202Eb\u2066c\u200F", "abc")]
    [InlineData("a\u2060\uFEFF\u00AD\u180Eb", "ab")]
    [InlineData("a\U000E0041\U000E0042b", "ab")]
    [InlineData("x\u200Dy\u200Cz", "xyz")]
    [InlineData("&#8203;a&#x202E;b", "ab")]
    [InlineData("क्‍ष", "क्‍ष")]
    public void Invisible_characters_are_stripped_unless_a_script_needs_them(string written, string text) =>
        Assert.Equal(text, DocumentParser.Parse("# T\n\n" + written).Items[0].Body);
}
