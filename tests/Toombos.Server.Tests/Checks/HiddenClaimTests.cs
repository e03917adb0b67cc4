using Toombos.Client.Writing;

namespace Toombos.Server.Tests.Checks;

/// <summary>A claim does not go away by being dressed up or put where nobody looks.</summary>
public sealed class HiddenClaimTests
{
    const string Source = "The Skerry 14 weighs 19.8 kg and has a deck of 2 m².";

    [Theory]
    [InlineData("It costs 𝟗𝟗𝟗 euro.")]
    [InlineData("It costs ⑨⑨⑨ euro.")]
    [InlineData("It costs ⁹⁹⁹ euro.")]
    [InlineData("It costs ₉₉₉ euro.")]
    [InlineData("It costs ９９９ euro.")]
    [InlineData("It was tested by 𝐙𝐞𝐥𝐝𝐚 𝐙𝐲𝐱.")]
    [InlineData("They said ❝this is the best boat❞ today.")]
    [InlineData("They said ＂this is the best boat＂ today.")]
    public void A_claim_in_fancy_dress_is_a_claim(string sentence) => Assert.NotEmpty(Sample.Open("en", Source, sentence));

    [Theory]
    [InlineData("A deck of 2 m² is enough.")]
    [InlineData("It weighs 𝟏𝟗.𝟖 kg.")]
    public void What_the_source_says_in_other_letters_is_supported(string sentence) => Assert.Empty(Sample.Open("en", Source, sentence));

    [Fact]
    public void Code_that_a_person_typed_is_checked_and_code_of_the_document_is_not()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", Source));
        Assert.NotEmpty(Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Code, "It costs 999 euro", SentenceOrigin.Edited)), item).Claims);
        Assert.Empty(Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Code, "print(999)", SentenceOrigin.Verbatim, "b1")), item).Claims);
    }
}
