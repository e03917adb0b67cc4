using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Quality;

namespace Toombos.Server.Tests.Checks;

public sealed class QualityTests
{
    static QualityScore Score(string channel, string language, params DraftPart[] parts) => Sample.Check(channel, Sample.Draft(language, parts)).Quality;

    static DraftPart Line(string text) => Sample.Part(PartRole.Paragraph, text);

    [Theory]
    [InlineData("email", 0.30 / 1.0, 0.05 / 1.0)]
    [InlineData("web", 0.20 / 1.15, 0.25 / 1.15)]
    [InlineData("social", 0.35 / 1.10, 0.05 / 1.10)]
    public void Overridden_weights_are_brought_back_to_one(string family, double engagement, double seo)
    {
        var weights = QualityScorer.WeightsOf(family);
        Assert.Equal(1, weights.Values.Sum(), 9);
        Assert.Equal(engagement, weights["engagement"], 9);
        Assert.Equal(seo, weights["seo"], 9);
    }

    [Fact]
    public void The_total_is_the_weighted_sum_of_the_dimensions()
    {
        var score = Score("email", "en", Sample.Part(PartRole.Subject, "New kits are here for you"), Line("You can order kits now. They ship on Monday."));
        Assert.Equal(score.Dimensions.Sum(d => d.Weight * d.Score), score.Total, 0);
        Assert.Equal(score.Total switch { >= 90 => "excellent", >= 75 => "good", >= 60 => "fair", >= 40 => "poor", _ => "critical" }, score.Level);
    }

    [Fact]
    public void Flesch_and_its_kin_follow_their_formulas()
    {
        // 13 words, 2 sentences, 16 syllables, none of three.
        var figures = Score("web", "en", Line("The little boat can carry a tent."), Line("We pack it before the rain.")).Readability;
        Assert.Equal((13, 2), (figures.Words, figures.Sentences));
        Assert.Equal(206.835 - 1.015 * 6.5 - 84.6 * 16 / 13, figures.FleschEase, 0.06);
        Assert.Equal(.39 * 6.5 + 11.8 * 16 / 13 - 15.59, figures.FleschKincaid, 0.06);
        Assert.Equal(.4 * 6.5, figures.GunningFog, 0.06);
    }

    [Theory]
    [InlineData("boat", 1)]
    [InlineData("little", 2)]
    [InlineData("made", 1)]
    [InlineData("makes", 1)]
    [InlineData("planned", 1)]
    [InlineData("started", 2)]
    [InlineData("houses", 2)]
    [InlineData("infusion", 3)]
    [InlineData("paddlers", 2)]
    [InlineData("the", 1)]
    [InlineData("café", 2)]
    [InlineData("東京", 1)]
    public void English_syllables_are_estimated(string word, int count) => Assert.Equal(count, Syllables.In(word, "en"));

    [Fact]
    public void Passive_sentences_are_counted() =>
        Assert.Equal(.5, Score("web", "en", Line("The hull was built in Orust."), Line("The team builds it.")).Readability.PassiveShare);

    [Fact]
    public void Hard_text_reads_worse_than_plain_text()
    {
        var plain = Score("web", "en", Line("The boat is light. You can lift it. It costs less than you think. Come and try it with us."));
        var hard = Score("web", "en", Line("Notwithstanding considerable organisational difficulties, the aforementioned administrative implementation necessitates comprehensive interdepartmental collaboration regarding infrastructural modernisation initiatives."));
        Assert.True(Of(plain, "readability") > Of(hard, "readability") + 15);
        Assert.True(Of(plain, "clarity") > Of(hard, "clarity"));
    }

    [Theory]
    [InlineData("de", "Das Boot ist leicht. Du kannst es allein tragen. Es kostet wenig.")]
    [InlineData("sv", "Båten är lätt. Du kan bära den själv. Den kostar lite.")]
    [InlineData("ja", "新しい船はとても軽いです。一人で運べます。")]
    [InlineData("xx", "Ba do ke. Lo ma si.")]
    public void Plain_text_in_any_language_reads_well(string language, string text) => Assert.InRange(Of(Score("web", language, Line(text)), "readability"), 70, 100);

    [Fact]
    public void Suggestions_are_for_the_three_lowest_dimensions_under_70_and_name_a_sentence()
    {
        var longest = "This sentence goes on and on because nobody ever told it where to stop and so it keeps adding words that nobody needs until every reader has long since gone to do something else with the day.";
        var score = Score("email", "en", Line("Short one."), Line(longest));
        Assert.InRange(score.Suggestions.Count, 1, 3);
        var low = score.Dimensions.Where(d => d.Score < 70).OrderBy(d => d.Score).Take(3).Select(d => d.Name);
        Assert.Equal(low, score.Suggestions.Select(s => s.Dimension));
        Assert.Contains(score.Suggestions, s => s.Sentence == longest || s.At is not null);
    }

    [Fact]
    public void A_newsletter_with_all_its_parts_has_full_structure() =>
        Assert.Equal(100, Of(Score("email", "en", Sample.Part(PartRole.Subject, "Kits for every coast"), Sample.Part(PartRole.Greeting, "Hello,"), Line("One."), Line("Two."), Sample.Part(PartRole.CallToAction, "Read on"), Sample.Part(PartRole.Closing, "Bye.")), "structure"));

    [Fact]
    public void An_unsupported_claim_costs_brand_points() =>
        Assert.True(Of(Score("email", "en", Line("It weighs 12 kg.")), "brand") < Of(Score("email", "en", Line("It weighs little.")), "brand"));

    static double Of(QualityScore score, string dimension) => score.Dimensions.Single(d => d.Name == dimension).Score;
}
