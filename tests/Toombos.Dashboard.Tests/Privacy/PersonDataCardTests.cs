using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Privacy;
using Toombos.Dashboard.Privacy;
using Toombos.Dashboard.Shell;

namespace Toombos.Dashboard.Tests.Privacy;

/// <summary>A person's own data: the export, what was agreed to, and the end of the account.</summary>
public class PersonDataCardTests : PageTest
{
    static readonly DateTimeOffset End = new(2026, 12, 10, 8, 0, 0, TimeSpan.Zero);

    IRenderedComponent<PersonDataCard> Open()
    {
        Api.On("GET v1/me/consents", (IReadOnlyList<Consent>)[new("terms", "2026-11", End, "203.0.113.7")]);
        var card = Render<PersonDataCard>();
        card.WaitForElement("details");
        return card;
    }

    [Fact]
    public void An_account_is_erased_by_the_typed_address_and_what_goes_with_it_is_said()
    {
        Api.On("POST v1/me/erase", new AccountErasure(End, ["Tidewater Kayaks"])).On("POST v1/me/keep", new AccountErasure(null, []));
        var card = Open();
        Assert.Contains("Terms and privacy notice, version 2026-11", card.Find("details").TextContent, StringComparison.Ordinal);
        Assert.True(card.Find("button.danger").HasAttribute("disabled"));
        card.Find("#erase-email").Input("INES@tidewater.example ");
        card.Find("form").Submit();
        card.WaitForElement("button.primary");
        Assert.Contains("10 Dec 2026", card.Find(".banner.pending").TextContent, StringComparison.Ordinal);
        Assert.Contains("Tidewater Kayaks", Assert.Single(Notices.All).Text, StringComparison.Ordinal);
        Assert.Equal(End, Services.GetRequiredService<CurrentPerson>().Value!.EraseAt);
        card.Find("button.primary").Click();
        card.WaitForElement("#erase-email");
        Assert.Null(Services.GetRequiredService<CurrentPerson>().Value!.EraseAt);
    }

    [Fact]
    public void The_last_owner_reads_what_to_do_first()
    {
        Api.Refuse("POST v1/me/erase", HttpStatusCode.Conflict, "account.last-owner", "You are the only owner of Tidewater Kayaks.");
        var card = Open();
        card.Find("#erase-email").Input("ines@tidewater.example");
        card.Find("form").Submit();
        card.WaitForAssertion(() => Assert.Contains("only owner", card.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_page_says_what_is_about_to_end()
    {
        var banner = Render<ErasureBanner>();
        Assert.Equal("", banner.Markup.Trim());
        await banner.InvokeAsync(() =>
        {
            Services.GetRequiredService<CurrentWorkspace>().Set(Tidewater with { EraseAt = End });
            Services.GetRequiredService<CurrentPerson>().Set(Ines with { EraseAt = End });
        });
        banner.WaitForAssertion(() => Assert.Equal(["/settings/data", "/account"], banner.FindAll("a").Select(a => a.GetAttribute("href"))));
    }
}
