using System.Globalization;
using Toombos.Client.Voices;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Voices;

/// <summary>The rules of a voice as people read them.</summary>
static class VoiceLabels
{
    public const string Path = "/settings/voices";

    /// <summary>Begins the codes of findings that the voice's own part of a report tells better.</summary>
    public const string FindingPrefix = "voice-rule.";

    public static string Of(VoiceRule rule) => rule switch
    {
        VoiceRule.AverageSentence => "Average sentence",
        VoiceRule.LongestSentence => "Longest sentence",
        VoiceRule.Grade => "School grade",
        VoiceRule.Persons => "Who speaks",
        VoiceRule.Contractions => "Contractions",
        VoiceRule.Address => "Form of address",
        VoiceRule.Emoji => "Emoji",
        VoiceRule.Exclamations => "Exclamation marks",
        VoiceRule.BannedTerms => "Words it does not say",
        VoiceRule.RequiredTerms => "Words it has to say",
        VoiceRule.Spelling => "English spelling",
        VoiceRule.Headings => "Headings",
        _ => "Inclusive words",
    };

    public static string Of(VoicePerson person) => person switch
    {
        VoicePerson.FirstSingular => "I",
        VoicePerson.FirstPlural => "We",
        VoicePerson.Second => "You",
        _ => "The house by its name",
    };

    public static string Of(Confidence confidence) => confidence switch { Confidence.High => "sure", Confidence.Fair => "fairly sure", _ => "a guess" };

    public static string Tone(double score) => score >= 75 ? "done" : score >= 50 ? "pending" : "failed";

    public static string Figure(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>How many rules a voice has.</summary>
    public static int CountOf(VoiceRules rules) =>
        new object?[] { rules.AverageSentence, rules.LongestSentence, rules.Grade, rules.Persons, rules.Contractions, rules.Address, rules.Emoji, rules.Exclamations, rules.Spelling, rules.Headings, rules.Inclusive == true ? true : null }.Count(r => r is not null)
        + (rules.BannedTerms.Count > 0 ? 1 : 0) + (rules.RequiredTerms.Count > 0 ? 1 : 0);

    public static IReadOnlyList<Choice> Contractions { get; } = [new("yes", "May be used", "Such as don't and it's; a model may use them, none is asked for."), new("no", "Written in full", "“Do not” for “don't”. English only.")];
    public static IReadOnlyList<Choice> Address { get; } = [new("formal", "Formal", "Sie, vous, usted, u. German, French, Spanish, Dutch."), new("familiar", "Familiar", "Du, tu, tú, je. German, French, Spanish, Dutch.")];
    public static IReadOnlyList<Choice> Spelling { get; } = [new("british", "British (en-GB)", "Colour, organise, centre."), new("american", "American (en-US)", "Color, organize, center.")];
    public static IReadOnlyList<Choice> Headings { get; } = [new("sentence", "Sentence case", "Only the first word and names have a capital. English only."), new("title", "Title Case", "Each longer word has a capital. English only.")];
}
