using Bunit;
using Toombos.Client;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Dashboard.Models;
using Toombos.Dashboard.Tests.Writing;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Models.ModelSamples;

namespace Toombos.Dashboard.Tests.Models;

/// <summary>Calls, newest first, each with its draft.</summary>
public class CallsPageTests : PageTest
{
    [Fact]
    public void Calls_say_who_asked_what_and_what_came_of_it_page_by_page()
    {
        var draft = Guid.NewGuid();
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[Harbour]).OnQuery("GET v1/models/calls", query => query.Contains("after=n1", StringComparison.Ordinal)
            ? new Page<ModelCall>([Call("older")], null)
            : new Page<ModelCall>([Call(draft: draft), Call("harbour-2", "It took longer than 120 seconds."), Call() with { InputTokens = 0, OutputTokens = 0, Milliseconds = 0 }, Call() with { Cached = true, Cost = 0, Milliseconds = 0, InputTokens = 0, OutputTokens = 0 }], "n1"));
        var page = Render<CallsPage>();
        var rows = page.WaitForElements("tbody tr").Select(r => r.TextContent).ToList();
        foreach (var said in (string[])["2 Nov 2026, 11:00", "Ada", "Subject lines", "subjects@1", "harbour-1", "Harbour AI", "1,200", "90", "$0.0036", "2.4 s", "Answered"]) Assert.Contains(said, rows[0], StringComparison.Ordinal);
        Assert.Equal($"/drafts/{draft}", page.Find("tbody a").GetAttribute("href"));
        Assert.Contains("It took longer than 120 seconds.", rows[1], StringComparison.Ordinal);
        Assert.Contains("Under way", rows[2], StringComparison.Ordinal);
        Assert.Contains("Remembered", rows[3], StringComparison.Ordinal);
        page.FindAll("button").Single(b => b.TextContent == "Show older").Click();
        page.WaitForAssertion(() => Assert.Contains("older", page.FindAll("tbody tr")[^1].TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Show older", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_a_draft_leads_to_its_piece()
    {
        var draft = WritingSamples.Draft();
        Api.On($"GET v1/drafts/{draft.Summary.Id}", draft);
        Render<DraftAddressPage>(p => p.Add(x => x.Id, draft.Summary.Id));
        Assert.Equal($"pieces/{draft.Summary.PieceId}/drafts/{draft.Summary.Id}", Address);
        Assert.Contains("no answer", Render<DraftAddressPage>(p => p.Add(x => x.Id, Guid.NewGuid())).WaitForElement(".trouble").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_calls_it_says_so()
    {
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[]).On("GET v1/models/calls", new Page<ModelCall>([], null));
        Assert.Contains("No model was asked yet", Render<CallsPage>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }
}
