using Microsoft.Playwright;
using Toombos.Client;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>A person has a program of theirs told what happens, sees that it does not listen, and has it told again.</summary>
public sealed class WebhookScreenTests(DemoSite site)
{
    [Fact]
    public async Task A_webhook_is_added_tried_mended_and_told_everything()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = TestDatabase.Of(DatabaseKind.Postgres);
        await database.CreateAsync();
        await using var sink = await HookSink.StartAsync();
        var deaf = true;
        sink.Answer = context =>
        {
            if (deaf) context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await using var server = await ServerProcess.StartAsync(["demo"], new Dictionary<string, string?>(database.Settings) { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1" });
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.SignInAsync(await server.SignInLinkAsync());
        await tab.GoAsync("/settings/webhooks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a webhook" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Helpdesk");
        await dialog.GetByLabel("Address").FillAsync(sink.Address);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Everything" }).ClickAsync();
        await tab.AssertSoundAsync("dialog of a new webhook");
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Add") }).ClickAsync();
        await Expect(page.GetByText("whsec_").First).ToBeVisibleAsync();
        await tab.AssertSoundAsync("signing key of a new webhook");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Link, new() { Name = "Helpdesk" }).ClickAsync();
        await page.WaitForURLAsync("**/settings/webhooks/*");
        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        await new ToombosClient(http).Documents.AddSourceAsync(new() { Name = "Field notes", Markdown = "# Notes\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" }, ct);
        // That it begins to fail is told to the page while one looks at it.
        await Expect(page.GetByText("Failing").First).ToBeVisibleAsync();
        await tab.AssertSoundAsync("failing webhook");

        deaf = false;
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(page.GetByText("What came of the test")).ToBeVisibleAsync();
        await Expect(page.GetByText("Failing")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await tab.GoAsync(new Uri(page.Url).AbsolutePath);
        await Expect(page.GetByText("Source added").First).ToBeVisibleAsync();
        await tab.AssertSoundAsync("log of a webhook");
    }
}
