using CsCheck;
using Toombos.Client.Voices;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Voices;
using Toombos.Server.Tests.Checks;

namespace Toombos.Server.Tests.Voices;

/// <summary>Whatever is measured, nothing breaks, and scores stay between 0 and 100.</summary>
public sealed class VoiceProperties
{
    static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static readonly Gen<string> Piece = OneOf(
        "We", "you", "I", "i", "US", "don't", "It’s", "colour", "color", "Tidewater Kayaks", "the company", "chairman", "Sie", "du", "vous", "t'", "'", "’", "cheap", "kayak", "!", "！", "?", ".", "…", ",", ":", "🛶", "👩‍👩‍👧", "🇸🇪", "\u200d",
        "\ufe0f", "\ud800", "\udc00", "\0", "東京", "新しい。", "Straße", "é", "e\u0301", "#", "# Title Here", "> said", "- item", "1. item", "```", "[a](b)", "[](", "](", "**", "__", "`", "\n", "\r\n", "\n\n", "\t", "\u00a0", "\u2028", "https://a.example/x?y=1",
        "1,890", "-", "--", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(", ")", "\"", "“", "|", "==");

    static readonly Gen<string> Text = Gen.OneOf(Piece.Array[0, 60].Select(p => string.Join(' ', p)), Piece.Array[0, 60].Select(string.Concat), Gen.String);
    static readonly Gen<string> Language = OneOf("en", "de", "fr", "es", "nl", "it", "sv", "ja", "xx", "");

    static readonly Gen<VoiceRules> Rules = Gen.Select(Gen.Int[3, 60], Gen.Double[0, 25], Gen.Int[0, 3], OneOf<IReadOnlyList<VoicePerson>?>(null, [], [VoicePerson.FirstPlural], [VoicePerson.Second, VoicePerson.Third]), Gen.Bool, Text.Array[0, 3], OneOf(AddressForm.Formal, AddressForm.Familiar))
        .Select((length, grade, marks, persons, yes, terms, form) => new VoiceRules
        {
            AverageSentence = length, LongestSentence = length, Grade = grade, Emoji = marks, Exclamations = marks, Persons = persons, Contractions = yes, Address = form, Inclusive = true,
            BannedTerms = [.. terms.Select(t => new BannedTerm { Term = t, Better = t })], RequiredTerms = terms, Spelling = yes ? EnglishSpelling.British : EnglishSpelling.American, Headings = yes ? HeadingCase.Title : HeadingCase.Sentence,
        });

    static void AssertSound(VoiceReport report, DraftContent content)
    {
        Assert.InRange(report.Total, 0, 100);
        foreach (var rule in report.Rules)
        {
            Assert.InRange(rule.Score, 0, 100);
            Assert.True(rule.Score == 100 || rule.Faults.Count > 0 || rule.Rule == VoiceRule.AverageSentence, $"{rule.Rule} lost points for nothing that can be shown");
            Assert.True(rule.Score < 100 || rule.Faults.Count == 0, $"{rule.Rule} blames a sentence that costs nothing");
            Assert.All(rule.Faults.Where(f => f.At is not null), f => Assert.InRange(f.At!.Sentence, 0, content.Parts[f.At.Part].Sentences.Count - 1));
        }
        Assert.Empty(report.Rules.Select(r => r.Rule).Intersect(report.NotMeasured));
    }

    [Fact]
    public void Any_text_gets_a_sound_report_and_the_same_one_again() =>
        Gen.Select(Text, Language, Rules).Sample((text, language, rules) =>
        {
            var content = PastedText.Read(text, language);
            var report = VoiceChecks.Run(rules, new(content, "Tidewater Kayaks"));
            AssertSound(report, content);
            Assert.Equivalent(report, VoiceChecks.Run(rules, new(PastedText.Read(text, language), "Tidewater Kayaks")));
        }, iter: 1500);

    [Fact]
    public void Drafts_of_any_shape_are_held_against_rules() =>
        Gen.Select(Gen.Select(Gen.Enum<PartRole>(), Text.Array[0, 3], Gen.Int[0, 2]).Array[0, 6], Rules).Sample((parts, rules) =>
        {
            var content = Sample.Draft("en", [.. parts.Select(p => new DraftPart { Role = p.Item1, Post = p.Item3, Sentences = [.. p.Item2.Select(t => new DraftSentence(t, SentenceOrigin.Edited, []))] })]);
            AssertSound(DraftChecks.Run(Sample.Input("bluesky", content) with { House = new("house", "House", "casual", rules) }).Voice!, content);
        }, iter: 300);

    [Fact]
    public void Any_texts_teach_rules_within_bounds_that_can_be_saved() =>
        Gen.Select(Text.Array[1, 4], Language).Sample((texts, language) =>
        {
            var proposal = VoiceLearning.Propose([.. texts.Select(t => new VoiceText(PastedText.Read(t, language), "Tidewater Kayaks"))], language);
            var rules = VoiceFields.Rules(proposal.Rules);
            Assert.InRange(rules.AverageSentence ?? 3, 3, 60);
            Assert.InRange(rules.LongestSentence ?? 3, 3, 120);
            Assert.InRange(rules.Grade ?? 0, 0, 25);
            Assert.InRange(rules.Emoji ?? 0, 0, 100);
            Assert.InRange(rules.Exclamations ?? 0, 0, 100);
        }, iter: 600);
}
