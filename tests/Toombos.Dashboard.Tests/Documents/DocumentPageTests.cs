using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Dashboard.Documents;
using static Toombos.Dashboard.Tests.Documents.DocumentSamples;

namespace Toombos.Dashboard.Tests.Documents;

/// <summary>One document: items, changes, versions and text, each under its own address.</summary>
public class DocumentPageTests : PageTest
{
    IRenderedComponent<DocumentPage> Open(string query = "", Source? source = null)
    {
        Api.On($"GET v1/sources/{SourceId}", source ?? Source());
        GoTo($"/sources/{SourceId}{query}");
        return Render<DocumentPage>(p => p.Add(x => x.Id, SourceId));
    }

    [Fact]
    public void Items_stand_under_their_category_with_flags_as_chips()
    {
        Api.On($"GET v1/snapshots/{SnapshotId}/items", new Page<Item>([Item()], null));
        var page = Open();
        page.WaitForElement(".item");
        Assert.Contains("Recent updates", page.Find(".item-group h2").TextContent, StringComparison.Ordinal);
        var chips = page.FindAll(".item .chip").Select(c => c.TextContent.Trim()).ToList();
        Assert.Contains("Featured", chips);
        Assert.Contains("Priority 2", chips);
        Assert.Contains("Only email, web", chips);
        Assert.Contains("The Skerry 14 now weighs 19.8 kg.", page.Find(".block-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_of_items_without_any_says_how_they_are_handed_in()
    {
        var page = Open(source: Source(SourceKind.Items) with { Latest = Snapshot() with { ItemCount = 0, Warnings = [] } });
        Assert.Contains($"v1/sources/{SourceId}/items", page.WaitForElement(".hand-in pre").TextContent, StringComparison.Ordinal);
        Assert.Equal("/settings/keys", page.Find(".hand-in a").GetAttribute("href"));
    }

    [Fact]
    public void A_warning_leads_to_its_line_in_the_source()
    {
        Api.On($"GET v1/snapshots/{SnapshotId}/items", new Page<Item>([Item()], null));
        var page = Open();
        var link = page.WaitForElement(".warnings a");
        Assert.Equal("Line 14, column 6", link.TextContent);
        Assert.Equal($"/sources/{SourceId}?tab=text&line=14", link.GetAttribute("href"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example")]
    public void An_item_never_links_to_script(string address)
    {
        Api.On($"GET v1/snapshots/{SnapshotId}/items", new Page<Item>([Item() with { Link = address }], null));
        var page = Open();
        page.WaitForElement(".item");
        Assert.DoesNotContain(page.FindAll(".item a"), a => a.GetAttribute("href") == address);
    }

    [Fact]
    public void Hostile_text_is_shown_as_text()
    {
        var hostile = "<script>alert('x')</script>";
        Api.On($"GET v1/snapshots/{SnapshotId}/items", new Page<Item>([Item(title: hostile) with { Blocks = [Block("bbbbbbbbbbbb", hostile)] }], null));
        var page = Open();
        Assert.Equal(hostile, page.WaitForElement(".item h3").TextContent);
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public void A_search_is_answered_by_the_server()
    {
        Api.On($"GET v1/snapshots/{SnapshotId}/items", new Page<Item>([], null));
        var page = Open();
        page.WaitForElement("#item-search").Input("oven");
        page.Find("form[role=search]").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call.Contains("search=oven", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Contains("oven", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_difference_is_told_without_colour()
    {
        Api.On($"GET v1/snapshots/{SnapshotId}/diff", new SnapshotDiff(Guid.Empty, SnapshotId, new(1, 1, 1, 1),
        [
            new(ChangeKind.Changed, "skerry-14", "Skerry 14", "Skerry", [new(ChangeKind.Changed, "a", "weighs 23 kg", "weighs 19 kg", [new(SpanKind.Same, "weighs "), new(SpanKind.Deleted, "23"), new(SpanKind.Inserted, "19"), new(SpanKind.Same, " kg")])]),
        ]));
        Api.On($"GET v1/snapshots/{Guid.Empty}", Snapshot(1));
        var page = Open("?tab=changes");
        page.WaitForElement(".change");
        Assert.Equal("deleted: 23", page.Find(".block-changes del").TextContent.Trim());
        Assert.Equal("inserted: 19", page.Find(".block-changes ins").TextContent.Trim());
        Assert.Contains("was Skerry", page.Find(".change-title del").TextContent, StringComparison.Ordinal);
        Assert.Contains("Changed", page.Find(".change .chip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_versions_are_chosen_in_a_form_that_needs_no_script()
    {
        Api.On($"GET v1/sources/{SourceId}/snapshots", new Page<Snapshot>([Snapshot(), Snapshot(1) with { Id = Guid.Empty, Changes = null }], null));
        var page = Open("?tab=versions");
        var form = page.WaitForElement("form[method=get]");
        Assert.Equal($"/sources/{SourceId}", form.GetAttribute("action"));
        Assert.Equal(2, page.FindAll("input[name=from]").Count);
        Assert.False(page.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public void The_text_marks_the_line_that_was_asked_for()
    {
        Api.OnText($"GET v1/snapshots/{SnapshotId}/markdown", "# One\r\ntwo\r\n<b>three</b>");
        var page = Open("?tab=text&line=3");
        Assert.Contains("<b>three</b>", page.WaitForElement(".here").TextContent, StringComparison.Ordinal);
        Assert.Equal("L3", page.Find(".here").Id);
    }

    [Fact]
    public void A_long_text_is_shown_in_parts()
    {
        Api.OnText($"GET v1/snapshots/{SnapshotId}/markdown", string.Join('\n', Enumerable.Range(1, 5000).Select(i => "line " + i)));
        var page = Open("?tab=text&line=3000");
        page.WaitForElement(".here");
        Assert.InRange(page.FindAll(".source-text li").Count, 900, 1000);
        Assert.Contains("Later", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_source_is_said_to_be_missing()
    {
        Api.Refuse($"GET v1/sources/{SourceId}", HttpStatusCode.NotFound, "source.not-found", "There is no such source.");
        var page = Render<DocumentPage>(p => p.Add(x => x.Id, SourceId));
        page.WaitForAssertion(() => Assert.Contains("There is no such source.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Saving_an_edited_document_makes_a_version_and_shows_what_changed()
    {
        TextBoxHolds("# New text");
        Api.On($"GET v1/sources/{SourceId}", Source()).OnText($"GET v1/snapshots/{SnapshotId}/markdown", "# Old text");
        Api.On($"PUT v1/sources/{SourceId}/document", new SyncResult(Source(), Snapshot(3), true));
        var page = Render<EditDocumentPage>(p => p.Add(x => x.Id, SourceId));
        page.WaitForElement("form").Submit();
        page.WaitForAssertion(() => Assert.Equal($"sources/{SourceId}?tab=changes", Address));
        Assert.Contains("# New text", Api.Calls.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_was_refused_stays_in_the_box_with_the_reason()
    {
        TextBoxHolds("x");
        Api.On($"GET v1/sources/{SourceId}", Source()).OnText($"GET v1/snapshots/{SnapshotId}/markdown", "# Old text");
        Api.Refuse($"PUT v1/sources/{SourceId}/document", HttpStatusCode.RequestEntityTooLarge, "document.too-large", "The document is larger than 10 MB.");
        var page = Render<EditDocumentPage>(p => p.Add(x => x.Id, SourceId));
        page.WaitForElement("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("larger than 10 MB", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("textarea"));
    }
}
