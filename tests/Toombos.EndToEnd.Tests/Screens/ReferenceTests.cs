using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>The reference pages work under their content policy, and load nothing from anywhere else.</summary>
public sealed class ReferenceTests(DemoSite site)
{
    [Fact]
    public async Task The_reference_shows_the_api_with_nothing_from_elsewhere()
    {
        await using var tab = await site.OpenAsync(new());
        var elsewhere = new List<string>();
        tab.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" }) elsewhere.Add(request.Url);
        };
        await tab.GoAsync("/docs/", isStatic: true);
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Toombos API" }).First).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Documents" }).First).ToBeVisibleAsync();
        Assert.Empty(elsewhere);
        Assert.Empty(tab.Complaints);
    }
}
