using CsCheck;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Text;

/// <summary>Sentences end where a reader would say so, in many languages, and no character is lost.</summary>
public class SentencesTests
{
    [Theory]
    [InlineData("It weighs 19.8 kg. 4,200 paddlers tried it.", "It weighs 19.8 kg.", "4,200 paddlers tried it.")]
    [InlineData("Dr. Ann Lee and Prof. J. R. Smith agree. We do too.", "Dr. Ann Lee and Prof. J. R. Smith agree.", "We do too.")]
    [InlineData("Use a tool, e.g. Pandoc, or v1.2.3. It works.", "Use a tool, e.g. Pandoc, or v1.2.3.", "It works.")]
    [InlineData("It opens at 9 a.m. on Monday. It closes at 5 p.m. The shop stays shut on Sunday.", "It opens at 9 a.m. on Monday.", "It closes at 5 p.m.", "The shop stays shut on Sunday.")]
    [InlineData("See https://a.example/x.y?z=1. Then go.", "See https://a.example/x.y?z=1.", "Then go.")]
    [InlineData("Welcome Dr. A. Romero and J. P. O’Neill, see p. 12. They join us.", "Welcome Dr. A. Romero and J. P. O’Neill, see p. 12.", "They join us.")]
    [InlineData("Wait… what? No! Yes?! Fine.", "Wait… what?", "No!", "Yes?!", "Fine.")]
    [InlineData("He said “We did it. It works.” Then he left.", "He said “We did it. It works.”", "Then he left.")]
    [InlineData("Cut it (approx. 3 mm. Not more.) and dry it. Done.", "Cut it (approx. 3 mm. Not more.) and dry it.", "Done.")]
    [InlineData("Acme Inc. makes boats. Acme Inc. The rest is history.", "Acme Inc. makes boats.", "Acme Inc.", "The rest is history.")]
    [InlineData("We released it. iOS users get it first.", "We released it.", "iOS users get it first.")]
    [InlineData("Is it No. 5? No. 6 is better. No. It is not.", "Is it No. 5?", "No. 6 is better.", "No.", "It is not.")]
    [InlineData("Turn it on. Then wait. Take vitamin C. The end.", "Turn it on.", "Then wait.", "Take vitamin C.", "The end.")]
    [InlineData("1. Open the box. 2. Close it.", "1. Open the box.", "2. Close it.")]
    [InlineData("Great work! 🎉 We are proud.", "Great work! 🎉", "We are proud.")]
    [InlineData("No full stop at the end", "No full stop at the end")]
    public void English_sentences_end_where_a_reader_ends_them(string text, params string[] expected) => Assert.Equal(expected, Sentences.Split(text));

    [Theory]
    [InlineData("Am 1. Oktober öffnen wir. Im 19. Jahrhundert gab es z. B. keine Autos.", "Am 1. Oktober öffnen wir.", "Im 19. Jahrhundert gab es z. B. keine Autos.")]
    [InlineData("Das kostet ca. 5 Euro, ggf. mehr usw. Danach nichts.", "Das kostet ca. 5 Euro, ggf. mehr usw.", "Danach nichts.")]
    [InlineData("Er sagte: „Gut. Sehr gut.“ Dann ging er.", "Er sagte: „Gut. Sehr gut.“", "Dann ging er.")]
    [InlineData("Frau Dr. med. Lena Vogt ist da. Ta bollen med. Vi spelar.", "Frau Dr. med. Lena Vogt ist da.", "Ta bollen med.", "Vi spelar.")]
    [InlineData("M. Dupont est là. Il vient à 9 h. Mme Roy aussi.", "M. Dupont est là.", "Il vient à 9 h.", "Mme Roy aussi.")]
    [InlineData("¿Qué pasa? ¡Nada! El Sr. Ruiz vive aquí.", "¿Qué pasa?", "¡Nada!", "El Sr. Ruiz vive aquí.")]
    [InlineData("新しい艇は軽い。本当です！「はい。」と言った。終わり", "新しい艇は軽い。", "本当です！", "「はい。」と言った。", "終わり")]
    [InlineData("你好。我们来了！好吗？", "你好。", "我们来了！", "好吗？")]
    [InlineData("यह नया है। वह पुराना है।", "यह नया है।", "वह पुराना है।")]
    [InlineData("هل هذا جديد؟ نعم.", "هل هذا جديد؟", "نعم.")]
    public void Other_languages_end_theirs_by_their_own_marks(string text, params string[] expected) => Assert.Equal(expected, Sentences.Split(text));

    [Fact]
    public void A_quotation_mark_left_open_does_not_swallow_the_text()
    {
        var text = "He said “and never closed. " + string.Concat(Enumerable.Repeat("Another sentence follows. ", 40));
        Assert.True(Sentences.Split(text).Count > 20);
    }

    [Fact]
    public void No_character_is_lost_or_repeated() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char[" .!?。「」“”()\"'\n1aA🎉\ud83d\u200d\0"]), 0, 80].Sample(text =>
            string.Concat(Sentences.Split(text)).Where(c => !char.IsWhiteSpace(c)).SequenceEqual(text.Where(c => !char.IsWhiteSpace(c))));

    [Theory]
    [InlineData("(")]
    [InlineData(". ")]
    [InlineData("a.")]
    [InlineData("\"a. ")]
    [InlineData("「")]
    [InlineData("\ud83d")]
    public void Hostile_repetition_takes_linear_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(Sentences.Split(text));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"took {clock.Elapsed}");
    }
}
