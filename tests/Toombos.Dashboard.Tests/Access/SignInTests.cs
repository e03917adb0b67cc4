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
    public void A_token_is_found_in_whatever_was_pasted(string pasted) => Assert.Equal(Token, SignInLinkPage.TokenOf(pasted));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("http://localhost:8000/sign-in/")]
    public void Something_else_is_no_token(string? pasted) => Assert.Null(SignInLinkPage.TokenOf(pasted));

    [Fact]
    public void Opening_a_link_redeems_nothing_until_the_button_is_pressed()
    {
        var page = Render<SignInLinkPage>(p => p.Add(x => x.Token, Token));
        var form = page.Find("form");
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal(Token, page.Find("input[name=token]").GetAttribute("value"));
        Assert.Empty(Api.Calls);
    }

}
