using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>A person has rules learned from texts, tries them, makes a voice of them, and sees it beside the built-in ones.</summary>
public sealed class VoiceScreenTests(DemoSite site)
{
    const string Letters = """
        We finished the new colour last week. It is a calm grey, and you can see it at the harbour. Our oven holds its heat now.
        You won't notice, but your boat will. We are there on Saturday. Bring a friend.

        ---

        We lay up one hull at a time. You can see who did it. The name is under the seat. We sign every one.
        Your boat knows its people. Come and meet them.
        """;

    [Fact]
    public async Task A_voice_is_learned_tried_made_and_chosen()
    {
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        await database.CreateAsync();
        await using var server = await ServerProcess.StartAsync(["demo"], database.Settings);
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.SignInAsync(await server.SignInLinkAsync());
        await tab.GoAsync("/settings/voices/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Letters");
        await page.GetByLabel("Your texts").FillAsync(Letters);
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose rules" }).ClickAsync();
        await Expect(page.GetByText("Found in 2 texts of 12 sentences")).ToBeVisibleAsync();
        await tab.AssertSoundAsync("rules found in texts");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take the") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Spinbutton, new() { Name = "Exclamation marks" })).ToHaveValueAsync("0");

        await page.GetByLabel("A text", new() { Exact = true }).FillAsync("We sell cheap boats! You will like them.");
        await Expect(page.GetByText("Checked: it breaks 1 rule.")).ToBeVisibleAsync();
        await page.GetByLabel("Words it does not say").FillAsync("cheap → good value");
        await Expect(page.GetByText("Say “good value” for “cheap”.")).ToBeVisibleAsync();
        await tab.AssertSoundAsync("a text held against rules");

        await page.GetByRole(AriaRole.Button, new() { Name = "Make the voice" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await tab.GoAsync("/create");
        await page.GetByLabel("Voice").SelectOptionAsync("letters");
    }
}
