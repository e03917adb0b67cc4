using Bunit;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Dashboard.Publishing;
using static Toombos.Dashboard.Tests.Publishing.LedgerSamples;

namespace Toombos.Dashboard.Tests.Publishing;

/// <summary>The ledger as a list: finding, and living.</summary>
public class PublicationsPageTests : PageTest
{
    IRenderedComponent<PublicationsPage> Open(params Publication[] all)
    {
        Api.On("GET v1/publications", new Page<Publication>(all, null)).On<IReadOnlyList<Channel>>("GET v1/channels", [Mail, Site]);
        var page = Render<PublicationsPage>();
        page.WaitForElement(".state-chips");
        return page;
    }

    [Fact]
    public void Filters_stand_in_the_address_and_the_api_does_the_finding()
    {
        GoTo($"/publications?search=hull&state=unknown&channel={Mail.Id}&to=2026-11-02");
        var page = Open(Publication(PublicationState.Unknown));
        var asked = Uri.UnescapeDataString(Api.Calls.Last(c => c.Call.StartsWith("GET v1/publications?", StringComparison.Ordinal)).Call);
        Assert.Contains("search=hull&state=Unknown", asked, StringComparison.Ordinal);
        Assert.Contains($"channelId={Mail.Id}", asked, StringComparison.Ordinal);
        Assert.Contains("to=2026-11-02T23:00:00", asked, StringComparison.Ordinal);
        Assert.Equal(Mail.Id.ToString(), page.Find("#ledger-channel option[selected]").GetAttribute("value"));
        Assert.Contains("Unknown", page.Find(".chip-link[aria-current]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_line_says_what_went_where_to_whom_and_how_it_stands()
    {
        var row = Open(Publication(PublicationState.Partial, new(0, 0, 0, 1190, 14, 0, 0)) with { Error = "The server takes 1,190 a day." }).Find(".ledger-row").TextContent;
        Assert.Contains("Harbour newsletter to “Paddlers”", row, StringComparison.Ordinal);
        Assert.Contains("1,190 of 1,204 people", row, StringComparison.Ordinal);
        Assert.Contains("In part", row, StringComparison.Ordinal);
        Assert.Contains("1,190 a day", row, StringComparison.Ordinal);
    }

    [Fact]
    public void What_happens_to_one_is_read_and_drawn_alone()
    {
        var other = Publication() with { Id = Guid.NewGuid(), Title = "Another" };
        var page = Open(Publication(PublicationState.Publishing, new(4, 0, 0, 0, 0, 0, 0)), other);
        var rows = page.FindComponents<PublicationRow>();
        var drawn = rows[1].RenderCount;
        Api.On($"GET v1/publications/{PublicationId}", Publication(counts: new(0, 0, 0, 4, 0, 0, 0)));
        Api.Tell("publication.changed", PublicationId);
        page.WaitForAssertion(() => Assert.Contains("Published", page.FindAll(".ledger-row .chips")[0].TextContent, StringComparison.Ordinal));
        Assert.Equal(drawn, rows[1].RenderCount);
        Assert.Equal(1, Api.Count("GET v1/publications?"));
    }

    [Fact]
    public void An_empty_ledger_leads_to_the_drafts() => Assert.Equal("/pieces", Open().Find(".empty a").GetAttribute("href"));
}
