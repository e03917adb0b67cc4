using Toombos.Server.Commands;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Commands;

public class BrandNameTests
{
    [Theory]
    [InlineData("Tidewater Kayaks – what is new", "Tidewater Kayaks")]
    [InlineData("News from Eastbrook", "Eastbrook")]
    [InlineData("Nytt från Båtklubben Måsen", "Båtklubben Måsen")]
    [InlineData("Les nouvelles du Jardin Partagé des Lilas", "Jardin Partagé des Lilas")]
    [InlineData("Noticias de la Cooperativa Sierra Verde", "Cooperativa Sierra Verde")]
    [InlineData("Rundbrief der Gemeinschaftspraxis Dr. Öztürk & Partner", "Gemeinschaftspraxis Dr. Öztürk & Partner")]
    [InlineData("Willow Farm weekly", "Willow Farm")]
    [InlineData("Minutes: Parent council, 18 November 2026", "Parent council")]
    [InlineData("نشرة مكتبة النور", "مكتبة النور")]
    [InlineData("Studio 54", "Studio 54")]
    public void A_title_names_its_owner_without_the_words_for_the_kind_of_page(string title, string brand) =>
        Assert.Equal(brand, BrandName.Of(DocumentParser.Parse($"# {title}\n\n## One\n\nFirst text here.\n\n## Two\n\nSecond text here.\n")));

    [Theory]
    [InlineData("# Changelog\n\n## One\n\nFirst text here.\n\n## Two\n\nSecond text here.\n")]
    [InlineData("# 製品ノート 2026年11月\n\n## 一\n\n最初の文です。\n\n## 二\n\n次の文です。\n")]
    [InlineData("# 🎉 ANNOUNCEMENT: Fjordlight acquires Aurora Maps\n\n## Details\n\nThe deal closed in November.\n")]
    [InlineData("# Why we stopped counting\n\n## Introduction\n\nFirst text here.\n\n## Conclusion\n\nSecond text here.\n")]
    public void A_kind_of_page_or_a_headline_is_nobody(string markdown) => Assert.Null(BrandName.Of(DocumentParser.Parse(markdown)));
}
