using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>What a person would call the items of a page.</summary>
public sealed class ShapeTests
{
    static IReadOnlyList<Item> Items(string markdown) => DocumentParser.Parse(markdown).Items;

    static string Shape(string markdown) => string.Join("; ", Items(markdown).Select(i => i.Category is null ? i.Title : $"{i.Category}/{i.Title}"));

    [Theory]
    [InlineData("Just a line.", "Just a line")]
    [InlineData("# Title\n\nProse.", "Title")]
    [InlineData("Title\n=====\n\nProse.", "Title")]
    [InlineData("## [News] Head\n\n### One\n\na\n\n### Two\n\nb", "news/One; news/Two")]
    [InlineData("## [NEWS] Head\n\n### One\n\na", "news/One")]
    [InlineData("## Plain head\n\n### One\n\na\n\n## Other\n\n### Two\n\nb", "plain-head/One; other/Two")]
    [InlineData("[News] Head\n-----------\n\n### One\n\na", "news/One")]
    [InlineData("## [Tips] Only prose here\n\nWear wool.", "tips/Only prose here")]
    [InlineData("# T\n\n## A\n\na\n\n## B\n\nb", "A; B")]
    [InlineData("## A\n\na\n\n## B\n\nb", "A; B")]
    [InlineData("# A\n\na\n\n# B\n\nb", "A; B")]
    [InlineData("# Team\n\n## One\n\na\n\n# Shop\n\n## Two\n\nb", "team/One; shop/Two")]
    [InlineData("# Readme\n\nLead.\n\nMore.\n\n## Install\n\na\n\n## Use\n\nb", "Readme; Install; Use")]
    [InlineData("# Tool\n\n## Install\n\n```\nnpm i\n```\n\n### From source\n\nmake", "install/Install; install/From source")]
    [InlineData("# Log\n\nNote.\n\nNote.\n\n## 1.0.0\n\n- x", "1.0.0")]
    [InlineData("# Page\n\nNote.\n\nNote.\n\n## [News] n\n\n### One\n\na", "news/One")]
    [InlineData("# Log\n\n## [1.1.0] - 2026-03-01\n\n### Added\n\n- x\n\n## [1.0.0] - 2026-01-01\n\n### Fixed\n\n- y", "1.1.0 - 2026-03-01; 1.0.0 - 2026-01-01")]
    [InlineData("## Update: New oven\n\n**Key Points:**\n\n- hot\n\n### What's Next\n\nmore", "New oven")]
    [InlineData("# 🎉 ANNOUNCEMENT: We moved\n\n## The Big News\n\na\n\n## Impact\n\nb", "We moved")]
    [InlineData("# Why wool\n\n## Introduction\n\na\n\n## Main Content\n\nb\n\n## Conclusion\n\nc", "Why wool")]
    [InlineData("---\ntitle: Dated post\ndate: 2026-01-02\n---\n\nLead.\n\n## First\n\na\n\n## Second\n\nb", "Dated post")]
    [InlineData("# 新闻\n\n## [产品] 更新\n\n### 船更轻了\n\n新船重 19.8 公斤。", "0de/船更轻了")]
    public void Headings_become_titles_categories_and_items(string markdown, string shape)
    {
        // A category in a script without Latin reading has a hash for a slug; only its presence matters here
        var found = Shape(markdown);
        if (shape.StartsWith("0de/", StringComparison.Ordinal)) Assert.EndsWith(shape[3..], found, StringComparison.Ordinal);
        else Assert.Equal(shape, found);
    }

    [Fact]
    public void A_heading_without_text_is_not_an_item()
    {
        var document = DocumentParser.Parse("# T\n\n## Empty\n\n## Full\n\ntext");
        Assert.Equal("Full", Assert.Single(document.Items).Title);
        Assert.Equal(("item.empty", 3), (document.Warnings[0].Code, document.Warnings[0].Line));
    }

    [Fact]
    public void An_article_keeps_its_headings_as_blocks()
    {
        var item = Assert.Single(Items("# Why wool\n\nLead.\n\n## Introduction\n\na\n\n## Conclusion\n\nc"));
        Assert.Equal(ItemType.Blog, item.Type);
        Assert.Equal(["Lead.", "Introduction", "a", "Conclusion", "c"], item.Blocks.Select(b => b.Text));
        Assert.Equal(2, item.Blocks.Single(b => b.Text == "Conclusion").Level);
    }

    [Fact]
    public void A_post_of_a_site_generator_is_one_article_with_its_fields()
    {
        var document = DocumentParser.Parse("---\nlayout: post\ntitle: \"Wool\"\ndate: 2026-02-03 10:00:00 +0100\ntags: [wool, gear]\nimage: /w.jpg\n---\n\nLead.\n\n## One\n\na\n\n## Two\n\nb");
        var item = Assert.Single(document.Items);
        Assert.Equal(("Wool", ItemType.Blog, new DateOnly(2026, 2, 3), "/w.jpg"), (item.Title, item.Type, item.Date, item.Image));
        Assert.Equal(["wool", "gear"], item.Tags);
        Assert.Empty(document.Warnings);
    }

    [Fact]
    public void A_nested_heading_stays_in_its_item()
    {
        var item = Assert.Single(Items("## [News] N\n\n### One\n\na\n\n#### Detail\n\nb"));
        Assert.Equal([BlockKind.Paragraph, BlockKind.Heading, BlockKind.Paragraph], item.Blocks.Select(b => b.Kind));
    }

    [Fact]
    public void Bold_words_alone_on_a_line_are_a_heading()
    {
        var item = Assert.Single(Items("## Update: Oven\n\n**Key Points:**\n\n- hot"));
        Assert.Equal((BlockKind.Heading, "Key Points"), (item.Blocks[0].Kind, item.Blocks[0].Text));
    }

    [Fact]
    public void A_release_has_the_date_of_its_heading() =>
        Assert.Equal(new DateOnly(2026, 3, 1), Items("# Log\n\n## [1.1.0] - 2026-03-01\n\n- x\n\n[1.1.0]: https://a.example")[0].Date);

    [Theory]
    [InlineData("New partnership with Orust", ItemType.Announcement)]
    [InlineData("🎉 Ten years", ItemType.Announcement)]
    [InlineData("How to roll a kayak", ItemType.Blog)]
    [InlineData("Benefits of wool", ItemType.Blog)]
    [InlineData("A study of tides", ItemType.Blog)]
    [InlineData("Skerry gets a lighter hull", ItemType.Update)]
    [InlineData("Guided tours start again", ItemType.Update)]
    public void The_title_tells_the_type(string title, ItemType type) => Assert.Equal(type, Assert.Single(Items($"# {title}\n\ntext")).Type);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_and_a_byte_order_mark_change_nothing(string newline)
    {
        var plain = Sample.Document();
        var other = DocumentParser.Parse("\uFEFF" + Sample.Markdown.ReplaceLineEndings(newline));
        Assert.Equal(plain.Items.Select(i => i.Key), other.Items.Select(i => i.Key));
        Assert.Equal(plain.Items.SelectMany(i => i.Blocks).Select(b => (b.Id, b.Text, b.Line)), other.Items.SelectMany(i => i.Blocks).Select(b => (b.Id, b.Text, b.Line)));
        Assert.Empty(other.Warnings);
    }

    [Fact]
    public void Keys_are_unique_within_a_document()
    {
        var items = Items("## [A] a\n\n### Same\n\nx\n\n### Same\n\ny\n\n### Same 2\n\nz");
        Assert.Equal(3, items.Select(i => i.Key).Distinct().Count());
        Assert.Equal("same", items[0].Key);
    }
}
