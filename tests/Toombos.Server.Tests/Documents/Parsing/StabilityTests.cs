using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>Ids and keys outlive edits: what did not change keeps its name, what was edited too.</summary>
public sealed class StabilityTests
{
    const string Base = "## [N] n\n\n### One\n\nAlpha is here.\n\nBeta is there.\n\nGamma is nowhere.\n\n### Two\n\nDelta stands alone.\n";

    static LivingDocument Next(string markdown) => DocumentParser.Parse(markdown, DocumentParser.Parse(Base));

    static Dictionary<string, string> Ids(LivingDocument document) => document.Items.SelectMany(i => i.Blocks).ToDictionary(b => b.Text, b => b.Id);

    static readonly Dictionary<string, string> Before = Ids(DocumentParser.Parse(Base));

    [Fact]
    public void The_same_text_gives_the_same_ids() => Assert.Equal(Before, Ids(DocumentParser.Parse(Base)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_paragraph_inserted_above_changes_no_id_below(bool knowsBefore)
    {
        var markdown = Base.Replace("Alpha", "A wholly new beginning.\n\nAlpha", StringComparison.Ordinal);
        var ids = Ids(knowsBefore ? Next(markdown) : DocumentParser.Parse(markdown));
        Assert.All(Before, pair => Assert.Equal(pair.Value, ids[pair.Key]));
        Assert.Equal(5, ids.Count);
    }

    [Theory]
    [InlineData("Beta is there and stays.")]
    [InlineData("Something else altogether!")]
    public void An_edited_paragraph_keeps_its_id_and_gets_a_new_hash(string edited)
    {
        var document = Next(Base.Replace("Beta is there.", edited, StringComparison.Ordinal));
        var ids = Ids(document);
        Assert.Equal(Before["Beta is there."], ids[edited]);
        Assert.Equal(Before["Alpha is here."], ids["Alpha is here."]);
        Assert.NotEqual(DocumentParser.Parse(Base).Items[0].Blocks[1].Hash, document.Items[0].Blocks[1].Hash);
    }

    [Fact]
    public void A_block_that_moves_to_another_item_takes_its_id_along()
    {
        var ids = Ids(Next("## [N] n\n\n### One\n\nAlpha is here.\n\nGamma is nowhere.\n\n### Two\n\nBeta is there.\n\nDelta stands alone.\n"));
        Assert.Equal(Before, ids);
    }

    [Fact]
    public void A_reworded_heading_keeps_its_key()
    {
        var document = Next(Base.Replace("### One", "### A much better name", StringComparison.Ordinal));
        Assert.Equal(["one", "two"], document.Items.Select(i => i.Key));
        Assert.Equal(Before, Ids(document));
    }

    [Fact]
    public void An_item_inserted_above_changes_no_key_below()
    {
        var document = Next(Base.Replace("### One", "### Zero\n\nNew.\n\n### One", StringComparison.Ordinal));
        Assert.Equal(["zero", "one", "two"], document.Items.Select(i => i.Key));
    }

    [Fact]
    public void Repeated_blocks_have_ids_of_their_own()
    {
        var document = DocumentParser.Parse("# T\n\nsame\n\nsame\n\nsame");
        Assert.Equal(3, document.Items[0].Blocks.Select(b => b.Id).Distinct().Count());
        Assert.Single(document.Items[0].Blocks.Select(b => b.Hash).Distinct());
    }
}
