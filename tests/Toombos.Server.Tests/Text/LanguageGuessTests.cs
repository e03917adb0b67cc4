using CsCheck;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Text;

/// <summary>The language is told from the words people use, or honestly not told.</summary>
public class LanguageGuessTests
{
    [Theory]
    [InlineData("The planner now stores the tide table for every route you save.", "en")]
    [InlineData("Der Planer speichert nun die Tabelle für jede Route, die du sicherst.", "de")]
    [InlineData("Le nouveau bateau est plus léger et nous avons gardé le prix pour tous.", "fr")]
    [InlineData("El nuevo barco es más ligero y no hemos subido el precio para los socios.", "es")]
    [InlineData("La nuova barca è più leggera e non abbiamo alzato il prezzo per gli amici.", "it")]
    [InlineData("O novo barco é mais leve e não subimos o preço para os sócios.", "pt")]
    [InlineData("De nieuwe boot is lichter en wij hebben de prijs niet verhoogd voor het team.", "nl")]
    [InlineData("Den nya båten är lättare och vi har inte höjt priset för den som är med.", "sv")]
    [InlineData("Den nye båten er lettere, og vi har ikke økt prisen for noen av dem.", "no")]
    [InlineData("新しいカヤックは軽くなりました。", "ja")]
    [InlineData("新的皮划艇更轻了，价格没有变化。", "zh")]
    [InlineData("Новая лодка стала легче, и цена не изменилась.", "ru")]
    [InlineData("새로운 카약은 더 가볍습니다.", "ko")]
    [InlineData("القارب الجديد أخف وزنا.", "ar")]
    [InlineData("הסירה החדשה קלה יותר.", "he")]
    public void A_language_is_told(string text, string expected) => Assert.Equal(expected, LanguageGuess.Of(text));

    [Theory]
    [InlineData("")]
    [InlineData("42 19.8 🎉")]
    [InlineData("Xyzzy plugh")]
    public void What_cannot_be_told_is_not_guessed(string text) => Assert.Null(LanguageGuess.Of(text));

    [Fact]
    public void No_text_makes_it_throw() => Gen.String[0, 500].Sample(text => { LanguageGuess.Of(text); });
}
