using CsCheck;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Text;

/// <summary>Words are what a reader would count, and content words are what a text is about.</summary>
public class WordsTests
{
    [Theory]
    [InlineData("Don't cut 19.8 kg or 4,200 in two.", "Don't", "cut", "19.8", "kg", "or", "4,200", "in", "two")]
    [InlineData("FSC-certified, v1.2.3 — red,green", "FSC-certified", "v1.2.3", "red", "green")]
    [InlineData("Süße Überraschung naïve", "Süße", "Überraschung", "naïve")]
    [InlineData("カヤックは軽い", "カヤック", "は軽", "い")]
    [InlineData("新艇发布会 2026", "新艇", "发布", "会", "2026")]
    [InlineData("🎉 👩‍👩‍👧 !", new string[0])]
    public void Words_stay_whole(string text, params string[] expected) => Assert.Equal(expected, Words.Of(text));

    [Fact]
    public void Content_words_leave_the_grammar_out()
    {
        Assert.Equal(["planner", "stores", "tide", "table"], Words.ContentOf("The planner now stores the tide table for you", "en"));
        Assert.Equal(["boot", "wiegt", "weniger"], Words.ContentOf("Das Boot wiegt weniger als der", "de"));
        Assert.Equal(["新艇", "艇发", "发布"], Words.ContentOf("新艇发布", "zh"));
    }

    [Fact]
    public void Every_word_is_a_part_of_its_text_in_order() => Gen.String[0, 200].Sample(text =>
    {
        var at = 0;
        foreach (var word in Words.Of(text))
        {
            at = text.IndexOf(word, at, StringComparison.Ordinal);
            if (at < 0 || word.Length == 0) return false;
            at += word.Length;
        }
        return Words.Count(text) == Words.Of(text).Count;
    });
}
