using CsCheck;
using Toombos.Server.Features.Writing.Composing.Shortening;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>A shortened sentence is still a sentence, of the source's own words.</summary>
public class ShorteningTests
{
    static string? Shorten(string text, int most, string language = "en") => SentenceShortener.Shorten(text, ClauseWords.Of(language), s => s.Length <= most);

    [Theory]
    [InlineData("The Skerry 14 weighs 19.8 kg, down from 23.4 kg, thanks to a new process.", 60, "The Skerry 14 weighs 19.8 kg, down from 23.4 kg.")]
    [InlineData("The Skerry 14 weighs 19.8 kg, down from 23.4 kg, thanks to a new process.", 40, "The Skerry 14 weighs 19.8 kg.")]
    [InlineData("The oven (bought in May) holds 60 °C for twelve hours.", 45, "The oven holds 60 °C for twelve hours.")]
    [InlineData("However, the harbour stays open all winter.", 40, "The harbour stays open all winter.")]
    [InlineData("The ferry – our oldest boat – runs every hour.", 30, "The ferry runs every hour.")]
    [InlineData("The table is stored for every route, so it works without a signal.", 40, "The table is stored for every route.")]
    public void Clauses_are_left_out_whole(string text, int most, string expected) => Assert.Equal(expected, Shorten(text, most));

    [Theory]
    [InlineData("Do not swim here, unless a guard is on duty.")]
    [InlineData("It is safe for everyone, but not for children under three.")]
    [InlineData("The pool is open every day (except on Sundays) from nine.")]
    [InlineData("The pool is open to guests, which does not include their dogs.")]
    [InlineData("If you swim for more than ten minutes, your hands stop working.")]
    [InlineData("Wear wool next to the skin, a fleece above it and a dry jacket on top.")]
    [InlineData("He said “it works, because it must” and went home to bed.")]
    public void What_would_change_the_meaning_stays(string text) => Assert.Null(Shorten(text, 35));

    [Fact]
    public void An_aside_that_touches_a_word_stays() => Assert.Null(Shorten("We tested version 1.(beta).2 of the planner app", 30));

    [Fact]
    public void German_subordinate_clauses_go_too() =>
        Assert.Equal("Der Aufzug steht bis Freitag still.", Shorten("Der Aufzug steht bis Freitag still, weil ein Teil fehlt.", 40, "de"));

    [Fact]
    public void Shortening_adds_no_word_and_keeps_numbers_whole() =>
        Gen.String[Gen.Char["aB1 .,()–;wso"], 5, 120].Sample(text =>
            SentenceShortener.Shorten(text, ClauseWords.Of("en"), s => s.Length < text.Length * 2 / 3) is not { } shorter || Evidence.IsSubsequence(shorter, text));

    [Theory]
    [InlineData("The new hull weighs 19.8 kg and costs more", 26, "The new hull weighs…")]
    [InlineData("The price of the boat is high", 18, "The price…")]
    [InlineData("abcdefghijklmnop", 6, "abcde…")]
    public void A_clipped_line_ends_at_a_word_that_can_end_it(string text, int most, string expected) =>
        Assert.Equal(expected, Clipping.Clip(text, s => s.Length <= most));
}
