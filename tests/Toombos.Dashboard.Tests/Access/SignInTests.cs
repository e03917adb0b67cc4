using Bunit;
using Toombos.Dashboard.Access;

namespace Toombos.Dashboard.Tests.Access;

/// <summary>Signing in: pages that work without a script, and tokens as people paste them.</summary>
public class SignInTests : PageTest
{
    const string Token = "tk_0123456789abcdefghij";

    [Theory]
    [InlineData(Token)]
    [InlineData("  http://localhost:8000/sign-in/" + Token + " ")]
    [InlineData("http://localhost:8000/sign-in/" + Token + "?from=mail#top")]
    public void A_token_is_found_in_whatever_was_pasted(string pasted) => Assert.Equal(Token, SignInEndpoints.TokenOf(pasted));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("http://localhost:8000/sign-in/")]
    public void Something_else_is_no_token(string? pasted) => Assert.Null(SignInEndpoints.TokenOf(pasted));

    [Fact]
    public void Opening_a_link_redeems_nothing_until_the_button_is_pressed()
    {
        var page = Render<ConfirmSignInPage>(p => p.Add(x => x.Token, Token));
        var form = page.Find("form");
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal("/sign-in", form.GetAttribute("action"));
        Assert.Equal(Token, page.Find("input[name=token]").GetAttribute("value"));
        Assert.Empty(Api.Calls);
    }

    [Theory]
    [InlineData("refused", "used already")]
    [InlineData("unreadable", "neither")]
    [InlineData("unavailable", "still good")]
    public void A_failed_sign_in_says_what_to_do(string problem, string words)
    {
        GoTo($"/sign-in?problem={problem}");
        Assert.Contains(words, Render<SignInPage>().Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
