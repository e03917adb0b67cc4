using System.Text.Json.Nodes;
using Toombos.Client.Documents;

namespace Toombos.Server.Tests.Documents;

/// <summary>The sample reads as samples/living-document.expected.json says.</summary>
public sealed class SampleTests
{
    static readonly JsonNode Expected = JsonNode.Parse(File.ReadAllText(Architecture.Repository.PathOf("samples", "living-document.expected.json")))!;

    [Fact]
    public void The_sample_gives_exactly_the_expected_items()
    {
        var document = Sample.Document();
        Assert.Equal(Expected["items"]!.GetValue<int>(), document.Items.Count);
        Assert.Equal(Strings("titles"), document.Items.Select(i => i.Title));
        Assert.Equal(Strings("categories"), document.Items.Select(i => i.Category).Distinct());
        Assert.Equal(Strings("featured"), document.Items.Where(i => i.Flags.Featured).Select(i => i.Title));
        var restricted = Assert.Single(document.Items, i => i.Flags.Channels.Count > 0);
        Assert.Equal(Expected["restrictedToChannels"]![restricted.Title]!.AsArray().Select(c => c!.GetValue<string>()), restricted.Flags.Channels);
        Assert.Empty(document.Warnings);
    }

    [Fact]
    public void The_sample_keeps_its_labels_as_fields_and_its_content_as_blocks()
    {
        var document = Sample.Document();
        Assert.Equal("Tidewater Kayaks – what is new", document.Title);
        Assert.Equal("en", document.Language);
        var hull = document.Items[0];
        Assert.Equal(("skerry-14-gets-a-lighter-hull", "product", "Recent updates"), (hull.Key, hull.Category, hull.CategoryTitle));
        Assert.Equal(new DateOnly(2026, 10, 12), hull.Date);
        Assert.Equal("https://tidewater.example/skerry-14", hull.Link);
        Assert.Equal(["skerry", "lightweight", "hull"], hull.Tags);
        Assert.Equal((true, true, 2, "Tidewater team"), (hull.Flags.Published, hull.Flags.Featured, hull.Flags.Priority, hull.Flags.Author));
        var block = Assert.Single(hull.Blocks);
        Assert.Equal(BlockKind.Paragraph, block.Kind);
        Assert.StartsWith("The Skerry 14 now weighs 19.8 kg", block.Text, StringComparison.Ordinal);
        Assert.Matches("^[a-z0-9]{12}$", block.Id);
        Assert.Matches("^[0-9a-f]{16}$", block.Hash);
        Assert.Equal(17, block.Line);
        Assert.Contains(block.Text, Sample.Markdown.Substring(block.Start, block.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_label_is_the_title_and_the_heading_stays_its_anchor()
    {
        var item = Sample.Document().Items[5];
        Assert.Equal("Pack heavy things close to your seat", item.Title);
        Assert.Equal("Pack the boat from the middle", item.Anchor);
        Assert.Equal("pack-the-boat-from-the-middle", item.Key);
    }

    static IEnumerable<string> Strings(string name) => Expected[name]!.AsArray().Select(n => n!.GetValue<string>());
}
