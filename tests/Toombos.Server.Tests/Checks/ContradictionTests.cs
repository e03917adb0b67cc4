using CsCheck;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Claims;

namespace Toombos.Server.Tests.Checks;

/// <summary>A claim is contradicted only where the source says something else of the same thing, and always with the words that say it.</summary>
public sealed class ContradictionTests
{
    const string Hull = "The Skerry 14 now weighs 19.8 kg, down from 23.4 kg. The price stays at €1,890. Anna Berg leads the workshop in Oslo. The old mould is no longer used.";

    static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static Claim Only(string sentence, string source = Hull, string language = "en") => Assert.Single(Sample.Claims(language, source, sentence), c => c.IsOpen);

    [Theory]
    [InlineData("The Skerry 14 weighs 18.9 kg.", "19.8 kg")]
    [InlineData("The Skerry 14 weighs 19.8 lb.", "19.8 kg")]
    [InlineData("The price stays at €1,980.", "€1,890")]
    [InlineData("The price stays at $1,890.", "€1,890")]
    [InlineData("Anna Lund leads the workshop in Oslo.", "Anna Berg")]
    [InlineData("The old mould is still used.", "The old mould is no longer used")]
    public void What_the_source_says_instead_is_shown_where_it_stands(string sentence, string instead)
    {
        var claim = Only(sentence);
        Assert.Equal((ClaimVerdict.Contradicted, instead), (claim.Verdict, claim.Evidence?.Text));
        Assert.Equal(instead, Hull.Substring(claim.Evidence!.Start, claim.Evidence.Length));
        Assert.Empty(claim.Blocks);
    }

    [Theory]
    [InlineData("The workshop employs 40 people.")]
    [InlineData("A paddle costs €75.")]
    [InlineData("It was tested by Erik Lund.")]
    [InlineData("Delivery takes three weeks.")]
    public void What_the_source_says_nothing_of_is_unsupported_and_not_contradicted(string sentence) =>
        Assert.Equal((ClaimVerdict.Unsupported, null), (Only(sentence).Verdict, Only(sentence).Evidence));

    [Fact]
    public void Two_things_that_change_places_are_contradicted_though_every_word_stands_in_the_source()
    {
        const string Source = "The children's pool is kept at 32 °C, the large pool at 28 °C.";
        Assert.Equal("28 °C", Only("The large pool is kept at 32 °C.", Source).Evidence?.Text);
        Assert.DoesNotContain(Sample.Claims("en", Source, "The large pool has 28 °C, that of the children 32 °C."), c => c.IsOpen);
    }

    [Fact]
    public void An_uncited_sentence_can_be_contradicted_but_never_supported()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", "Berths are free."), Sample.Block("b2", Hull));
        Claim Uncited(string sentence) => Assert.Single(Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Paragraph, sentence)), item).Claims, c => c.Kind == ClaimKind.Number);
        Assert.Equal((ClaimVerdict.Contradicted, "b2"), (Uncited("The Skerry weighs 18.9 kg.").Verdict, Uncited("The Skerry weighs 18.9 kg.").Evidence?.Block));
        Assert.Equal(ClaimVerdict.Unsupported, Uncited("The Skerry weighs 19.8 kg.").Verdict);
    }

    [Theory]
    [InlineData("It weighs about 20 kg.", true)]
    [InlineData("It weighs nearly 20 kg.", true)]
    [InlineData("It weighs over 20 kg.", false)]
    [InlineData("It weighs about 22 kg.", false)]
    [InlineData("It weighs 20 kg.", false)]
    public void A_rounded_number_is_supported_where_the_words_before_it_say_so(string sentence, bool supported) =>
        Assert.Equal(supported, Sample.Open("en", "The boat weighs 19.8 kg.", sentence).Count == 0);

    [Theory]
    [InlineData("en", "It is the lightest boat of the yard.", "It is the lightest boat.", true)]
    [InlineData("en", "It is a light boat.", "It is the lightest boat.", false)]
    [InlineData("de", "Es ist ein altes Boot.", "Es ist das älteste Boot.", false)]
    [InlineData("fr", "C’est la plus ancienne barque.", "C’est la plus ancienne.", true)]
    [InlineData("es", "Es un barco ligero.", "Es el barco más ligero.", false)]
    public void A_superlative_needs_one_in_the_source(string language, string source, string sentence, bool supported) =>
        Assert.Equal(supported, Sample.Open(language, source, sentence).Count == 0);

    [Fact]
    public void Evidence_in_fancy_dress_is_found_where_it_stands_in_the_text()
    {
        const string Source = "😀 ⑨⑨⑨ boats weigh 𝟏𝟗.𝟖 kg.";
        var claim = Assert.Single(Sample.Claims("en", Source, "Each weighs 19.8 kg."));
        Assert.Equal("𝟏𝟗.𝟖 kg", Source.Substring(claim.Evidence!.Start, claim.Evidence.Length));
    }

    [Fact]
    public void Evidence_of_any_text_lies_within_the_block_and_has_its_very_words()
    {
        var piece = OneOf("The boat", "weighs", "19.8 kg", "⑨⑨", "€1,890", "Anna Berg", "“we test it”", "is not", "the largest", "from 3 to 5", "2 May 2026", "noon", "about 20", "😀", ",", ".", "while", "más", "plus", "nicht", "𝟏𝟗 kg", "\ud800");
        Gen.Select(piece.Array[1, 14], piece.Array[1, 10], OneOf("en", "de", "fr", "es")).Sample((source, sentence, language) =>
        {
            var text = string.Join(' ', source);
            foreach (var evidence in Sample.Claims(language, text, string.Join(' ', sentence)).Select(c => c.Evidence).OfType<ClaimEvidence>().Where(e => e.Length > 0))
                Assert.Equal(evidence.Text, text.Substring(evidence.Start, evidence.Length));
        }, iter: 2000);
    }

    [Fact]
    public void Places_of_plain_text_lead_back_to_the_text() => OneOf("a", "⑨", "𝟏", "😀", "é", "²", " ", "\udc00").Array[0, 12].Select(parts => string.Concat(parts)).Sample(text =>
    {
        var plain = PlainForms.Of(text, out var places);
        if (places is null) { Assert.Equal(text, plain); return; }
        Assert.Equal(plain.Length + 1, places.Length);
        Assert.Equal(text.Length, places[^1]);
        Assert.Equal(places.Order(), places);
    });
}
