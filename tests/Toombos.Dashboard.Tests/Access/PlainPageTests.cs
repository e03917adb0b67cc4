using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Client.Members;
using Toombos.Dashboard.Access;
using Toombos.Dashboard.Accounts;
using Toombos.Dashboard.Members;

namespace Toombos.Dashboard.Tests.Access;

/// <summary>Pages before sign-in: plain forms, kind to password managers, that do nothing by being opened.</summary>
public class PlainPageTests : PageTest
{
    const string Token = "0123456789abcdef0123456789abcdef";

    public PlainPageTests() => Api.On("GET v1/accounts/options", new AccountOptions(true, false, "2026-11"));

    [Fact]
    public void Sign_in_tells_password_managers_what_is_what()
    {
        var page = Render<SignInPage>();
        Assert.Equal("username", page.Find("#email").GetAttribute("autocomplete"));
        Assert.Equal("current-password", page.Find("#password").GetAttribute("autocomplete"));
        Assert.Equal("post", page.Find("form").GetAttribute("method"));
        Assert.Equal("/sign-up", page.Find("a[href='/sign-up']").GetAttribute("href"));
    }

    [Fact]
    public void Where_sign_up_is_closed_nobody_is_led_there()
    {
        Api.On("GET v1/accounts/options", new AccountOptions(false, true, "2026-11"));
        Assert.Empty(Render<SignInPage>().FindAll("a[href='/sign-up']"));
        var page = Render<SignUpPage>();
        Assert.Empty(page.FindAll("input[name=password]"));
        Assert.Contains("by invitation only", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_to_go_after_sign_in_is_handed_on_only_if_it_is_ours()
    {
        GoTo("/sign-in?to=%2Fsources");
        Assert.Equal("/sign-in/sso?to=%2Fsources", Render<SignInPage>().Find("a[href^='/sign-in/sso']").GetAttribute("href"));
        GoTo("/sign-in?to=%2F%2Fevil.example");
        Assert.Equal("/sign-in/sso", Render<SignInPage>().Find("a[href^='/sign-in/sso']").GetAttribute("href"));
    }

    public static TheoryData<Type> PagesOfLinks => [typeof(VerifyPage), typeof(ResetPage), typeof(ConfirmEmailPage), typeof(CancelEmailPage), typeof(SignInLinkPage)];

    [Theory, MemberData(nameof(PagesOfLinks))]
    public void Opening_a_link_from_a_mail_does_nothing_until_its_button_is_pressed(Type type)
    {
        var page = Render(builder =>
        {
            builder.OpenComponent(0, type);
            builder.AddComponentParameter(1, "Token", Token);
            builder.CloseComponent();
        });
        Assert.Equal("post", page.Find("form").GetAttribute("method"));
        Assert.NotEmpty(page.FindAll("button[type=submit]"));
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_password_is_counted_but_never_blocked_by_rules_of_composition()
    {
        var box = Render<ResetPage>(p => p.Add(x => x.Token, Token)).Find("#password");
        Assert.Equal("new-password", box.GetAttribute("autocomplete"));
        Assert.Null(box.GetAttribute("pattern"));
        Assert.Null(box.GetAttribute("minlength"));
        Assert.Equal("12", box.GetAttribute("data-length"));
    }

    [Fact]
    public void An_invitation_says_who_invites_to_what_and_fixes_the_address()
    {
        Api.On("POST v1/invitations/look", new InvitationDetails("Tidewater Kayaks", "joao@tidewater.example", WorkspaceRole.Editor, "Ines Duarte", DateTimeOffset.MaxValue));
        var page = Render<InvitationPage>(p => p.Add(x => x.Token, Token));
        Assert.Equal("Join Tidewater Kayaks", page.Find("h1").TextContent);
        Assert.Contains("Ines Duarte invites you", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find("#email").HasAttribute("readonly"));
        Assert.Equal($"/sign-in?to=%2Finvitation%2F{Token}", page.Find("a[href^='/sign-in']").GetAttribute("href"));
    }

    [Fact]
    public void A_dead_invitation_says_so_and_what_to_do()
    {
        Api.Refuse("POST v1/invitations/look", HttpStatusCode.BadRequest, "token.invalid", "This invitation is unknown, used, taken back or expired. Ask for a new one.");
        var page = Render<InvitationPage>(p => p.Add(x => x.Token, Token));
        Assert.Contains("taken back or expired", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));
    }
}
