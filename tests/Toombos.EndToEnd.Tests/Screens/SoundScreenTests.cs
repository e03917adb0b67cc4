using Toombos.EndToEnd.Tests.Browsing;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>Every screen at one width, by day and by night: no complaint, no sideways scroll, nothing for axe to find.</summary>
public abstract class SoundScreenTests(DemoSite site, int width)
{
    public static MatrixTheoryData<string, bool> Everywhere => new(DemoSite.ScreenNames, [false, true]);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task A_screen_is_sound(string screen, bool night)
    {
        await using var tab = await site.OpenAsync(new() { Width = width, Night = night });
        await tab.GoAsync(await site.PathOfAsync(screen));
        await tab.AssertSoundAsync($"{screen} at {width} by {(night ? "night" : "day")}");
    }
}

/// <summary>On a desk.</summary>
public sealed class WideScreenTests(DemoSite site) : SoundScreenTests(site, 1440);

/// <summary>On a phone.</summary>
public sealed class NarrowScreenTests(DemoSite site) : SoundScreenTests(site, 390);
