using System.Diagnostics;
using CsCheck;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>Whatever an item holds, composing ends, fits and cites.</summary>
public class HostileItemsTests
{
    static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[0, 60],
        Gen.String[Gen.Char["aA1 .,!?()\"“”„–—…:;|#@/。、「」がア漢ü\n\t\0🎉\ud83d\u200d\u202e\u0301"], 0, 400],
        Gen.Const("https://a.example/" + new string('x', 400)),
        Gen.Const(new string('w', 5000)),
        Gen.Const(string.Concat(Enumerable.Repeat("Word after word, which goes on, because it can (really), so ", 60))),
        Gen.Const("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦"));

    static readonly Gen<Block> Blocks = Gen.Select(Gen.Enum<BlockKind>(), Text, Gen.Int[0, 6],
        (kind, text, level) => Compositions.Block("", kind, text, level));

    static readonly Gen<Item> Items = Gen.Select(Text, Blocks.Array[0, 8], Text.Array[0, 3], Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)"https://a.example/p"), Text.Select(t => (string?)t)), Gen.Bool, Text,
        (title, blocks, tags, link, featured, category) => new Item
        {
            Key = "", Title = title, Anchor = title, Type = ItemType.Update, Line = 1, Link = link, Tags = tags,
            CategoryTitle = category.Length % 2 == 0 ? category : null, Flags = new() { Featured = featured }, Blocks = blocks,
        });

    static readonly Gen<Item[]> Documents = Items.Array[1, 6].Select(items => items
        .Select((item, i) => item with { Key = $"item-{i}", Blocks = [.. item.Blocks.Select((b, j) => b with { Id = $"{i}-{j}" })] }).ToArray());

    [Fact]
    public void No_item_makes_the_composer_throw_overflow_or_invent() =>
        Gen.Select(Documents, Gen.OneOf([.. BuiltInVoices.All.Select(v => Gen.Const(v.Name))]), Gen.OneOf(Gen.Const("en"), Gen.Const("de"), Gen.Const("ja"), Gen.Const("xx"))).Sample((items, voice, language) =>
        {
            var request = Compositions.Request(items, voice) with { Language = language };
            foreach (var draft in Composer.Compose(request))
            {
                var kind = ChannelKinds.Find(draft.Channel)!;
                Assert.All(draft.Content.Posts, post => Assert.True(kind.Fits("post", post), $"{draft.Channel} {post.Length}"));
                Assert.True(kind.Family != ChannelFamily.Email || draft.Content.TextOf(PartRole.Subject)!.Length <= 100);
                foreach (var sentence in draft.Content.Parts.SelectMany(p => p.Sentences).Where(s => s.Origin != SentenceOrigin.Template && s.Blocks.Count == 0))
                    Assert.Contains(items, i => i.Blocks.Count == 0);
            }
        }, iter: 300);

    [Theory]
    [InlineData("Another sentence follows here. ", 20_000)]
    [InlineData("(", 200_000)]
    [InlineData("a, which ", 60_000)]
    [InlineData("– ", 200_000)]
    [InlineData("だ。", 100_000)]
    public void A_huge_paragraph_takes_no_more_than_a_moment(string unit, int times)
    {
        var item = Compositions.Item("A huge one", string.Concat(Enumerable.Repeat(unit, times)));
        var clock = Stopwatch.StartNew();
        Assert.NotEmpty(Composer.Compose(Compositions.Request([item])));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public void A_thousand_items_are_composed_for_all_channels()
    {
        Item[] items = [.. Enumerable.Range(0, 1000).Select(i => Compositions.Item($"Change number {i}", $"The pump of station {i} now delivers {i} litres a minute. It was fitted by the crew of hall {i % 7}."))];
        var clock = Stopwatch.StartNew();
        var drafts = Composer.Compose(Compositions.Request(items));
        Assert.Equal(1000, drafts.Count(d => d.Channel == "web"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
    }
}
