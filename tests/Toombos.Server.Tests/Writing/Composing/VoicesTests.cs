using System.Text.Json;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Features.Writing.Composing.Voicing;
using static Toombos.Server.Tests.Writing.Composing.Compositions;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>A voice changes what is ours in a text, and nothing of the source.</summary>
public class VoicesTests
{
    public static TheoryData<string> Languages => [.. (string[])["en", "de", "fr", "es", "it", "pt", "nl", "sv", "ja", "zh"]];

    [Theory]
    [InlineData("email")]
    [InlineData("linkedin")]
    [InlineData("facebook")]
    [InlineData("x")]
    public void Each_voice_sounds_different(string channel)
    {
        var texts = BuiltInVoices.All.Where(v => v.Name != BuiltInVoices.Auto)
            .Select(v => string.Join('\n', Composer.Compose(Sample("living-document.md", v.Name).For(channel)).SelectMany(d => d.Content.Parts).Select(p => p.Text))).ToList();
        // A blend takes its words from two tones, and a post has few of ours: there it may sound like one of them.
        var least = channel == "email" ? texts.Count : ToneCatalog.Tones.Count;
        Assert.True(texts.Distinct().Count() >= least, $"{texts.Distinct().Count()} of {texts.Count}");
    }

    [Fact]
    public void A_voice_changes_no_sentence_of_the_source()
    {
        HashSet<string> Source(string voice) => [.. Composer.Compose(Sample("living-document.md", voice).For("email")).On("email").Content.Body
            .SelectMany(p => p.Sentences).Where(s => s.Origin != SentenceOrigin.Template).Select(s => s.Text)];
        Assert.All(BuiltInVoices.All, v => Assert.Equal(Source("professional"), Source(v.Name)));
    }

    [Fact]
    public void The_scientific_voice_carries_a_disclaimer_and_others_none()
    {
        bool Disclaims(string voice) => Composer.Compose(Sample("living-document.md", voice).For("email")).On("email").Content.Parts.Any(p => p.Text.Contains("professional advice", StringComparison.Ordinal));
        Assert.True(Disclaims("medical_scientific"));
        Assert.True(Disclaims("encouraging_medical"));
        Assert.False(Disclaims("professional"));
    }

    [Fact]
    public void Exclamation_marks_and_emoji_stay_within_the_channels_limits()
    {
        foreach (var draft in Composer.Compose(Sample("living-document.md", "enthusiastic")))
        {
            var text = string.Join('\n', draft.Content.Parts.Select(p => p.Text));
            Assert.InRange(text.Count(c => c == '!'), 0, draft.Channel == "web" ? 1 : draft.Channel == "email" ? 2 : 3);
            if (draft.Channel == "web") Assert.DoesNotContain("✨", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_source_full_of_exclamations_silences_ours()
    {
        var loud = Item("A loud note about the harbour", "It opens! It opens! It opens!");
        var parts = Composer.Compose(Request([loud], "enthusiastic").For("email")).On("email").Content.Parts;
        Assert.All(parts.SelectMany(p => p.Sentences).Where(s => s.Origin == SentenceOrigin.Template), s => Assert.DoesNotContain("!", s.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_voice_is_refused() =>
        Assert.Throws<ArgumentException>(() => Composer.Compose(Sample("living-document.md", "shouting")));

    [Theory, MemberData(nameof(Languages))]
    public void Every_language_has_words_for_every_place(string language)
    {
        var book = PhraseBook.Of(language);
        foreach (var tone in ToneCatalog.Tones)
            foreach (var slot in Enum.GetValues<Slot>().Where(s => s != Slot.Disclaimer || tone.Name == "medical_scientific"))
            {
                var variants = book.Find(tone, slot);
                Assert.True(variants is { Length: > 0 }, $"{language} {tone.Name} {slot}");
                Assert.All(variants, phrase => Assert.False(phrase.Any(char.IsDigit) || phrase != phrase.Trim() || phrase.Count(c => c is '!' or '！') > 1, phrase));
            }
    }

    [Fact]
    public void A_language_without_phrases_speaks_english() => Assert.Same(PhraseBook.Of("en").GetType(), PhraseBook.Of("fi").GetType());
}
