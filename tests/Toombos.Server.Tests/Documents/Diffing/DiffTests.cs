using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Diffing;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>A diff names what an editor did, no more and no less.</summary>
public sealed class DiffTests
{
    const string Base = "## [N] n\n\n### One\n\nAlpha is here.\n\nBeta weighs 19.8 kg today.\n\nGamma is nowhere.\n\n### Two\n\nDelta stands alone.\n\n### Three\n\nEpsilon comes last.\n";

    static (IReadOnlyList<ItemChange> Changes, ChangeSummary Summary) To(string markdown)
    {
        var before = DocumentParser.Parse(Base);
        var after = DocumentParser.Parse(markdown, before);
        Holds(before.Items, after.Items);
        var changes = DocumentDiff.Between(before.Items, after.Items);
        return (changes, DocumentDiff.Summarise(changes));
    }

    /// <summary>Spans give both texts back, and nothing is named twice.</summary>
    internal static void Holds(IReadOnlyList<Item> before, IReadOnlyList<Item> after)
    {
        var changes = DocumentDiff.Between(before, after);
        foreach (var block in changes.SelectMany(c => c.Blocks).Where(b => b.Kind == ChangeKind.Changed))
        {
            Assert.Equal(block.Before, string.Concat(block.Spans.Where(s => s.Kind != SpanKind.Inserted).Select(s => s.Text)));
            Assert.Equal(block.After, string.Concat(block.Spans.Where(s => s.Kind != SpanKind.Deleted).Select(s => s.Text)));
        }
        var named = changes.SelectMany(c => c.Blocks).Select(b => b.BlockId).ToList();
        Assert.Equal(named.Count, named.Distinct().Count());
        var oldIds = before.SelectMany(i => i.Blocks).Select(b => b.Id).ToHashSet();
        var newIds = after.SelectMany(i => i.Blocks).Select(b => b.Id).ToHashSet();
        Assert.Equal(newIds.Except(oldIds).Order(), changes.SelectMany(c => c.Blocks).Where(b => b.Kind == ChangeKind.Added).Select(b => b.BlockId).Order());
        Assert.Equal(oldIds.Except(newIds).Order(), changes.SelectMany(c => c.Blocks).Where(b => b.Kind == ChangeKind.Removed).Select(b => b.BlockId).Order());
    }

    [Fact]
    public void Nothing_changed_is_no_change() => Assert.Empty(To(Base).Changes);

    [Fact]
    public void An_edit_names_the_words()
    {
        var (changes, summary) = To(Base.Replace("19.8 kg today", "21 kg today", StringComparison.Ordinal));
        var block = Assert.Single(Assert.Single(changes).Blocks);
        Assert.Equal([new(SpanKind.Same, "Beta weighs "), new(SpanKind.Deleted, "19.8"), new(SpanKind.Inserted, "21"), new(SpanKind.Same, " kg today.")], block.Spans);
        Assert.Equal(new ChangeSummary(0, 1, 0, 0), summary);
    }

    [Fact]
    public void One_block_carried_elsewhere_is_one_move()
    {
        var (changes, summary) = To("## [N] n\n\n### One\n\nGamma is nowhere.\n\nAlpha is here.\n\nBeta weighs 19.8 kg today.\n\n### Two\n\nDelta stands alone.\n\n### Three\n\nEpsilon comes last.\n");
        Assert.Equal("Gamma is nowhere.", Assert.Single(Assert.Single(changes).Blocks).After);
        Assert.Equal(new ChangeSummary(0, 0, 0, 1), summary);
    }

    [Fact]
    public void A_block_that_went_to_another_item_is_a_move_told_where_it_is_now()
    {
        var (changes, summary) = To("## [N] n\n\n### One\n\nAlpha is here.\n\nBeta weighs 19.8 kg today.\n\n### Two\n\nDelta stands alone.\n\nGamma is nowhere.\n\n### Three\n\nEpsilon comes last.\n");
        Assert.Equal(("two", ChangeKind.Moved), changes.Select(c => (c.ItemKey, c.Blocks.Single().Kind)).Single());
        Assert.Equal(new ChangeSummary(0, 0, 0, 1), summary);
    }

    [Fact]
    public void Items_are_added_removed_and_moved()
    {
        var (changes, _) = To("## [N] n\n\n### Three\n\nEpsilon comes last.\n\n### One\n\nAlpha is here.\n\nBeta weighs 19.8 kg today.\n\nGamma is nowhere.\n\n### Four\n\nZeta is quite another story with other words.\n");
        Assert.Equal([("three", ChangeKind.Moved), ("four", ChangeKind.Added), ("two", ChangeKind.Removed)], changes.Select(c => (c.ItemKey, c.Kind)));
    }

    [Theory]
    [InlineData("### Two", "### Second", "Second")]
    [InlineData("### Two", "<!-- featured: true -->\n### Two", "Two")]
    public void A_new_title_or_flag_is_a_change_of_the_item(string old, string now, string title)
    {
        var (changes, summary) = To(Base.Replace(old, now, StringComparison.Ordinal));
        Assert.Equal((ChangeKind.Changed, title, "Two"), changes.Select(c => (c.Kind, c.Title, c.TitleBefore)).Single());
        Assert.Equal(new ChangeSummary(0, 1, 0, 0), summary);
    }

    [Fact]
    public void Ideographs_are_compared_one_by_one()
    {
        var before = DocumentParser.Parse("# T\n\n新船重十九公斤。");
        var after = DocumentParser.Parse("# T\n\n新船重二十公斤。", before);
        Assert.Contains(DocumentDiff.Between(before.Items, after.Items)[0].Blocks[0].Spans, s => s is { Kind: SpanKind.Same, Text: "新船重" });
    }
}
