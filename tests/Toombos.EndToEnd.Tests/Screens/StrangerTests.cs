using System.Net;
using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>A stranger makes an account and all that hangs on it, in the browser alone, on both databases.</summary>
public sealed class StrangerTests(DemoSite site)
{
    const string Password = "seven seals in the harbour", Colleague = "joao@tidewater.example", Owner = "ines@tidewater.example";

    [Theory, BothDatabases]
    public async Task A_stranger_signs_up_invites_a_colleague_uses_a_second_factor_and_calls_the_api(DatabaseKind kind)
    {
        await using var database = TestDatabase.Of(kind);
        await database.CreateAsync();
        await using var server = await ServerProcess.StartAsync(["--role", "all"], database.Settings);
        var mail = new Mailbox(database.Settings);
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;

        await SignUpAsync(tab, mail);
        await OnboardAsync(tab);
        await InviteAsync(tab);
        await AcceptAsync(server, mail);
        var secret = await MakeKeyAsync(tab);
        await CallAsync(server, secret);
        var app = await UseSecondFactorAsync(tab);

        await Button(page, "Sign out").ClickAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await SignInAsync(page, Owner);
        await Expect(page.GetByLabel("Code")).ToBeFocusedAsync();
        await tab.AssertSoundAsync("second factor");
        // The code that put the app in force is spent; the next one is let in early, as phones run fast.
        await page.GetByLabel("Code").FillAsync(app.CodeAt(TimeProvider.System.GetUtcNow().AddSeconds(30)));
        await Button(page, "Sign in").ClickAsync();
        await Expect(page.Locator(".workspace-name")).ToContainTextAsync("Tidewater");
    }

    static async Task SignUpAsync(Tab tab, Mailbox mail)
    {
        var page = tab.Page;
        await tab.GoAsync("/sign-in", isStatic: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Make an account" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Ines Duarte");
        await page.GetByLabel("Address").FillAsync(Owner);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("short");
        await Button(page, "Make the account").ClickAsync();
        await Expect(page.Locator("#password-error")).ToContainTextAsync("at least 12");
        await Expect(page.GetByLabel("Address")).ToHaveValueAsync(Owner);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await tab.AssertSoundAsync("sign-up");
        await Button(page, "Make the account").ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Check your mail");
        await tab.AssertSoundAsync("check your mail");

        await page.GotoAsync(await mail.NextLinkAsync(Owner, "/verify"));
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await tab.AssertSoundAsync("verify");
        await Button(page, "Confirm and sign in").ClickAsync();
        await page.WaitForURLAsync("**/welcome");
    }

    static async Task OnboardAsync(Tab tab)
    {
        var page = tab.Page;
        await tab.InteractiveAsync();
        await Expect(page.GetByLabel("Time zone")).Not.ToHaveValueAsync("");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Tidewater Kayaks");
        await tab.AssertSoundAsync("welcome");
        await Button(page, "Go on").ClickAsync();
        await page.WaitForURLAsync("**/welcome/brand");
        await Expect(page.GetByLabel("Name of the brand")).ToHaveValueAsync("Tidewater Kayaks");
        await tab.AssertSoundAsync("welcome, brand");
        await Button(page, "Go on").ClickAsync();
        await page.WaitForURLAsync("**/welcome/document");
        await tab.AssertSoundAsync("welcome, document");
        await Button(page, "Take the sample").ClickAsync();
        await page.WaitForURLAsync("**/create?source=*");
        await Expect(Button(page, "Write the drafts")).ToBeEnabledAsync();
    }

    static async Task InviteAsync(Tab tab)
    {
        var page = tab.Page;
        await tab.GoAsync("/settings/members");
        await Button(page, "Invite someone").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Address").FillAsync(Colleague);
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Reviewer") }).CheckAsync();
        await tab.AssertSoundAsync("invite");
        await Button(page, "Send the invitation").ClickAsync();
        await Expect(page.GetByText(Colleague).First).ToBeVisibleAsync();
        await tab.AssertSoundAsync("members");
    }

    async Task AcceptAsync(ServerProcess server, Mailbox mail)
    {
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.GoAsync(await mail.NextLinkAsync(Colleague, "/invitation"), isStatic: true);
        await Expect(Heading(page)).ToHaveTextAsync("Join Tidewater Kayaks");
        await tab.AssertSoundAsync("invitation");
        await page.GetByLabel("Your name").FillAsync("João Reis");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await Button(page, "Make an account and go on").ClickAsync();
        await Button(page, "Accept the invitation").ClickAsync();
        await Expect(page.Locator(".workspace-name")).ToContainTextAsync("Tidewater Kayaks");
        // A reviewer reads and decides, and writes nothing.
        await tab.GoAsync("/create");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Writing is for editors" })).ToBeVisibleAsync();
        await tab.AssertSoundAsync("not allowed");
    }

    static async Task<string> MakeKeyAsync(Tab tab)
    {
        var page = tab.Page;
        await tab.GoAsync("/settings/keys");
        await Button(page, "Make the first key").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Nightly build");
        await tab.AssertSoundAsync("make a key");
        await Button(page, "Make the key").ClickAsync();
        var secret = await page.Locator("#new-secret").InnerTextAsync();
        await tab.AssertSoundAsync("new key");
        await Button(page, "I have kept it").ClickAsync();
        await Expect(page.GetByText(secret)).ToHaveCountAsync(0);
        return secret;
    }

    static async Task CallAsync(ServerProcess server, string secret)
    {
        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", secret);
        using var sources = await http.GetAsync("/v1/sources", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, sources.StatusCode);
        using var refused = await http.DeleteAsync($"/v1/sources/{Guid.NewGuid()}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    static async Task<AuthenticatorApp> UseSecondFactorAsync(Tab tab)
    {
        var page = tab.Page;
        await tab.GoAsync("/account/security");
        await Button(page, "Set up an app").ClickAsync();
        var app = new AuthenticatorApp(await page.Locator("#authenticator-key").InnerTextAsync());
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Code").FillAsync(app.CodeAt(TimeProvider.System.GetUtcNow()));
        await tab.AssertSoundAsync("set up an app");
        await Button(page, "Put it in force").ClickAsync();
        await Expect(page.Locator("#codes")).ToBeVisibleAsync();
        await tab.AssertSoundAsync("recovery codes");
        await Button(page, "I have kept them").ClickAsync();
        await Expect(page.GetByText("In force")).ToBeVisibleAsync();
        return app;
    }

    static async Task SignInAsync(IPage page, string email)
    {
        await page.GetByLabel("Address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await Button(page, "Sign in").ClickAsync();
    }

    static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
