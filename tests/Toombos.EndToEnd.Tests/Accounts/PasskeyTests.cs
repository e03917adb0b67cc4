using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Accounts;

/// <summary>Passkeys in a real browser, with the authenticator that it has for tests.</summary>
public sealed class PasskeyTests(DemoSite site)
{
    [Fact]
    public async Task A_passkey_is_made_named_used_and_removed()
    {
        await using var database = new SqliteTestDatabase();
        await using var server = await ServerProcess.StartAsync(["demo"], database.Settings);
        // Browsers bind passkeys to names, and take this one for safe without https.
        await using var tab = await site.OpenElsewhereAsync(server, host: "localhost");
        var devtools = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await tab.SignInAsync(new Uri(await server.SignInLinkAsync()).PathAndQuery);

        await tab.GoAsync("/account/security");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await tab.Page.GetByLabel("Name of the passkey").FillAsync("Laptop at the harbour");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByText("Laptop at the harbour").First).ToBeVisibleAsync();
        await tab.AssertSoundAsync("security with a passkey");
        // The same device has one already, and says so.
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(tab.Page.GetByText("This device has a passkey for your account already.")).ToBeVisibleAsync();

        await tab.Page.Context.ClearCookiesAsync();
        await tab.GoAsync("/sign-in?to=%2Faccount%2Fsecurity", isStatic: true);
        await tab.AssertSoundAsync("sign-in with a passkey");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/account/security");
        await tab.GoAsync("/account/security");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Laptop at the harbour" }).ClickAsync();
        await Expect(tab.Page.GetByText("You have none yet.")).ToBeVisibleAsync();

        await tab.Page.Context.ClearCookiesAsync();
        await tab.GoAsync("/sign-in", isStatic: true);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(tab.Page.GetByText("That passkey did not sign you in.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_a_script_there_is_no_button_that_could_not_work()
    {
        await using var tab = await site.OpenAsync(signedIn: false);
        await tab.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await tab.GoAsync("/sign-in", isStatic: true);
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" })).ToBeHiddenAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
    }
}
