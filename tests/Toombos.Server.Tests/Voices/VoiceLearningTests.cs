using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Voices;

namespace Toombos.Server.Tests.Voices;

/// <summary>Rules that texts show: measured, the same each time, and kept by the texts they came from.</summary>
public sealed class VoiceLearningTests
{
    const string Letter = """
        # Notes from the workshop

        We finished the new colour last week. It's a calm grey, and you can see it on our stand.
        Our oven holds its heat now. You won't notice, but your boat will.

        # What comes next week

        We're in the harbour on Saturday. Come and paddle with us! The tea is on us.
        """;

    static VoiceText Text(string text, string language = "en") => new(PastedText.Read(text, language), "Tidewater Kayaks");

    static VoiceMeasurement Of(VoiceProposal proposal, VoiceRule rule) => proposal.Measurements.Single(m => m.Rule == rule);

    [Fact]
    public void A_letter_shows_how_its_house_sounds()
    {
        var proposal = VoiceLearning.Propose([Text(Letter), Text(Letter.Replace('!', '.'))], "en");

        Assert.Equal((2, 14), (proposal.Texts, proposal.Sentences));
        var rules = proposal.Rules;
        Assert.Equal([VoicePerson.FirstPlural, VoicePerson.Second], rules.Persons!);
        Assert.Equal((true, EnglishSpelling.British, HeadingCase.Sentence, 0, 1, true), (rules.Contractions, rules.Spelling, rules.Headings, rules.Emoji, rules.Exclamations, rules.Inclusive));
        Assert.Null(rules.Address);
        Assert.InRange(rules.AverageSentence!.Value, 8, 10);
        Assert.Equal((Confidence.Fair, 14), (Of(proposal, VoiceRule.AverageSentence).Confidence, Of(proposal, VoiceRule.AverageSentence).Sentences));
        Assert.Equal(("1 exclamation mark in 2 texts, at most 1 in one.", "At most 1 exclamation mark in a text"), (Of(proposal, VoiceRule.Exclamations).Measured, Of(proposal, VoiceRule.Exclamations).Proposed));
        Assert.Equal(Enum.GetValues<VoiceRule>().Except([VoiceRule.Address, VoiceRule.BannedTerms, VoiceRule.RequiredTerms]), proposal.Measurements.Select(m => m.Rule));
    }

    [Fact]
    public void The_same_texts_give_the_same_rules_and_keep_them()
    {
        var text = Text(Letter);
        Assert.Equivalent(VoiceLearning.Propose([text], "en"), VoiceLearning.Propose([Text(Letter)], "en"));
        Assert.All(VoiceChecks.Run(VoiceLearning.Propose([text], "en").Rules, text).Rules, r => Assert.Equal(100, r.Score));
    }

    [Fact]
    public void What_texts_do_not_show_is_not_proposed_and_says_what_was_seen()
    {
        var proposal = VoiceLearning.Propose([Text("The boat is here. A color and a colour.")], "en");
        Assert.Null(proposal.Rules.Spelling);
        Assert.Null(proposal.Rules.Persons);
        Assert.Equal(("1 word spelled as in British English, 1 as in American.", null, Confidence.Low), (Of(proposal, VoiceRule.Spelling).Measured, Of(proposal, VoiceRule.Spelling).Proposed, Of(proposal, VoiceRule.Spelling).Confidence));
    }

    [Fact]
    public void German_shows_its_form_of_address() =>
        Assert.Equal(AddressForm.Formal, VoiceLearning.Propose([Text("Kommen Sie vorbei. Wir zeigen Ihnen die Boote.", "de")], "de").Rules.Address);
}
