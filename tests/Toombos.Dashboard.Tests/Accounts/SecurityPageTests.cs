using System.Net;
using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Dashboard.Accounts;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Tests.Accounts;

/// <summary>The second factor, the sessions, and the question whether it is still the same person.</summary>
public class SecurityPageTests : PageTest
{
    static readonly SessionSummary Here = new()
    {
        Id = Guid.NewGuid(), Kind = SessionKind.Dashboard, CreatedAt = Tidewater.CreatedAt, LastSeenAt = Tidewater.CreatedAt, ExpiresAt = DateTimeOffset.MaxValue, Address = "203.0.113.7",
        Device = "Firefox on Linux", Methods = ["password", "authenticator"], Current = true,
    };

    static readonly SessionSummary There = Here with { Id = Guid.NewGuid(), Current = false, Device = "curl", Kind = SessionKind.Api };

    IRenderedComponent<SecurityPage> Open()
    {
        Api.On("GET v1/me/passkeys", (IReadOnlyList<Passkey>)[]).On("GET v1/me/sessions", (IReadOnlyList<SessionSummary>)[Here, There]).On("GET v1/me/events", new Page<AccountEvent>([], null));
        var page = Render<SecurityPage>();
        page.WaitForElement("#sessions-title");
        return page;
    }

    [Fact]
    public void The_session_in_use_is_marked_and_can_not_be_ended_by_mistake()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[aria-labelledby=sessions-title] .line").Count));
        var lines = page.FindAll("[aria-labelledby=sessions-title] .line");
        Assert.Contains("This one", lines[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("password and authenticator app", lines[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(lines[0].QuerySelectorAll("button"));
        Assert.NotEmpty(lines[1].QuerySelectorAll("button"));
    }

    [Fact]
    public void The_qr_code_is_a_picture_and_recovery_codes_are_shown_once()
    {
        const string svg = "<svg onload=\"alert(1)\"></svg>";
        Api.On("POST v1/me/authenticator", new AuthenticatorSetup("ABCD EFGH", "otpauth://totp/x", svg)).On("POST v1/me/authenticator/confirm", new RecoveryCodes(["AAAA-1", "BBBB-2"]));
        var page = Open();
        page.Find("[aria-labelledby=authenticator-title] button").Click();
        Assert.Equal("data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg)), page.WaitForElement(".qr img").GetAttribute("src"));
        Assert.DoesNotContain("<svg onload", page.Markup, StringComparison.Ordinal);
        page.Find("#setup-code").Input("123456");
        page.Find("dialog form").Submit();
        Assert.Equal("AAAA-1\nBBBB-2", page.WaitForElement("#codes").TextContent);
        page.FindAll("dialog button").Single(b => b.TextContent == "I have kept them").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("AAAA-1", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void An_action_that_wants_a_recent_sign_in_asks_and_goes_on_by_itself()
    {
        var dialog = Render<ConfirmIdentityDialog>();
        var page = Open();
        Api.Refuse("POST v1/me/authenticator", HttpStatusCode.Forbidden, "session.stale", "Show that it is you first.");
        page.Find("[aria-labelledby=authenticator-title] button").Click();
        dialog.WaitForElement("#identity-password").Input("a wrong one");
        Api.Refuse("POST v1/me/confirm", HttpStatusCode.Unauthorized, "sign-in.refused", "This is not your password.");
        dialog.Find("form").Submit();
        dialog.WaitForAssertion(() => Assert.Contains("not your password", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        Api.On("POST v1/me/confirm", "").On("POST v1/me/authenticator", new AuthenticatorSetup("ABCD EFGH", "otpauth://totp/x", "<svg/>"));
        dialog.Find("#identity-password").Input("the right one");
        dialog.Find("form").Submit();
        page.WaitForElement(".qr img");
        Assert.Empty(Notices.All);
    }

    [Fact]
    public void Who_would_rather_not_say_who_they_are_does_nothing_and_is_not_scolded()
    {
        var dialog = Render<ConfirmIdentityDialog>();
        var page = Open();
        Api.Refuse("POST v1/me/authenticator", HttpStatusCode.Forbidden, "session.stale", "Show that it is you first.");
        page.Find("[aria-labelledby=authenticator-title] button").Click();
        dialog.WaitForElement("#identity-password");
        dialog.FindAll("button").Single(b => b.TextContent == "Cancel").Click();
        page.WaitForAssertion(() => Assert.False(page.Find("[aria-labelledby=authenticator-title] button").HasAttribute("disabled")));
        Assert.Empty(Notices.All);
        Assert.Single(Api.Calls, c => c.Call == "POST v1/me/authenticator");
    }

    [Fact]
    public void With_an_authenticator_the_question_is_for_its_code()
    {
        Api.On("GET v1/me", Ines with { HasAuthenticator = true, RecoveryCodesLeft = 2 });
        var dialog = Render<ConfirmIdentityDialog>();
        dialog.InvokeAsync(() => Services.GetRequiredService<IdentityCheck>().AskAsync());
        Assert.Equal("one-time-code", dialog.WaitForElement("#identity-code").GetAttribute("autocomplete"));
    }

    [Theory]
    [InlineData("password-changed", "The password was changed")]
    [InlineData("something-new", "something new")]
    public void What_happened_is_told_in_words(string kind, string words) => Assert.Equal(words, EventsCard.Said(kind));
}
