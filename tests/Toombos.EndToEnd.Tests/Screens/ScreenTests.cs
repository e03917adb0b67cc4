using Toombos.EndToEnd.Tests.Browsing;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>What holds for screens besides their soundness: titles, sign-in, content without scripts.</summary>
public sealed class ScreenTests(DemoSite site)
{
    [Theory, InlineData(1440, false), InlineData(390, true)]
    public async Task Signing_in_is_sound(int width, bool night)
    {
        await using var tab = await site.OpenAsync(new() { Width = width, Night = night }, signedIn: false);
        await tab.GoAsync("/sign-in", isStatic: true);
        await tab.AssertSoundAsync("sign-in");
        await tab.GoAsync("/sign-in/0123456789abcdef0123456789abcdef", isStatic: true);
        await tab.AssertSoundAsync("confirm sign-in");
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
        foreach (var screen in (string[])["home", "sources", "document", "create", "pieces", "piece", "newsletter", "social post", "channels", "settings"])
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
