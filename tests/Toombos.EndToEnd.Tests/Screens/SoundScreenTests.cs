using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>Every screen on a desk and on a phone, by day and by night: no complaint, no sideways scroll, nothing for axe to find.</summary>
public sealed class SoundScreenTests(DemoSite site)
{
    public static TheoryData<string> Everywhere => [.. DemoSite.ScreenNames];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_screen_is_sound_wide_and_narrow_by_day_and_by_night(string screen)
    {
        await using var tab = await site.OpenAsync();
        await tab.GoAsync(await site.PathOfAsync(screen));
        foreach (var width in (int[])[1440, 390])
        {
            await tab.Page.SetViewportSizeAsync(width, 900);
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await tab.AssertSoundAsync($"{screen} at {width} by day");
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await tab.AssertColoursAsync($"{screen} at {width} by night");
        }
    }
}
