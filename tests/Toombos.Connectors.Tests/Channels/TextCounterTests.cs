using System.Text;
using CsCheck;
using Toombos.Connectors.Channels;

namespace Toombos.Connectors.Tests.Channels;

public sealed class TextCounterTests
{
    [Theory]
    [InlineData("plain", 5, 5, 5, 5, 5, 5)]
    [InlineData("Grüße", 5, 5, 5, 7, 5, 5)]
    // e and a combining accent: one letter to a reader
    [InlineData("e\u0301", 2, 2, 1, 3, 2, 1)]
    [InlineData("👍🏽", 2, 4, 1, 8, 8, 1)]
    [InlineData("👨‍👩‍👧‍👦", 7, 11, 1, 25, 25, 1)]
    [InlineData("🇩🇪🇫🇷", 4, 8, 2, 16, 16, 2)]
    [InlineData("1️⃣", 3, 3, 1, 7, 7, 1)]
    [InlineData("❤️", 2, 2, 1, 6, 6, 1)]
    [InlineData("©", 1, 1, 1, 2, 1, 1)]
    [InlineData("日本語", 3, 3, 3, 9, 3, 3)]
    [InlineData("𠮷", 1, 2, 1, 4, 1, 1)]
    [InlineData("שלום", 4, 4, 4, 8, 4, 4)]
    // Hindi: a letter and its vowel signs are one; a joined pair of consonants is two here and one to some networks
    [InlineData("नमस्ते", 6, 6, 4, 18, 6, 4)]
    [InlineData("한\u1112\u1161\u11AB", 4, 4, 2, 12, 4, 2)]
    [InlineData("a\r\nb", 4, 4, 3, 4, 4, 3)]
    public void Each_rule_counts_in_its_own_way(string text, int characters, int utf16, int graphemes, int bytes, int emojiBytes, int mastodon)
    {
        Assert.Equal(characters, TextCounter.Count(text, CountingRule.Characters));
        Assert.Equal(utf16, TextCounter.Count(text, CountingRule.Utf16));
        Assert.Equal(graphemes, TextCounter.Count(text, CountingRule.Graphemes));
        Assert.Equal(bytes, TextCounter.Count(text, CountingRule.Bytes));
        Assert.Equal(emojiBytes, TextCounter.Count(text, CountingRule.EmojiBytes));
        Assert.Equal(mastodon, TextCounter.Count(text, CountingRule.MastodonCharacters));
    }

    [Theory]
    [InlineData("see https://example.com/a/very/long/path/of/more/than/twenty-three", 4 + 23)]
    [InlineData("https://a.de", 23)]
    [InlineData("https://例え.jp/パス?q=1", 23 + 2 + 4)]
    [InlineData("example.com", 11)]
    [InlineData("@alice", 6)]
    [InlineData("@alice@example.social hello", 6 + 6)]
    [InlineData("alice@example.social", 20)]
    [InlineData("@alice.b@example.social.", 8 + 1)]
    public void Mastodon_counts_addresses_as_23_and_leaves_out_servers(string text, int count) =>
        Assert.Equal(count, TextCounter.Count(text, CountingRule.MastodonCharacters));

    [Fact]
    public void Half_characters_count_as_one_each_and_as_two_on_X()
    {
        const string text = "\uD800x\uDC00";
        Assert.Equal(
            [3, 3, 3, 7, 5, 3, 3],
            new[] { CountingRule.Characters, CountingRule.Utf16, CountingRule.Graphemes, CountingRule.Bytes, CountingRule.XWeighted, CountingRule.EmojiBytes, CountingRule.MastodonCharacters }
                .Select(rule => TextCounter.Count(text, rule)));
        // The rest of the text is composed all the same
        Assert.Equal(3, TextCounter.Count("e\u0301\uD800", CountingRule.XWeighted));
    }

    [Theory]
    [InlineData("", 0), InlineData(" \n ", 0), InlineData("one two  three\n", 3), InlineData("well-known don't 3.5 %", 3), InlineData("– • –", 0)]
    [InlineData("日本語 text", 4), InlineData("안녕하세요 세계", 2), InlineData("مرحبا بالعالم", 2), InlineData("𠮷", 1)]
    public void Words_are_counted_in_every_script(string text, int words) => Assert.Equal(words, TextCounter.Count(text, CountingRule.Words));

    [Theory]
    [InlineData("#one #two\n#three", 3), InlineData("", 0), InlineData("  #one  ", 1)]
    public void Pieces_are_counted_between_spaces(string text, int pieces) => Assert.Equal(pieces, TextCounter.Count(text, CountingRule.Count));

    [Fact]
    public void Every_rule_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<CountingRule>().Select(CountingRules.NameOf).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9-]+$", name));
        Assert.Equal("weighted", CountingRules.NameOf(CountingRule.XWeighted));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_text_is_beyond_counting(CountingRule rule) => HostileText.Any.Sample(text =>
    {
        var count = TextCounter.Count(text, rule);
        return count >= 0 && (rule is CountingRule.XWeighted or CountingRule.MastodonCharacters || count <= Encoding.UTF8.GetByteCount(text));
    });

    [Theory]
    [InlineData(CountingRule.Characters), InlineData(CountingRule.Utf16), InlineData(CountingRule.Graphemes), InlineData(CountingRule.Words)]
    public void Two_texts_together_never_count_more_than_apart(CountingRule rule) => Gen.Select(HostileText.Any, HostileText.Any).Sample((a, b) =>
        TextCounter.Count(a + b, rule) is var both
        && both <= TextCounter.Count(a, rule) + TextCounter.Count(b, rule)
        && both >= Math.Max(TextCounter.Count(a, rule), TextCounter.Count(b, rule)) - (rule == CountingRule.Graphemes ? 1 : 0));

    [Fact]
    public void Paragraphs_count_for_themselves() => Gen.Select(HostileText.Any, HostileText.Any).Sample((a, b) =>
        new[] { CountingRule.XWeighted, CountingRule.EmojiBytes, CountingRule.MastodonCharacters, CountingRule.Graphemes }.All(rule =>
            TextCounter.Count($"{a}\n\n{b}", rule) <= TextCounter.Count(a, rule) + 2 + TextCounter.Count(b, rule)));

    [Theory]
    [InlineData("x"), InlineData("bluesky"), InlineData("mastodon"), InlineData("threads"), InlineData("telegram")]
    public void What_is_said_to_fit_fits_and_cuts_no_character(string kind)
    {
        var channel = ChannelKinds.Find(kind)!;
        var longText = HostileText.Any.Array[1, 60].Select(string.Concat);
        longText.Sample(text =>
        {
            var length = TextCounter.FitLength(text, channel, "post");
            var starts = System.Globalization.StringInfo.ParseCombiningCharacters(text);
            return channel.Fits("post", text[..length])
                && (length == text.Length ? channel.Fits("post", text) : starts.Contains(length));
        }, iter: 200);
    }

    [Fact]
    public void Nothing_shorter_than_need_be_is_cut()
    {
        var bluesky = ChannelKinds.Find("bluesky")!;
        Assert.Equal(300, TextCounter.FitLength(new string('a', 5000), bluesky, "post"));
        Assert.Equal(120 * 11, TextCounter.FitLength(string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 200)), bluesky, "post"));
        Assert.Equal(5000, TextCounter.FitLength(new string('a', 5000), bluesky, "nothing-limits-this"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("http://"), InlineData("a."), InlineData("a("), InlineData("https://a.com/(("), InlineData("https://a.com/!"), InlineData("example.com?"), InlineData("http://例."), InlineData("@a@a"), InlineData("#1"), InlineData("#é")]
    [InlineData("👨‍"), InlineData("\u0301"), InlineData("🇩"), InlineData("é-"), InlineData("@a-"), InlineData("\U000E0041"), InlineData("🏴\U000E0041")]
    public async Task A_long_hostile_text_is_counted_in_linear_time(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, 400_000 / pattern.Length));
        await Task.Run(() =>
        {
            foreach (var rule in Enum.GetValues<CountingRule>()) Assert.True(TextCounter.Count(text, rule) >= 0);
            Assert.NotNull(TextFacets.Of(text));
        }, TestContext.Current.CancellationToken);
    }

    public static TheoryData<CountingRule> Rules() => [.. Enum.GetValues<CountingRule>()];
}
