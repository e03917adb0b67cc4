using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Publishing;
using Toombos.Dashboard.Publishing;
using static Toombos.Dashboard.Tests.Publishing.LedgerSamples;

namespace Toombos.Dashboard.Tests.Publishing;

/// <summary>One publication: how it stands, its deliveries, and what a person can do and say.</summary>
public class PublicationPageTests : PageTest
{
    IRenderedComponent<PublicationPage> Open(Publication it, params Delivery[] deliveries)
    {
        Api.On($"GET v1/publications/{it.Id}", it).On($"GET v1/publications/{it.Id}/deliveries", new Page<Delivery>(deliveries, null));
        var page = Render<PublicationPage>(p => p.Add(x => x.Id, it.Id));
        page.WaitForElement("[aria-label=Deliveries]");
        return page;
    }

    static readonly DeliveryCounts SomeUnknown = new(0, 0, 0, 1180, 14, 3, 7);

    [Theory]
    [InlineData(PublicationState.Published, "It reached all 1,204 people.")]
    [InlineData(PublicationState.Unknown, "Of 7 people nobody knows whether it arrived.")]
    [InlineData(PublicationState.Partial, "It reached 1,180 of 1,204 people: 14 failed, 3 cancelled, 7 unknown.")]
    [InlineData(PublicationState.Cancelled, "It was called off before anything was sent.")]
    public void How_it_stands_is_said_in_words(PublicationState state, string words) =>
        Assert.Contains(words, Open(Publication(state, state == PublicationState.Published ? null : SomeUnknown)).Find(".lead").TextContent, StringComparison.Ordinal);

    [Fact]
    public void What_changed_a_post_says_which_one_with_its_date()
    {
        var earlier = Publication(kind: "mastodon") with { Id = Guid.NewGuid(), FinishedAt = At("10:00:01") };
        Api.On($"GET v1/publications/{earlier.Id}", earlier);
        var link = Open(Publication(kind: "mastodon") with { UpdateOf = earlier.Id }).WaitForElement($".covers a[href='/publications/{earlier.Id}']");
        Assert.StartsWith("The post of", link.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 Nov", link.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_of_the_bar_lead_to_the_deliveries_in_that_state()
    {
        GoTo($"/publications/{PublicationId}?deliveries=failed");
        var page = Open(Publication(PublicationState.Partial, SomeUnknown));
        Assert.Equal(["All 1,204", "Confirmed 1,180", "Unknown 7", "Failed 14", "Cancelled 3"], page.FindAll(".ledger-legend a").Select(a => string.Join(' ', a.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
        Assert.Contains("Failed", page.Find(".ledger-legend [aria-current]").TextContent, StringComparison.Ordinal);
        Assert.Contains(Api.Calls, c => c.Call == $"GET v1/publications/{PublicationId}/deliveries?state=Failed&limit=50");
        // Bars need no words: their parts add up to the whole.
        Assert.Equal(100, page.FindAll(".stacked")[0].QuerySelectorAll("rect[class^=part]").Sum(r => double.Parse(r.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture)), 1);
    }

    [Fact]
    public void A_delivery_opens_to_its_tries_and_the_answers()
    {
        Api.On($"GET v1/deliveries/{DeliveryId}", new DeliveryDetails(Delivery(), [new(1, At("10:00:00"), new('c', 64), "node-1", At("10:00:02"), "rejected", DeliveryProblem.Content, "550 <b>No</b>")]));
        var page = Open(Publication(), Delivery());
        Assert.Equal(0, Api.Count("GET v1/deliveries"));
        page.Find("[aria-expanded]").Click();
        Assert.Equal("550 <b>No</b>", page.WaitForElement(".answer").TextContent);
        Assert.Contains("answered after 2 s", page.Find(".attempts").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[aria-expanded]").GetAttribute("aria-expanded"));
    }

    [Theory]
    [InlineData("It is there", UnknownAnswer.ItIsThere, "Nothing is sent", "itIsThere")]
    [InlineData("Send again", UnknownAnswer.SendAgain, "it will be there twice", "sendAgain")]
    public void What_is_unknown_is_settled_by_a_person_who_is_told_what_that_means(string button, UnknownAnswer answer, string meaning, string word)
    {
        Assert.True(Enum.IsDefined(answer));
        var page = Open(Publication(PublicationState.Unknown, SomeUnknown), Delivery(DeliveryState.Unknown));
        Api.On($"POST v1/deliveries/{DeliveryId}/resolve", Delivery());
        page.FindAll(".delivery .actions button").Single(b => b.TextContent.StartsWith(button, StringComparison.Ordinal)).Click();
        Assert.Contains(meaning, page.Find("#resolve-title").ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("reader@mail.example", page.Find(".modal-body").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("POST"));
        Api.On($"GET v1/publications/{PublicationId}", Publication());
        page.Find(".modal-foot .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("It reached all", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Contains($"\"{word}\"", Api.Calls.Single(c => c.Call.StartsWith("POST", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void All_unknown_ones_can_be_settled_at_once()
    {
        var page = Open(Publication(PublicationState.Unknown, SomeUnknown));
        Api.On($"POST v1/publications/{PublicationId}/resolve", Publication());
        page.FindAll(".unknown-card button")[1].Click();
        Assert.Equal("Send again to 7 people", page.Find(".modal-foot .primary").TextContent.Trim());
        page.Find(".modal-foot .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("sendAgain", Api.Calls.Single(c => c.Call.StartsWith("POST", StringComparison.Ordinal)).Body, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_answer_is_said_in_the_dialog()
    {
        var page = Open(Publication(PublicationState.Unknown, SomeUnknown));
        Api.Refuse($"POST v1/publications/{PublicationId}/resolve", HttpStatusCode.Conflict, "publication.nothing-unknown", "Nothing of it is unknown any more.");
        page.FindAll(".unknown-card button")[0].Click();
        page.Find(".modal-foot .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Nothing of it is unknown", page.Find(".modal [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Trying_again_names_how_many_where_and_whom()
    {
        var page = Open(Publication(PublicationState.Partial, new(0, 0, 0, 1190, 14, 0, 0)) with { Error = "It answered 401.", Problem = DeliveryProblem.Auth });
        Assert.Equal("/channels", page.Find(".banner a").GetAttribute("href"));
        Api.On($"POST v1/publications/{PublicationId}/retry", Publication());
        page.Find(".page-head .primary").Click();
        Assert.Contains("Harbour newsletter to people of “Paddlers”: 14 people", page.Find(".modal-body").TextContent, StringComparison.Ordinal);
        page.Find(".modal-foot .primary").Click();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("POST v1/publications")));
    }

    [Fact]
    public void What_is_planned_can_be_called_off()
    {
        var page = Open(Publication(PublicationState.Planned, new(1204, 0, 0, 0, 0, 0, 0)));
        Api.On($"POST v1/publications/{PublicationId}/cancel", Publication()).On($"GET v1/publications/{PublicationId}", Publication(PublicationState.Cancelled, new(0, 0, 0, 0, 0, 1204, 0)));
        page.Find(".page-head .danger").Click();
        page.Find(".modal-foot .danger").Click();
        page.WaitForAssertion(() => Assert.Contains("called off", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".page-head .danger"));
    }

    [Fact]
    public void It_lives_while_it_runs()
    {
        var page = Open(Publication(PublicationState.Publishing, new(1204, 0, 0, 0, 0, 0, 0)));
        Api.On($"GET v1/publications/{PublicationId}", Publication(PublicationState.Publishing, new(804, 0, 0, 400, 0, 0, 0))).On($"GET v1/publications/{PublicationId}/deliveries", new Page<Delivery>([Delivery()], null));
        Api.Tell("publication.changed", PublicationId);
        page.WaitForAssertion(() => Assert.Contains("400 of 1,204 people so far", page.Find(".lead").TextContent, StringComparison.Ordinal));
        page.WaitForElement(".delivery");
    }

    [Theory]
    [InlineData("https://tidewater.example/a", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("not an address", false)]
    public void Only_addresses_of_the_web_become_links(string address, bool linked) =>
        Assert.Equal(linked, Open(Publication() with { Address = address }).FindAll("a[target=_blank]").Count > 0);

    [Fact]
    public void Viewers_see_the_ledger_and_no_buttons()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(Publication(PublicationState.Unknown, SomeUnknown), Delivery(DeliveryState.Unknown));
        Assert.Empty(page.FindAll(".page-head button, .unknown-card button, .delivery .actions"));
        Assert.Contains("Somebody who may publish has to say.", page.Find(".unknown-card").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_can_be_taken_away_goes_only_after_a_question(bool removable)
    {
        Api.On($"POST v1/publications/{PublicationId}/withdraw", Publication() with { Withdraws = true });
        var page = Open(Publication() with { Removable = removable });
        var offered = page.FindAll(".page-head button").Where(b => b.TextContent.Contains("Take it down", StringComparison.Ordinal)).ToList();
        Assert.Equal(removable, offered.Count == 1);
        if (!removable) return;
        offered[0].Click();
        Assert.DoesNotContain(Api.Calls, c => c.Call.EndsWith("/withdraw", StringComparison.Ordinal));
        page.WaitForElement("dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == $"POST v1/publications/{PublicationId}/withdraw"));
    }
}
