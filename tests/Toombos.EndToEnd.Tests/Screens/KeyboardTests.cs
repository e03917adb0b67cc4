using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>Everything can be done without a mouse, and the focus can always be seen.</summary>
public sealed class KeyboardTests(DemoSite site)
{
    [Fact]
    public async Task A_page_starts_at_its_heading_and_a_link_skips_the_navigation()
    {
        await using var tab = await site.OpenAsync();
        await tab.GoAsync("/sources");
        Assert.Equal("H1", await tab.Page.EvaluateAsync<string>("() => document.activeElement.tagName"));
        await tab.Page.GetByText("Skip to content").FocusAsync();
        await Expect(tab.Page.GetByText("Skip to content")).ToBeInViewportAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator("#content")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_palette_leads_anywhere_and_esc_gives_the_focus_back()
    {
        await using var tab = await site.OpenAsync();
        var page = tab.Page;
        await tab.GoAsync("/");
        await Expect(page.Locator("[aria-keyshortcuts]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Chann");
        await Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Channels");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/channels$"));
    }

    [Fact]
    public async Task Drafts_are_written_without_a_mouse()
    {
        await using var tab = await site.OpenAsync();
        var page = tab.Page;
        await tab.GoAsync("/create");
        await TabToAsync(page, "main button", "Write the drafts");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/pieces/*");
        await Expect(page.Locator("main a[href*='/drafts/']").First).ToBeVisibleAsync();
        await TabToAsync(page, "main a[href*='/drafts/']", "");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/drafts/*");
        await Expect(page.Locator("main .tabs")).ToBeVisibleAsync();
        await TabToAsync(page, "main .tabs a", "Sources");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**view=sources");
    }

    [Theory, InlineData("document"), InlineData("newsletter sources"), InlineData("settings")]
    public async Task The_focus_can_be_seen_at_every_stop(string screen)
    {
        await using var tab = await site.OpenAsync();
        await tab.GoAsync(await site.PathOfAsync(screen));
        for (var i = 0; i < 25; i++)
        {
            await tab.Page.Keyboard.PressAsync("Tab");
            var unseen = await tab.Page.EvaluateAsync<string?>("""
                () => {
                  const e = document.activeElement
                  if (!e || e === document.body || e.tagName === 'IFRAME' || e.tabIndex < 0) return null
                  const style = getComputedStyle(e), box = e.getBoundingClientRect()
                  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
                  return ring && box.width > 0 && box.height > 0 ? null : e.outerHTML.slice(0, 200)
                }
                """);
            Assert.Null(unseen);
        }
    }

    static async Task TabToAsync(IPage page, string selector, string text)
    {
        for (var i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("([selector, text]) => document.activeElement.matches(selector) && document.activeElement.innerText.includes(text)", new[] { selector, text })) return;
        }
        Assert.Fail($"120 presses of Tab never reached '{text}'.");
    }
}
