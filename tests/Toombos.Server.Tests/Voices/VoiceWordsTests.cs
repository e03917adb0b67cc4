using Toombos.Client.Voices;
using Toombos.Server.Features.Voices;
using Voice = Toombos.Server.Features.Voices.Voice;

namespace Toombos.Server.Tests.Voices;

/// <summary>A voice in words for a model.</summary>
public sealed class VoiceWordsTests
{
    static Voice Of(VoiceRules rules, string? description = null, params string[] examples) => new()
    {
        Name = "House", Slug = "house", Base = "casual", Description = description, Rules = rules, Examples = examples, CreatedAt = default, CreatedBy = "test",
    };

    static readonly VoiceRules Everything = new()
    {
        AverageSentence = 14, LongestSentence = 25, Grade = 8.5, Persons = [VoicePerson.FirstPlural, VoicePerson.Second], Contractions = false, Address = AddressForm.Formal, Emoji = 0, Exclamations = 1,
        BannedTerms = [new() { Term = "leverage", Better = "use" }, new() { Term = "synergy" }], RequiredTerms = ["kayak"], Spelling = EnglishSpelling.British, Headings = HeadingCase.Sentence, Inclusive = true,
    };

    [Fact]
    public void Every_rule_is_a_sentence() => Assert.Equal("""
        Write in the voice “House”. Calm and warm.
        - Keep sentences to 14 words on average.
        - No sentence has more than 25 words.
        - Write so that it reads at school grade 8.5 or lower.
        - Speak only as, or to: we, you.
        - Use no contractions: write “do not”, not “don't”.
        - Address readers formally (Sie, vous, usted, u).
        - Use no emoji.
        - Use at most 1 exclamation mark in a text.
        - Never write “leverage”; write “use”.
        - Never write “synergy”.
        - Say each of these at least once: “kayak”.
        - Spell as British English does.
        - Write headings in sentence case: only the first word and names have a capital.
        - Use inclusive words: no job titles with “man”, nothing that belittles people.

        Example 1, for how it sounds, not for what it says:
        Hello from the shed.
        """.ReplaceLineEndings("\n"), VoiceWords.For(Of(Everything, "Calm and warm.", "Hello from the shed.")));

    [Fact]
    public void Every_kind_of_rule_has_words() => Assert.Equal(Enum.GetValues<VoiceRule>().Length + 1, VoiceWords.Rules(Everything).Count());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(900)]
    [InlineData(4000)]
    public void The_text_is_bounded_and_examples_give_way_first(int most)
    {
        var words = VoiceWords.For(Of(Everything, "Calm.", [.. Enumerable.Repeat(string.Concat(Enumerable.Repeat("🛶 boat ", 100)), 10)]), most);
        Assert.InRange(words.Length, 0, most);
        Assert.False(words.Length > 1 && char.IsHighSurrogate(words[^2]) && words[^1] == '…');
        if (most >= 900) Assert.Contains("Use inclusive words", words, StringComparison.Ordinal);
    }
}
