using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents.Parsing;

public class PastedTextTests
{
    static IReadOnlyList<Block> Blocks(string markdown) => Assert.Single(DocumentParser.Parse(markdown).Items).Blocks;

    [Theory]
    [InlineData("•\t")]
    [InlineData("● ")]
    [InlineData("▪ ")]
    public void Bullets_of_a_word_processor_make_a_list(string bullet)
    {
        var blocks = Blocks($"Coming up this month:\r\n\r\n{bullet}Tree lighting\r\n{bullet}Toy drive\r\n");

        Assert.Equal([(BlockKind.ListItem, "Tree lighting"), (BlockKind.ListItem, "Toy drive")], blocks.Skip(1).Select(b => (b.Kind, b.Text)));
    }

    [Fact]
    public void A_bullet_inside_a_sentence_is_text() => Assert.Equal("Open daily •closed on Mondays • free entry", Assert.Single(Blocks("Open daily •closed on Mondays • free entry")).Text);

    [Fact]
    public void Lines_that_each_begin_with_a_bold_name_stand_apart_and_none_is_lost()
    {
        var item = Assert.Single(DocumentParser.Parse("# Evening breathwork\n\n**Date**: 2026-11-20\n**Duration**: 45 minutes\n**Participants**: 38\n\nWe practised box breathing.\n").Items);

        Assert.Equal(new(2026, 11, 20), item.Date);
        Assert.Equal(["Duration: 45 minutes", "Participants: 38", "We practised box breathing."], item.Blocks.Select(b => b.Text));
    }

    [Fact]
    public void Slanted_words_alone_on_a_line_are_no_heading()
    {
        Assert.Equal(BlockKind.Paragraph, Blocks("# A story\n\n*Told by Ingrid Halvorsen*\n\nOnce upon a time.\n")[0].Kind);
        Assert.Equal(BlockKind.Heading, Blocks("# A story\n\n***Part one***\n\nOnce upon a time.\n")[0].Kind);
    }

    [Theory]
    [InlineData("Notes that Jo writes on Sunday nights.")]
    [InlineData("Dear patients,\n\nhere is what is new.")]
    public void An_introduction_is_no_item_but_its_editor_is_told(string introduction)
    {
        var document = DocumentParser.Parse($"# Kornblum Bakery\n\n{introduction}\n\n## Sourdough is back\n\nThe oven works again.\n\n## Saturday market\n\nWe are there from eight.\n");

        Assert.Equal(["Sourdough is back", "Saturday market"], document.Items.Select(i => i.Title));
        Assert.Equal(("text.introduction", 3), Assert.Single(document.Warnings.Select(w => (w.Code, w.Line))));
    }
}
