using Microsoft.Playwright;
using Toombos.Client;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>A person connects a provider, tests it, puts its models in order with the keyboard, sets a cap, and sees what was asked and what it cost.</summary>
public sealed class ModelScreenTests(DemoSite site)
{
    [Fact]
    public async Task A_provider_is_connected_tested_put_in_order_and_its_calls_are_seen()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = TestDatabase.Of(DatabaseKind.Postgres);
        await database.CreateAsync();
        await using var sink = await ModelSink.StartAsync();
        sink.Answer = _ => new("ready");
        await using var server = await ServerProcess.StartAsync(["demo"], new Dictionary<string, string?>(database.Settings) { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1" });
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.SignInAsync(await server.SignInLinkAsync());
        await tab.GoAsync("/settings/models");
        await Expect(page.GetByText("Everything works without a model")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect a provider" }).ClickAsync();
        await page.Locator("input[value=own]").CheckAsync();
        await page.Locator("#provider-name").FillAsync("Harbour AI");
        await page.Locator("#provider-address").FillAsync(sink.OpenAi);
        await page.Locator("#provider-key").FillAsync("sk-harbour");
        await page.Locator("#model-name-1").FillAsync("harbour-1");
        await page.Locator("#model-out-1").FillAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a model" }).ClickAsync();
        await page.Locator("#model-name-2").FillAsync("harbour-2");
        await tab.AssertSoundAsync("dialog of a new provider");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Connect", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Harbour AI" }).ClickAsync();
        await Expect(page.Locator(".model-checks .answer").First).ToHaveTextAsync("ready");
        await tab.AssertSoundAsync("tested provider");

        await tab.GoAsync("/settings/models/routes");
        await page.Locator("#route-draft-add").SelectOptionAsync(new SelectOptionValue { Label = "harbour-2 · Harbour AI" });
        await page.Locator("[aria-labelledby=route-draft] .route-add button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask harbour-2 earlier" }).FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(page.Locator("[aria-labelledby=route-draft] .route-name strong").First).ToHaveTextAsync("harbour-2");
        await Expect(page.Locator(".route-stop:focus")).ToContainTextAsync("harbour-2");
        await tab.AssertSoundAsync("routes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the routes" }).ClickAsync();
        await Expect(page.GetByText("The routes are saved.")).ToBeVisibleAsync();

        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var client = new ToombosClient(http);
        var draft = (await client.Writing.ListPiecesAsync(ct: ct)).Items[0].Drafts[0].Id;
        await client.Writing.WriteDraftAsync(draft, ct: ct);
        await Eventually.SatisfiesAsync(() => client.Models.ListCallsAsync(ct: ct), calls => calls.Items.Count >= 4 && calls.Items.All(c => c.Milliseconds > 0));

        await tab.GoAsync("/settings/models/spending?by=model");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "harbour-1 · Harbour AI" }).Or(page.GetByRole(AriaRole.Rowheader, new() { Name = "harbour-1 · Harbour AI" }))).ToBeVisibleAsync();
        await page.Locator("#cap-month").FillAsync("20");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the caps" }).ClickAsync();
        await Expect(page.GetByText("of $20.00")).ToBeVisibleAsync();
        await tab.AssertSoundAsync("spending");
        await tab.GoAsync("/settings/models/calls");
        await tab.AssertSoundAsync("calls");
        await page.GetByRole(AriaRole.Link, new() { Name = "Drafts" }).First.ClickAsync();
        await page.WaitForURLAsync($"**/pieces/*/drafts/{draft}");
    }
}
