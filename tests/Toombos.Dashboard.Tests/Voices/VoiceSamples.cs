using Toombos.Client.Checks;
using Toombos.Client.Voices;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Tests.Voices;

static class VoiceSamples
{
    public static readonly Guid VoiceId = Guid.Parse("77777777-7777-7777-8777-777777777777");

    public static readonly IReadOnlyList<Choice> Choices = [new("house", "House", "Calm."), new("professional", "Professional", "Authoritative."), new("casual", "Casual", "Relaxed.")];

    public static Voice House(VoiceRules? rules = null, int version = 1) => new()
    {
        Id = VoiceId, Slug = "house", Name = "House", Base = "casual", Description = "Calm.", Rules = rules ?? new() { AverageSentence = 14, BannedTerms = [new() { Term = "cheap", Better = "good value" }] },
        Examples = ["Hello from the shed.", "The oven is warm."], CreatedAt = PageTest.Tidewater.CreatedAt, CreatedBy = "Ines Duarte", Version = version,
    };

    public static readonly VoiceReport Report = new()
    {
        Voice = "house", Name = "House", Total = 80,
        Rules =
        [
            new(VoiceRule.AverageSentence, 100, "Sentences have 9 words on average; at most 14.", []),
            new(VoiceRule.BannedTerms, 60, "2 sentences with a word that the voice does not say.", [new("Say “good value” for “cheap”.", new SentencePlace(0, 0), "A cheap boat.")]),
        ],
        NotMeasured = [VoiceRule.Address],
    };

    public static readonly VoiceProposal Proposal = new()
    {
        Language = "en", Texts = 2, Sentences = 14, Words = 120, Rules = new() { AverageSentence = 11, Persons = [VoicePerson.FirstPlural], Emoji = 0, Spelling = EnglishSpelling.British },
        Measurements =
        [
            new(VoiceRule.AverageSentence, "Sentences have 8.6 words on average.", "At most 11 words on average", 14, Confidence.Fair),
            new(VoiceRule.Contractions, "No sentence shows it.", null, 0, Confidence.Low),
            new(VoiceRule.Emoji, "0 emoji in 2 texts, at most 0 in one.", "No emoji", 14, Confidence.Fair),
            new(VoiceRule.Spelling, "2 words spelled as in British English, 0 as in American.", "British spelling", 2, Confidence.Low),
        ],
    };
}
