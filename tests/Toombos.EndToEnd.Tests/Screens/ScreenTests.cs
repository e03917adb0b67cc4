using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>What holds for screens besides their soundness: titles, sign-in, content without scripts.</summary>
public sealed class ScreenTests(DemoSite site)
{
    const string Token = "0123456789abcdef0123456789abcdef";

    public static MatrixTheoryData<string, int> BeforeSignIn => new(
        [
            "/sign-in", "/sign-in/link", "/sign-in/" + Token, "/sign-in/sso", "/sign-up", "/verify", "/verify/" + Token, "/forgot", "/reset/" + Token,
            "/email/confirm/" + Token, "/email/cancel/" + Token, "/invitation/" + Token, "/sign-in?problem=ended",
        ], [1440, 390]);

    /// <summary>Wide by day, narrow by night.</summary>
    [Theory, MemberData(nameof(BeforeSignIn))]
    public async Task Pages_before_sign_in_are_sound(string path, int width)
    {
        await using var tab = await site.OpenAsync(new() { Width = width, Night = width < 1000 }, signedIn: false);
        await tab.GoAsync(path, isStatic: true);
        await tab.AssertSoundAsync($"{path} at {width}");
    }

    [Fact]
    public async Task Signing_in_works_without_scripts_and_says_what_is_wrong()
    {
        await using var tab = await site.OpenAsync(signedIn: false);
        await tab.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await tab.Page.GotoAsync("/sign-in?to=%2Fsources");
        await tab.Page.GetByLabel("Address").FillAsync("nobody@tidewater.example");
        await tab.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("not the password");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not match");
        await Expect(tab.Page.GetByLabel("Address")).ToHaveValueAsync("nobody@tidewater.example");
        await Expect(tab.Page.GetByLabel("Password", new() { Exact = true })).ToHaveValueAsync("");
        Assert.EndsWith("/sign-in?to=%2Fsources", tab.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_led_to_sign_in()
    {
        await using var tab = await site.OpenAsync(signedIn: false);
        await tab.GoAsync("/sources", isStatic: true);
        Assert.Contains("/sign-in", tab.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_screen_has_a_title_of_its_own()
    {
        await using var tab = await site.OpenAsync();
        var titles = new Dictionary<string, string>();
        foreach (var screen in (string[])["home", "sources", "document", "create", "pieces", "piece", "newsletter", "social post", "media", "audiences", "audience", "channels", "limits", "publications", "calendar", "stale", "stale text", "jobs", "settings", "members", "keys", "single sign-on", "usage", "audit log", "data", "webhooks", "webhook", "connections", "models", "model routes", "model spending", "model calls", "prompts", "prompt", "evaluations", "chains", "chain", "voices", "voice", "new voice", "account", "security", "welcome", "welcome brand", "welcome document"])
        {
            await tab.GoAsync(await site.PathOfAsync(screen));
            titles[screen] = await tab.Page.TitleAsync();
        }
        Assert.Equal(titles.Count, titles.Values.Distinct().Count());
        Assert.All(titles.Values, Assert.NotEmpty);
    }

    [Fact]
    public async Task A_page_has_its_content_before_any_script_runs()
    {
        await using var tab = await site.OpenAsync();
        await tab.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await tab.Page.GotoAsync(await site.PathOfAsync("document"));
        Assert.Contains("Tidewater", await tab.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
