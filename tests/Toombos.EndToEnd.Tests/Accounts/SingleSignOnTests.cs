using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.SingleSignOn;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Accounts;

/// <summary>Single sign-on the whole way in a real browser: set up by an owner, used by a colleague who never had an account.</summary>
public sealed class SingleSignOnTests(DemoSite site)
{
    [Fact]
    public async Task An_owner_sets_it_up_and_a_colleague_comes_in()
    {
        await using var names = new NameServer();
        await using var database = new SqliteTestDatabase();
        await using var server = await ServerProcess.StartAsync(["demo"], new Dictionary<string, string?>(database.Settings)
        {
            ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["SingleSignOn:NameServers:0"] = names.Address,
        });
        await using var issuer = new IssuerProcess(await server.AddressAsync());
        await issuer.InitializeAsync();

        await using (var owner = await site.OpenElsewhereAsync(server))
        {
            await owner.SignInAsync(await server.SignInLinkAsync());
            await SetUpAsync(owner, issuer, names);
        }
        await using var colleague = await site.OpenElsewhereAsync(server, new() { Width = 390 });
        await colleague.GoAsync("/sign-in/sso", isStatic: true);
        await colleague.AssertSoundAsync("single sign-on");
        await colleague.Page.GetByLabel("Address at work").FillAsync("ada@harbour.example");
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await colleague.Page.GetByPlaceholder("and password").FillAsync("any");
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await colleague.Page.WaitForURLAsync(await server.AddressAsync() + "/", new() { WaitUntil = WaitUntilState.Commit, Timeout = 60_000 });
        await colleague.GoAsync("/account");
        await Expect(colleague.Page.GetByRole(AriaRole.Main).GetByText("ada@harbour.example").First).ToBeVisibleAsync();
    }

    static async Task SetUpAsync(Tab tab, IssuerProcess issuer, NameServer names)
    {
        await tab.GoAsync("/settings/sso");
        await tab.AssertSoundAsync("single sign-on before it is set up");
        await tab.Page.GetByLabel("Issuer").FillAsync(issuer.Address + "/elsewhere");
        await tab.Page.GetByLabel("Client id").FillAsync("toombos");
        await tab.Page.GetByLabel("Client secret").FillAsync(IssuerProcess.Secret);
        await tab.Page.GetByLabel("Mail domains").FillAsync("harbour.example");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();
        await Expect(tab.Page.GetByText("This provider can't be used. It answered 404")).ToBeVisibleAsync();
        await tab.Page.GetByLabel("Issuer").FillAsync(issuer.Address);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Set up" }).ClickAsync();

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Check now for harbour.example" }).ClickAsync();
        await Expect(tab.Page.GetByText("There is no TXT record")).ToBeVisibleAsync();
        names.Texts["_toombos.harbour.example"] = [await tab.Page.Locator("#txt-value-0").InnerTextAsync()];
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Check now for harbour.example" }).ClickAsync();
        await Expect(tab.Page.GetByText("Not proven yet")).ToBeHiddenAsync();
        await tab.Page.GetByLabel("Members with an address in these domains").CheckAsync();
        await Expect(tab.Page.GetByText("Try it yourself first")).ToBeVisibleAsync();
        await tab.AssertSoundAsync("single sign-on in force");
        await tab.Page.SetViewportSizeAsync(390, 800);
        await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await tab.AssertSoundAsync("single sign-on, narrow and at night");
    }
}
