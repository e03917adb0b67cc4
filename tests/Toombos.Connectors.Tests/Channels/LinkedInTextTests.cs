using CsCheck;
using Toombos.Connectors.Channels;

namespace Toombos.Connectors.Tests.Channels;

public sealed class LinkedInTextTests
{
    [Theory]
    [InlineData("plain text, with marks!", "plain text, with marks!"), InlineData("a_b (c) [d] {e}", @"a\_b \(c\) \[d\] \{e\}"), InlineData("#tag @name", @"\#tag \@name")]
    [InlineData(@"\ | * < > ~", @"\\ \| \* \< \> \~"), InlineData("👍🏽 (é)", @"👍🏽 \(é\)")]
    public void Reserved_marks_are_escaped(string text, string escaped) => Assert.Equal(escaped, LinkedInText.Escape(text));

    [Fact]
    public void Taking_the_backslashes_away_gives_the_text_again() => HostileText.Any.Sample(text =>
    {
        var (escaped, plain) = (LinkedInText.Escape(text), new System.Text.StringBuilder());
        for (var i = 0; i < escaped.Length; i++) plain.Append(escaped[i] == '\\' ? escaped[++i] : escaped[i]);
        return plain.ToString() == text;
    });
}
