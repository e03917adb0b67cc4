using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>Every screen at one width, by day and by night: no complaint, no sideways scroll, nothing for axe to find.</summary>
public abstract class SoundScreenTests(DemoSite site, int width)
{
    public static TheoryData<string> Everywhere => [.. DemoSite.ScreenNames];

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_screen_is_sound_by_day_and_by_night(string screen)
    {
        await using var tab = await site.OpenAsync(new() { Width = width });
        await tab.GoAsync(await site.PathOfAsync(screen));
        await tab.AssertSoundAsync($"{screen} at {width} by day");
        await tab.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await tab.AssertSoundAsync($"{screen} at {width} by night");
    }
}

/// <summary>On a desk.</summary>
public sealed class WideScreenTests(DemoSite site) : SoundScreenTests(site, 1440);

/// <summary>On a phone.</summary>
public sealed class NarrowScreenTests(DemoSite site) : SoundScreenTests(site, 390);
