using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Checks;

public sealed class ClaimProperties
{
    static readonly string[] Languages = ["en", "de", "fr", "es", "it", "ja", "xx"];

    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Pieces that facts are made of, joined at random: nonsense, but full of numbers, names, units and quotation marks.</summary>
    static readonly Gen<string> Piece = OneOf(
        "The", "Skerry", "14", "now weighs", "19.8", "kg", "€1,890", "1 890", "€", "2 November 2026", "2026-11-02", "November", "at", "14:30", "5 pm", "4–6 days", "twelve", "hours", "Anna", "Berg", "VHF", "iPhone", "GT500",
        "“We test.”", "« non »", "(", ")", "35 %", "60 °C", "-5", "v2.3", "1/2", "½", "#tag", "https://a.example/1?x=2", "und", "der", "to", "and", ".", "!", "?", ":", "l’usine", "don't", "O'Neill", "Straße", "東京", "10月1日", "١٢٣", "👩‍👩‍👧", "\u200d", "\0", "\ud800", "é", "\n", " ", "k", "1.2.3.4", "00", "999999999999999999999999999999999999");

    static readonly Gen<string> Text = Piece.Array[0, 30].Select(p => string.Join(' ', p)).Where(t => t.Length < 2000);
    static readonly Gen<string> Language = OneOf(Languages);

    static CheckReport Check(string language, string source, string sentence, SentenceOrigin origin = SentenceOrigin.Verbatim) =>
        Sample.Check("web", Sample.Draft(language, Sample.Part(PartRole.Paragraph, sentence, origin, "b1")), Sample.Item("i", "Title", Sample.Block("b1", source)));

    [Fact]
    public void Verbatim_sentences_are_always_supported() =>
        Gen.Select(Language, Text).Sample((language, source) =>
        {
            foreach (var sentence in Sentences.Split(source))
                Assert.Equal([], Check(language, source, sentence).Claims.Where(c => c.Verdict != ClaimVerdict.Supported).Select(c => c.Text));
        }, iter: 1000);

    [Fact]
    public void A_changed_digit_in_a_verbatim_sentence_is_no_longer_supported_unless_that_number_is_in_the_source_too()
    {
        var nouns = OneOf("boats", "kg", "€", "hours", "%", "paddlers", "°C");
        var sentence = Gen.Select(OneOf(Languages), Gen.Int[2, 99_999], nouns, Gen.Int[0, 99_999], Gen.Int[1, 9]);
        sentence.Sample((language, number, noun, other, step) =>
        {
            var digits = number.ToString(CultureInfo.InvariantCulture);
            var at = other % digits.Length;
            var digit = (char)('0' + (digits[at] - '0' + step) % 10);
            if (at == 0 && digit == '0') return;
            var changed = digits[..at] + digit + digits[(at + 1)..];
            var source = $"They counted {number} {noun} by noon, and {other} more came later.";
            if (Regex.Matches(source, "[0-9]+").Any(m => m.Value == changed)) return;
            var report = Check(language, source, source.Replace($"counted {digits} ", $"counted {changed} ", StringComparison.Ordinal), SentenceOrigin.Edited);
            Assert.Contains(report.Claims, c => c.IsOpen && c.Text.Contains(changed, StringComparison.Ordinal));
        }, iter: 1000);
    }

    [Fact]
    public void Reports_are_deterministic_and_scores_bounded_and_nothing_throws_on_hostile_drafts()
    {
        var role = OneOf(Enum.GetValues<PartRole>());
        var part = Gen.Select(role, Gen.Int[0, 4], Gen.Int[-1, 9], Text.Array[0, 3], OneOf(Enum.GetValues<SentenceOrigin>()), OneOf("b1", "b2", "nope", ""));
        var drafts = Gen.Select(Language, part.Array[0, 12], OneOf("email", "web", "x", "bluesky", "threads", "instagram", "slack", "mastodon"), Text, OneOf<string?>(null, "", "javascript:alert(1)", "https://a.example", "//x", "/x"));
        drafts.Sample((language, parts, channel, source, link) =>
        {
            var content = new DraftContent
            {
                Language = language, Slug = source, Link = link, Tags = [source],
                Parts = [.. parts.Select(p => new DraftPart { Role = p.Item1, Post = p.Item2, Level = p.Item3, Url = link, Item = "i", Sentences = [.. p.Item4.Select(t => new DraftSentence(t, p.Item5, [p.Item6]))] })],
            };
            var item = Sample.Item("i", source, Sample.Block("b1", source), Sample.Block("b1", "twice"), Sample.Block("b2", "")) with { Flags = new() { ScheduledFor = source, Urgency = source, Priority = 1, Channels = ["web"] } };
            var input = Sample.Input(channel, content, item, item) with { Brand = Sample.Brand with { BannedTerms = [source, "", " "] } };
            var report = DraftChecks.Run(input);
            Assert.InRange(report.Quality.Total, 0, 100);
            Assert.Equal(6, report.Quality.Dimensions.Count);
            Assert.All(report.Quality.Dimensions, d => Assert.InRange(d.Score, 0, 100));
            Assert.Equal(1, report.Quality.Dimensions.Sum(d => d.Weight), 2);
            Assert.Equal(Json(report), Json(DraftChecks.Run(input)));
        }, iter: 400);
    }

    static string Json(CheckReport report) => System.Text.Json.JsonSerializer.Serialize(report);

    [Theory]
    [InlineData('1')]
    [InlineData('\'')]
    [InlineData('"')]
    [InlineData('.')]
    [InlineData('A')]
    [InlineData('é')]
    [InlineData('/')]
    public void A_hundred_thousand_equal_characters_are_checked_in_linear_time(char c)
    {
        var text = string.Concat(Enumerable.Repeat($"{c}{c} ", 35_000));
        var report = Check("en", text[..1000], text, SentenceOrigin.Edited);
        Assert.InRange(report.Quality.Total, 0, 100);
    }
}
