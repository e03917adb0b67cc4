using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Audiences;
using Toombos.Dashboard.Audiences;

namespace Toombos.Dashboard.Tests.Audiences;

/// <summary>Lists and the people on them: nobody is brought in without a look first, and nobody sees addresses who may not.</summary>
public class AudiencePageTests : PageTest
{
    static readonly Audience Letter = new()
    {
        Id = Guid.Parse("33333333-3333-7333-8333-333333333333"), Name = "The letter", Description = "Everyone who asked", Counts = new(2, 1, 0), CreatedAt = Tidewater.CreatedAt, CreatedBy = "Ines Duarte", Version = 4,
    };

    static readonly Subscriber Ada = new()
    {
        Id = Guid.NewGuid(), AudienceId = Letter.Id, Email = "ada@readers.example", Name = "Ada Lind", State = SubscriberState.Subscribed, CreatedAt = Tidewater.CreatedAt,
        Consent = new(ConsentSource.Import, "Ines Duarte", "Signed up at the fair", Tidewater.CreatedAt),
    };

    static readonly ImportReport Report = new()
    {
        DryRun = true, Rows = 5, Added = 2, AlreadyThere = 1, Unsubscribed = 1, Suppressed = 0, Repeated = 0, Invalid = 1,
        Skipped = [new(3, SkipReason.NotAnAddress, "ada at home"), new(4, SkipReason.Unsubscribed, "left@readers.example")],
    };

    static string People => $"GET v1/audiences/{Letter.Id}/subscribers";

    static string Import => $"POST v1/audiences/{Letter.Id}/subscribers/import";

    IRenderedComponent<AudiencePage> Open(params Subscriber[] people)
    {
        Api.On($"GET v1/audiences/{Letter.Id}", Letter).On(People, new Page<Subscriber>(people, null));
        return Render<AudiencePage>(parameters => parameters.Add(p => p.Id, Letter.Id));
    }

    static void Press(IRenderedComponent<AudiencePage> page, string words) => page.FindAll("button").First(b => b.TextContent.Contains(words, StringComparison.Ordinal)).Click();

    [Fact]
    public void Lists_are_shown_with_how_many_people_are_on_them()
    {
        Api.On("GET v1/audiences", new Page<Audience>([Letter], null));
        var page = Render<AudiencesPage>();
        var row = page.WaitForElement(".audience-row");
        Assert.Contains("2 subscribed", string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal($"/audiences/{Letter.Id}", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Whoever_may_not_see_addresses_is_told_so_and_the_api_is_not_asked()
    {
        ActAs(WorkspaceRole.Reviewer);
        var page = Open(Ada);
        page.WaitForAssertion(() => Assert.Contains("Addresses are for editors", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("GET v1/audiences", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_list_is_made_and_opened()
    {
        Api.On("GET v1/audiences", new Page<Audience>([], null)).On("POST v1/audiences", Letter);
        var page = Render<AudiencesPage>();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("#audience-name").Input("The letter");
        page.Find("dialog form").Submit();
        page.WaitForAssertion(() => Assert.Equal($"audiences/{Letter.Id}", Address));
    }

    [Fact]
    public void A_person_is_shown_with_the_proof_of_consent()
    {
        var page = Open(Ada, Ada with { Id = Guid.NewGuid(), Email = "left@readers.example", State = SubscriberState.Unsubscribed, EndReason = EndReason.Reader, EndedAt = Tidewater.CreatedAt });
        var rows = page.WaitForElements("li.line");
        Assert.Contains("imported by Ines Duarte", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Signed up at the fair", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("unsubscribed by the link", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_search_asks_the_server_and_stays_out_of_the_address()
    {
        var page = Open(Ada);
        page.WaitForElement("#people-search").Input("ada@");
        page.Find("form[role=search]").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call.Contains("search=ada%40", StringComparison.Ordinal)));
        Assert.DoesNotContain("ada", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void More_people_are_fetched_by_the_cursor()
    {
        Api.On($"GET v1/audiences/{Letter.Id}", Letter).On(People, new Page<Subscriber>([Ada], "c1"));
        Api.On($"{People}?search=&after=c1&limit=50", new Page<Subscriber>([Ada with { Id = Guid.NewGuid(), Email = "ben@readers.example" }], null));
        var page = Render<AudiencePage>(parameters => parameters.Add(p => p.Id, Letter.Id));
        page.WaitForElement(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("li.line").Count));
        Assert.Empty(page.FindAll(".more"));
    }

    [Fact]
    public void An_import_is_looked_at_before_it_is_done()
    {
        Api.On(Import, body => Report with { DryRun = body.Contains("true", StringComparison.Ordinal) });
        TextBoxHolds("email\nada@readers.example");
        var page = Open(Ada);
        page.WaitForElement("h1");
        Press(page, "Import");
        page.WaitForElement("#consent").Input("Signed up at the fair");
        Press(page, "Pasted text");
        page.Find("dialog[aria-labelledby=import-title] form").Submit();

        var counts = page.WaitForElement(".import-counts");
        Assert.Equal(["2 new", "1 on the list already", "1 unsubscribed before", "1 can't be used"], counts.QuerySelectorAll(".import-count").Select(c => $"{c.QuerySelector("dd")!.TextContent} {c.QuerySelector("dt")!.TextContent}"));
        Assert.Contains("ada at home", page.Find(".import-lines").TextContent, StringComparison.Ordinal);
        Assert.Empty(Notices.All);
        Assert.Contains("true", Assert.Single(Api.Calls, c => c.Call == Import).Body, StringComparison.Ordinal);

        Press(page, "Import 2 people");
        page.WaitForAssertion(() => Assert.Contains("2 people are new", Assert.Single(Notices.All).Text, StringComparison.Ordinal));
        Assert.Contains("Signed up at the fair", Api.Calls.Last(c => c.Call == Import).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_that_is_refused_keeps_the_dialog_and_says_why()
    {
        Api.Refuse(Import, HttpStatusCode.PaymentRequired, "quota.subscribers", "The Free plan has room for 500 subscribers.");
        var page = Open(Ada);
        page.WaitForElement("h1");
        Press(page, "Import");
        page.WaitForElement("#consent").Input("Signed up at the fair");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("ada@readers.example", "people.csv"));
        page.Find("dialog[aria-labelledby=import-title] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("room for 500", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Letters_are_ended_with_a_reason()
    {
        Api.On($"POST v1/audiences/{Letter.Id}/subscribers/{Ada.Id}/unsubscribe", Ada with { State = SubscriberState.Suppressed });
        var page = Open(Ada);
        page.WaitForElement("li.line");
        Press(page, "Unsubscribe: ada@");
        page.WaitForElements("input[name=end-reason]")[1].Change(true);
        page.Find("dialog[aria-labelledby=end-subscription-title] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("no more letters", Assert.Single(Notices.All).Text, StringComparison.Ordinal));
        Assert.Contains("bounced", Api.Calls.Single(c => c.Call.EndsWith("/unsubscribe", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "?erase=true")]
    public void Somebody_is_removed_or_erased(bool erase, string query)
    {
        Api.On($"DELETE v1/audiences/{Letter.Id}/subscribers/{Ada.Id}", Ada);
        var page = Open(Ada);
        page.WaitForElement("li.line");
        Press(page, "Remove: ada@");
        page.WaitForElement("dialog input[type=checkbox]").Change(erase);
        page.Find("dialog[aria-labelledby=remove-subscriber-title] form").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == $"DELETE v1/audiences/{Letter.Id}/subscribers/{Ada.Id}{query}"));
    }

    [Fact]
    public void A_list_is_deleted_by_its_name_only()
    {
        Api.On($"DELETE v1/audiences/{Letter.Id}", Letter);
        var page = Open(Ada);
        page.WaitForElement("h1");
        Press(page, "Delete");
        page.WaitForElement("#delete-audience-name").Input("The");
        page.Find("dialog[aria-labelledby=delete-audience-title] form").Submit();
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("DELETE", StringComparison.Ordinal));
        page.Find("#delete-audience-name").Input("The letter");
        page.Find("dialog[aria-labelledby=delete-audience-title] form").Submit();
        page.WaitForAssertion(() => Assert.Equal("audiences", Address));
    }
}
