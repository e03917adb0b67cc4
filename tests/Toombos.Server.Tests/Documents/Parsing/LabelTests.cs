using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>Labelled bullets become fields, however they are typed.</summary>
public sealed class LabelTests
{
    static Item Item(string body) => Assert.Single(DocumentParser.Parse("## [News] N\n\n### Heading\n\n" + body).Items);

    [Theory]
    [InlineData("- **Date:** 2026-10-12")]
    [InlineData("- **Date**: 2026-10-12")]
    [InlineData("* __Date:__ 12 October 2026")]
    [InlineData("+ *Date:* October 12, 2026")]
    [InlineData("- Date: 12.10.2026")]
    [InlineData("- **Datum:** 12. October 2026")]
    [InlineData("- **Date :** 2026-10-12T09:00:00+02:00")]
    [InlineData("- **日付：** 2026年10月12日")]
    [InlineData("**Date:** 2026/10/12\n**Author:** Ann")]
    public void A_date_is_read_in_many_spellings(string label)
    {
        var item = Item(label + "\n\nSome text.");
        Assert.Equal(new DateOnly(2026, 10, 12), item.Date);
        Assert.Equal("Some text.", Assert.Single(item.Blocks).Text);
    }

    [Fact]
    public void All_labels_become_fields_and_unknown_ones_stay_text()
    {
        var item = Item("- **Title:** Other\n- **Content:** Body *text* with [a link](https://a.example).\n- **Link:** [here](https://b.example/x)\n- **Image:** ![A boat](boat.jpg)\n- **Tags:** one, #two, one\n- **Author:** Ann\n- **Price:** €12");
        Assert.Equal(("Other", "Heading", "https://b.example/x", "boat.jpg", "A boat", "Ann"), (item.Title, item.Anchor, item.Link, item.Image, item.ImageAlt, item.Flags.Author));
        Assert.Equal(["one", "two"], item.Tags);
        Assert.Equal([(BlockKind.Paragraph, "Body text with a link."), (BlockKind.ListItem, "Price: €12")], item.Blocks.Select(b => (b.Kind, b.Text)));
        Assert.Equal([new TextLink("a link", "https://a.example")], item.Blocks[0].Links);
    }

    [Fact]
    public void Content_may_go_on_below_its_bullet()
    {
        var item = Item("- **Content:** First.\n\n  Second.\n  - point\n");
        Assert.Equal(["First.", "Second.", "point"], item.Blocks.Select(b => b.Text));
    }

    [Fact]
    public void A_sentence_that_begins_like_a_label_stays_a_sentence()
    {
        var item = Item("- Link: the new page is faster\n- Hull: lighter\n\nDate: nobody knows.");
        Assert.Equal(["Link: the new page is faster", "Hull: lighter", "Date: nobody knows."], item.Blocks.Select(b => b.Text));
    }

    [Theory]
    [InlineData("10/12/2026")]
    [InlineData("soon")]
    [InlineData("2026-02-30")]
    public void A_date_that_does_not_read_one_way_is_a_warning(string date)
    {
        var document = DocumentParser.Parse($"## [N] n\n\n### H\n- **Date:** {date}\n- **Content:** text");
        var warning = Assert.Single(document.Warnings);
        Assert.Equal(("date.unreadable", 4), (warning.Code, warning.Line));
        Assert.Null(document.Items[0].Date);
    }

    [Fact]
    public void A_link_that_runs_code_is_dropped()
    {
        var item = Item("- **Link:** javascript:alert(1)\n- **Content:** [click](javascript:alert(1)) and [this](JaVaScRiPt:x) ![p](data:image/png;base64,AA)");
        Assert.Null(item.Link);
        Assert.Null(item.Image);
        Assert.Empty(item.Blocks.SelectMany(b => b.Links));
        Assert.Equal("click and this", item.Blocks[0].Text);
    }
}
