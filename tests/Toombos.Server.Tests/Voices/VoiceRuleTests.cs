using Toombos.Client.Voices;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Tests.Checks;

namespace Toombos.Server.Tests.Voices;

/// <summary>Each rule by texts that keep it and texts that break it.</summary>
public sealed class VoiceRuleTests
{
    static VoiceReport Run(VoiceRules rules, string text, string language = "en") => VoiceChecks.Run(rules, new(PastedText.Read(text, language), "Tidewater Kayaks"));

    static VoiceRuleScore One(VoiceRules rules, string text, string language = "en") => Assert.Single(Run(rules, text, language).Rules);

    static IEnumerable<string> Faults(VoiceRules rules, string text, string language = "en") => One(rules, text, language).Faults.Select(f => f.Message);

    [Fact]
    public void The_average_and_the_longest_sentence_are_counted_in_words()
    {
        const string Text = "One two three four. One two three four five six seven eight.";
        Assert.Equal((100, "Sentences have 6 words on average; at most 6."), (One(new() { AverageSentence = 6 }, Text).Score, One(new() { AverageSentence = 6 }, Text).Message));
        var average = One(new() { AverageSentence = 5 }, Text);
        Assert.Equal((60, "One two three four five six seven eight."), (average.Score, Assert.Single(average.Faults).Sentence));
        var longest = One(new() { LongestSentence = 7 }, Text);
        Assert.Equal((50, "The longest sentence has 8 words; at most 7."), (longest.Score, longest.Message));
        Assert.Equal(new(0, 1), Assert.Single(longest.Faults).At);
    }

    [Fact]
    public void Hard_words_read_at_a_higher_grade()
    {
        Assert.Equal(100, One(new() { Grade = 4 }, "The boat is new. We like it. It goes fast.").Score);
        var hard = One(new() { Grade = 4 }, "Organisational considerations necessitate comprehensive interdepartmental communication. We like it.");
        Assert.True(hard.Score < 50, hard.Message);
        Assert.StartsWith("Organisational", hard.Faults[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("We build boats, and you paddle them.", "en", 100)]
    [InlineData("We've built it; let's go. Us too.", "en", 100)]
    [InlineData("The US market grows. IT is a trade.", "en", 100)]
    [InlineData("I think so. We think so.", "en", 50)]
    [InlineData("Tidewater Kayaks builds boats.", "en", 0)]
    [InlineData("Tidewater Kayaks's boats are here.", "en", 100)]
    [InlineData("The company builds boats.", "en", 0)]
    [InlineData("The boats are here.", "en", 100)]
    [InlineData("Wir bauen Boote, und du paddelst. Ich auch.", "de", 50)]
    [InlineData("J'ai un bateau. Nous aussi.", "fr", 50)]
    public void Persons_are_told_by_their_pronouns_and_the_house_by_its_name(string text, string language, double score) =>
        Assert.Equal(score, One(new() { Persons = [VoicePerson.FirstPlural, VoicePerson.Second] }, text, language).Score);

    [Theory]
    [InlineData("Haben Sie Ihre Boote?", AddressForm.Formal, "de", 100)]
    [InlineData("Hast du dein Boot?", AddressForm.Formal, "de", 80)]
    [InlineData("Hast du dein Boot? Kommen Sie vorbei.", AddressForm.Familiar, "de", 80)]
    [InlineData("Die Boote sind da, und sie fahren. Sie sind neu.", AddressForm.Familiar, "de", 100)]
    [InlineData("Vous verrez votre bateau.", AddressForm.Formal, "fr", 100)]
    [InlineData("Tu verras ton bateau. Je t'attends.", AddressForm.Formal, "fr", 60)]
    [InlineData("Usted lo verá. Tú también.", AddressForm.Familiar, "es", 80)]
    public void The_form_of_address_is_told_where_the_language_tells_it(string text, AddressForm form, string language, double score) =>
        Assert.Equal(score, One(new() { Address = form }, text, language).Score);

    [Fact]
    public void What_a_language_does_not_have_is_not_measured_and_does_not_count()
    {
        var report = Run(new() { Address = AddressForm.Formal, Contractions = false, Spelling = EnglishSpelling.British, Headings = HeadingCase.Title, Persons = [VoicePerson.Second], Inclusive = true, Emoji = 0 }, "これは新しいです。", "ja");
        Assert.Equal([VoiceRule.Persons, VoiceRule.Contractions, VoiceRule.Address, VoiceRule.Spelling, VoiceRule.Headings, VoiceRule.Inclusive], report.NotMeasured);
        Assert.Equal((100, VoiceRule.Emoji), (report.Total, Assert.Single(report.Rules).Rule));
    }

    [Fact]
    public void Contractions_are_written_in_full()
    {
        Assert.Equal(["Write “do not” for “don’t”.", "Write “it is” for “It's”."], Faults(new() { Contractions = false }, "We don’t know. It's new. The boat's hull is new."));
        Assert.Equal(100, One(new() { Contractions = true }, "We don't know.").Score);
    }

    [Fact]
    public void Emoji_and_exclamation_marks_are_counted_in_the_whole_text()
    {
        var emoji = One(new() { Emoji = 1 }, "New 🛶. Newer 👩‍👩‍👧. Newest 🎉.");
        Assert.Equal((50, "3 emoji in one text; at most 1."), (emoji.Score, emoji.Message));
        Assert.Equal(["Newer 👩‍👩‍👧.", "Newest 🎉."], emoji.Faults.Select(f => f.Sentence));
        Assert.Equal((75, "1 exclamation mark in one text; none is allowed."), (One(new() { Exclamations = 0 }, "Now! Then.").Score, One(new() { Exclamations = 0 }, "Now! Then.").Message));
    }

    [Fact]
    public void Each_post_of_a_thread_is_a_text_of_its_own()
    {
        DraftPart Post(int number) => Sample.Part(PartRole.Paragraph, "New boats!") with { Post = number };
        var thread = new VoiceText(Sample.Draft("en", Post(1), Post(2), Post(2)), "");
        Assert.Equal((75, new(2, 0)), (Assert.Single(VoiceChecks.Run(new() { Exclamations = 1 }, thread).Rules).Score, VoiceChecks.Run(new() { Exclamations = 1 }, thread).Rules[0].Faults[0].At));
    }

    [Fact]
    public void Banned_terms_are_found_in_their_inflections_with_the_better_word()
    {
        VoiceRules rules = new() { BannedTerms = [new() { Term = "leverage", Better = "use" }, new() { Term = "best in class" }] };
        Assert.Equal(["Say “use” for “leverage”.", "The voice does not say “best in class”."], Faults(rules, "We leveraged it. It is best  in class."));
        Assert.Equal(100, One(rules, "We use it.").Score);
    }

    [Fact]
    public void Terms_are_found_where_words_are_written_without_spaces() =>
        Assert.Equal(["Say “価格” for “値段”."], Faults(new() { BannedTerms = [new() { Term = "値段", Better = "価格" }] }, "この値段は新しいです。", "ja"));

    [Fact]
    public void Required_terms_have_to_be_said_somewhere()
    {
        var score = One(new() { RequiredTerms = ["kayak", "Orust", "by hand"] }, "Kayaks made by hand.");
        Assert.Equal((66.7, "1 term of 3 not said."), (score.Score, score.Message));
        Assert.Equal(new VoiceFault("Say “Orust” somewhere."), Assert.Single(score.Faults));
    }

    [Fact]
    public void Spelling_is_of_one_kind_and_names_are_left_alone()
    {
        Assert.Equal(["Spell “color” as “colour”.", "Spell “organized” as “organised”."], Faults(new() { Spelling = EnglishSpelling.British }, "A new color. We organized it at Pearl Harbor. The meter runs."));
        Assert.Equal(["Spell “metres” as “meters”."], Faults(new() { Spelling = EnglishSpelling.American }, "Two metres long."));
    }

    [Theory]
    [InlineData("# New boats from Orust are here\n\nWe like Orust.", HeadingCase.Sentence, 100)]
    [InlineData("# New Boats From The North\n\nText.", HeadingCase.Sentence, 0)]
    [InlineData("# New Boats for the Summer\n\nText.", HeadingCase.Title, 100)]
    [InlineData("# New boats for the summer\n\nText.", HeadingCase.Title, 0)]
    [InlineData("# Meet Ingrid\n\nText.", HeadingCase.Sentence, 100)]
    [InlineData("Text only.", HeadingCase.Title, 100)]
    public void Headings_are_in_one_case_and_names_have_their_capitals(string text, HeadingCase wanted, double score) => Assert.Equal(score, One(new() { Headings = wanted }, text).Score);

    [Fact]
    public void Words_that_shut_people_out_are_found_with_a_better_one()
    {
        Assert.Equal(["Say “chair” for “chairman”, so that nobody is left out."], Faults(new() { Inclusive = true }, "The chairman spoke."));
        Assert.Equal(["Say “Reinigungskraft” for “Putzfrau”, so that nobody is left out."], Faults(new() { Inclusive = true }, "Die Putzfrau kam.", "de"));
    }

    [Fact]
    public void What_others_said_and_code_are_not_the_voice_of_the_house()
    {
        var content = Sample.Draft("en", Sample.Part(PartRole.Quote, "I don't like it!"), Sample.Part(PartRole.Code, "I don't!"), Sample.Part(PartRole.Paragraph, "We test."));
        var report = VoiceChecks.Run(new() { Contractions = false, Exclamations = 0, Persons = [VoicePerson.FirstPlural] }, new(content, ""));
        Assert.All(report.Rules, r => Assert.Equal(100, r.Score));
    }

    [Fact]
    public void A_report_quotes_ten_sentences_at_most_and_none_without_end()
    {
        var score = One(new() { Exclamations = 0 }, string.Concat(Enumerable.Repeat("No! ", 50)) + new string('a', 1000) + "!");
        Assert.Equal((0, 10), (score.Score, score.Faults.Count));
        Assert.Equal(300, One(new() { Exclamations = 0 }, new string('a', 1000) + "!").Faults[0].Sentence!.Length);
    }

    [Fact]
    public void A_pasted_text_is_read_as_headings_lists_quotes_and_paragraphs()
    {
        var read = PastedText.Read("""
            New boats

            They are **here**. See [the list](https://example.com/a) at
            the pier.

            - One
            2. Two
            > Said by others
            ```
            code
            ```
            ## Last
            """, "en");
        Assert.Equal([(PartRole.Heading, "New boats"), (PartRole.Paragraph, "They are here. See the list at the pier."), (PartRole.ListItem, "One"), (PartRole.ListItem, "Two"), (PartRole.Quote, "Said by others"), (PartRole.Heading, "Last")],
            read.Parts.Select(p => (p.Role, p.Text)));
    }
}
