using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>What a page costs: bytes to load it, and traffic while nobody does anything.</summary>
public sealed class WeightTests(DemoSite site, ITestOutputHelper output)
{
    const int FirstLoad = 260 * 1000;

    [Theory, InlineData("home"), InlineData("newsletter")]
    public async Task A_first_load_stays_small(string screen)
    {
        await using var tab = await site.OpenAsync();
        var network = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        var bytes = 0.0;
        network.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
        await network.SendAsync("Network.enable");
        await tab.GoAsync(await site.PathOfAsync(screen));
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        output.WriteLine($"{screen}: {bytes:0} bytes");
        Assert.InRange(bytes, 1, FirstLoad);
    }

    [Theory, InlineData("home"), InlineData("sources"), InlineData("newsletter edit"), InlineData("publications"), InlineData("jobs")]
    public async Task An_idle_page_asks_for_nothing(string screen)
    {
        await using var tab = await site.OpenAsync();
        await tab.GoAsync(await site.PathOfAsync(screen));
        await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await tab.Page.WaitForTimeoutAsync(1000);
        var before = tab.Traffic;
        await tab.Page.WaitForTimeoutAsync(5000);
        // The socket itself sends a sign of life now and then.
        Assert.InRange(tab.Traffic - before, 0, 2);
    }
}
