using Microsoft.AspNetCore.Http;
using Toombos.Client.Audiences;
using Toombos.Client.Workspaces;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.Server.Features.Audiences;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>The page on which readers leave a list, as a browser shows it: for everyone, on every screen, by day and by night, in any brand's colours.</summary>
public sealed class ReaderPageTests(DemoSite site)
{
    static readonly Brand Loud = new() { Name = "Tidewater Kayaks and everything else that floats", Accent = "#FFE600", Background = "#00FF88" };

    static IEnumerable<string> Pages(Brand brand)
    {
        var (pages, reader) = (new UnsubscribePages(new DefaultHttpContext().Response), new ListReader(SubscriberState.Subscribed, "The monthly letter", brand));
        return [.. new[] { pages.Ask(reader), pages.Left(reader), pages.LeftEverything(reader), pages.Back(reader), pages.Full(reader), pages.Closed(reader), pages.Gone(), pages.Unknown() }.Select(p => p.ResponseContent!)];
    }

    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    [InlineData(320, false)]
    public async Task Every_page_for_readers_is_sound(int width, bool night)
    {
        await using var tab = await site.OpenAsync(new() { Width = width, Night = night }, signedIn: false);
        foreach (var html in Pages(new() { Name = "Tidewater" }).Concat(Pages(Loud)))
        {
            await tab.Page.SetContentAsync(html);
            await tab.AssertSoundAsync($"{await tab.Page.TitleAsync()} at {width}");
        }
    }
}
