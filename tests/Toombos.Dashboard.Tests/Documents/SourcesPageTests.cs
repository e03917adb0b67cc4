using System.Net;
using AngleSharp.Dom;
using Bunit;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Dashboard.Documents;
using static Toombos.Dashboard.Tests.Documents.DocumentSamples;

namespace Toombos.Dashboard.Tests.Documents;

/// <summary>The list of sources in each of its states, and what can be done there.</summary>
public class SourcesPageTests : PageTest
{
    void Have(params Source[] sources) => Api.On("GET v1/sources", new Page<Source>(sources, null));

    [Fact]
    public void While_the_list_is_on_its_way_the_page_says_so()
    {
        Have();
        Api.Hold("GET v1/sources");
        var page = Render<SourcesPage>();
        Assert.Contains("Loading sources", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_workspace_is_told_how_to_begin()
    {
        Have();
        var page = Render<SourcesPage>();
        page.WaitForAssertion(() => Assert.Equal("No living document yet", page.Find(".empty h2").TextContent));
    }

    [Fact]
    public void A_failed_reading_is_said_with_the_trace_and_can_be_tried_again()
    {
        Api.Refuse("GET v1/sources", HttpStatusCode.InternalServerError, "server.error", "Something broke.");
        var page = Render<SourcesPage>();
        page.WaitForAssertion(() => Assert.Contains("Something broke.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Have(Source());
        page.Find("[role=alert] button").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".source-row")));
    }

    [Fact]
    public void An_ended_session_leads_to_the_sign_in_page()
    {
        Api.Refuse("GET v1/sources", HttpStatusCode.Unauthorized, "key.unknown", "No.");
        var page = Render<SourcesPage>();
        page.WaitForAssertion(() => Assert.Equal("/sign-in", page.Find("[role=alert] a").GetAttribute("href")));
    }

    [Fact]
    public void A_source_shows_kind_items_changes_warnings_and_its_sync_error()
    {
        Have(Source(SourceKind.Url, error: "The address answered 503."));
        var page = Render<SourcesPage>();
        var row = page.WaitForElement(".source-row").TextContent;
        Assert.Contains("Web address", row, StringComparison.Ordinal);
        Assert.Contains("9 items", row, StringComparison.Ordinal);
        Assert.Contains("1 added, 2 changed", row, StringComparison.Ordinal);
        Assert.Contains("1 warning", row, StringComparison.Ordinal);
        Assert.Contains("The address answered 503.", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_are_shown_as_text()
    {
        Have(Source(name: "<img src=x onerror=alert(1)>"));
        var page = Render<SourcesPage>();
        Assert.Equal("<img src=x onerror=alert(1)>", page.WaitForElement(".row-link").TextContent);
        Assert.Empty(page.FindAll(".source-row img"));
    }

    [Fact]
    public void Only_sources_that_can_be_read_again_offer_a_sync()
    {
        Have(Source(SourceKind.Paste));
        var page = Render<SourcesPage>();
        page.WaitForElement(".source-row");
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("Sync now", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sync_says_whether_anything_changed()
    {
        Have(Source(SourceKind.Url));
        Api.On($"POST v1/sources/{SourceId}/sync", new SyncResult(Source(SourceKind.Url), Snapshot(), false));
        var page = Render<SourcesPage>();
        page.WaitForElement("button[aria-label='Sync now: What is new']").Click();
        page.WaitForAssertion(() => Assert.Equal("“What is new” has not changed.", Assert.Single(Notices.All).Text));
    }

    [Fact]
    public void A_failed_sync_is_no_success_and_shows_the_error_in_the_row()
    {
        Have(Source(SourceKind.Url));
        Api.Refuse($"POST v1/sources/{SourceId}/sync", HttpStatusCode.BadGateway, "source.unreachable", "The address can't be reached.");
        Api.On($"GET v1/sources/{SourceId}", Source(SourceKind.Url, error: "The address can't be reached."));
        var page = Render<SourcesPage>();
        page.WaitForElement("button[aria-label='Sync now: What is new']").Click();
        page.WaitForAssertion(() => Assert.True(Assert.Single(Notices.All).Failure));
        page.WaitForAssertion(() => Assert.Contains("can't be reached", page.Find(".source-error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pasted_document_is_sent_whole_and_opened()
    {
        var text = "# New\n\n" + string.Concat(Enumerable.Repeat("A long line of text. ", 5000));
        TextBoxHolds(text);
        Have();
        Api.On("POST v1/sources", new SyncResult(Source(), Snapshot(), true));
        var page = Render<SourcesPage>();
        page.WaitForElement(".empty button").Click();
        page.Find("#source-name").Input("What is new");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal($"sources/{SourceId}", Address));
        var sent = System.Text.Json.JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/sources").Body, ToombosJson.Default.AddSourceRequest)!;
        Assert.Equal(text, sent.Markdown);
        Assert.Equal("What is new", sent.Name);
    }

    [Fact]
    public void What_the_api_says_of_a_field_stands_at_the_field()
    {
        Have();
        Api.Refuse("POST v1/sources", HttpStatusCode.BadRequest, "request.invalid", "Check the fields.", new() { ["Address"] = ["This address is inside a private network."] });
        var page = Render<SourcesPage>();
        page.WaitForElement(".empty button").Click();
        page.FindAll(".segmented button").Single(b => b.TextContent.Contains("Web address", StringComparison.Ordinal)).Click();
        page.Find("#source-name").Input("Inside");
        page.Find("#source-address").Input("http://10.0.0.1/x.md");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("This address is inside a private network.", page.Find("#source-address-error").TextContent.Trim()));
        Assert.Contains("source-address-error", page.Find("#source-address").GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_is_deleted_only_after_its_name_was_typed()
    {
        Have(Source());
        Api.On($"DELETE v1/sources/{SourceId}", new Page<Source>([], null));
        var page = Render<SourcesPage>();
        page.WaitForElement("button[aria-label='Delete What is new']").Click();
        Assert.True(page.Find(".danger").HasAttribute("disabled"));
        page.Find("#delete-name").Input("What is new");
        Have();
        page.FindAll("form").Single(f => f.QuerySelector("#delete-name") is not null).Submit();
        page.WaitForElement(".empty");
        Assert.Contains(Api.Calls, c => c.Call == $"DELETE v1/sources/{SourceId}");
    }
}
