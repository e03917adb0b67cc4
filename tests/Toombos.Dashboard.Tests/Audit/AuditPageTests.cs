using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Audit;
using Toombos.Dashboard.Audit;

namespace Toombos.Dashboard.Tests.Audit;

/// <summary>The log as people read it, its filters, and what verifying says.</summary>
public class AuditPageTests : PageTest
{
    static readonly Guid Ada = Guid.Parse("33333333-3333-7333-8333-333333333333");

    static AuditEntry Entry(long sequence, string at, AuditActorKind kind = AuditActorKind.Person, string action = "access.update-api-key", string? summary = null, string name = "Ada Lind") => new()
    {
        WorkspaceId = Tidewater.Id, Sequence = sequence, At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), ActorKind = kind, ActorId = kind == AuditActorKind.System ? null : Ada,
        ActorName = name, Action = action, TargetKind = "api-key", TargetId = "7", Address = kind == AuditActorKind.System ? null : "203.0.113.9", Device = "Firefox on Linux",
        PreviousHash = new('0', 64), Hash = new('1', 64),
        Summary = summary ?? """{"changes":[{"kind":"api-key","id":"7","name":"Deploy","verb":"changed","fields":[{"name":"name","before":"Build","after":"Deploy"},{"name":"hash","hidden":true}]}],"more":{"draft-version":2}}""",
    };

    void Have(params AuditEntry[] entries) => Api.On("GET v1/audit", new Page<AuditEntry>(entries, null));

    [Fact]
    public void Each_entry_says_who_did_what_from_where_and_how_it_was_before_and_after()
    {
        Have(Entry(12, "2026-11-02T23:30:00Z"));
        var page = Render<AuditPage>();
        var entry = page.WaitForElement(".audit-entry").TextContent;
        Assert.Contains("Update API key", entry, StringComparison.Ordinal);
        Assert.Contains("“Deploy”", entry, StringComparison.Ordinal);
        Assert.Contains("Ada Lind", entry, StringComparison.Ordinal);
        Assert.Contains("203.0.113.9", entry, StringComparison.Ordinal);
        Assert.Contains("Firefox on Linux", entry, StringComparison.Ordinal);
        Assert.Equal(["Build", "Deploy"], page.FindAll(".audit-entry del, .audit-entry ins").Select(e => e.TextContent));
        Assert.Contains("does not keep what it holds", entry, StringComparison.Ordinal);
        Assert.Contains("2 draft versions", entry, StringComparison.Ordinal);
        // Half past eleven in UTC is the next day in Stockholm.
        Assert.Equal("Tuesday, 3 November 2026", page.Find(".audit-day h2").TextContent);
    }

    [Fact]
    public void People_keys_and_the_product_itself_look_different_and_say_what_they_are()
    {
        Have(Entry(3, "2026-11-02T10:00:00Z"), Entry(2, "2026-11-02T09:00:00Z", AuditActorKind.Key, name: "CI"), Entry(1, "2026-11-01T09:00:00Z", AuditActorKind.System, "system.folder-watch", name: "folder watch"));
        var page = Render<AuditPage>();
        page.WaitForElement(".audit-entry");
        Assert.Equal(["audit-mark person", "audit-mark key", "audit-mark system"], page.FindAll(".audit-mark").Select(m => m.ClassName));
        Assert.Equal(2, page.FindAll(".audit-day").Count);
        Assert.Contains("(API key)", page.FindAll(".audit-entry")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("(Toombos itself)", page.FindAll(".audit-entry")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_stand_in_the_address_and_are_asked_of_the_api()
    {
        Have(Entry(1, "2026-11-02T10:00:00Z"));
        GoTo($"/settings/audit?action=access.&actor={Ada}&address=203.0.113.9&from=2026-11-01&to=2026-11-02");
        var page = Render<AuditPage>();
        page.WaitForElement(".audit-entry");
        var asked = Uri.UnescapeDataString(Api.Calls.Last(c => c.Call.StartsWith("GET v1/audit", StringComparison.Ordinal)).Call);
        Assert.Contains("action=access.", asked, StringComparison.Ordinal);
        Assert.Contains($"actorId={Ada}", asked, StringComparison.Ordinal);
        Assert.Contains("address=203.0.113.9", asked, StringComparison.Ordinal);
        // Days are those of Stockholm, the last one included.
        Assert.Contains("from=2026-10-31T23:00:00", asked, StringComparison.Ordinal);
        Assert.Contains("to=2026-11-02T23:00:00", asked, StringComparison.Ordinal);
        Assert.Equal("access.", page.Find("#audit-action option[selected]").GetAttribute("value"));
        Assert.Contains("target=7", page.Find(".audit-entry details a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Older_entries_follow_on_request()
    {
        Api.On("GET v1/audit?limit=50", new Page<AuditEntry>([Entry(9, "2026-11-02T10:00:00Z")], "9")).On("GET v1/audit?after=9&limit=50", new Page<AuditEntry>([Entry(8, "2026-11-01T10:00:00Z")], null));
        var page = Render<AuditPage>();
        page.WaitForElement(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".audit-entry").Count));
        Assert.Empty(page.FindAll(".more"));
    }

    [Fact]
    public void Verifying_says_that_the_log_is_whole()
    {
        Have(Entry(1, "2026-11-02T10:00:00Z"));
        Api.On("GET v1/audit/verify", new AuditVerification { WorkspaceId = Tidewater.Id, Intact = true, Checked = 1204, From = 1, To = 1204, Hash = new('a', 64), Problems = [] });
        var page = Render<AuditPage>();
        page.WaitForElement(".audit-entry");
        page.FindAll("button").Single(b => b.TextContent.Contains("Verify", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("The log is whole. 1,204 entries", page.Find(".banner.done").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Verifying_names_what_is_wrong()
    {
        Have(Entry(1, "2026-11-02T10:00:00Z"));
        Api.On("GET v1/audit/verify", new AuditVerification { WorkspaceId = Tidewater.Id, Intact = false, Checked = 3, From = 1, To = 4, Hash = new('a', 64), Problems = [new(AuditProblemKind.Missing, 3, "Entry 3 is missing.")] });
        var page = Render<AuditPage>();
        page.WaitForElement(".audit-entry");
        page.FindAll("button").Single(b => b.TextContent.Contains("Verify", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal("Entry 3 is missing.", page.Find(".banner.failed li").TextContent));
    }

    [Theory]
    [InlineData(WorkspaceRole.Viewer)]
    [InlineData(WorkspaceRole.Editor)]
    public void Whoever_may_not_read_it_is_told_whom_to_ask(WorkspaceRole role)
    {
        ActAs(role);
        Api.Refuse("GET v1/audit", HttpStatusCode.Forbidden, "scope.missing", "No.");
        var page = Render<AuditPage>();
        page.WaitForAssertion(() => Assert.Contains("for admins", page.Find(".empty h2").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form, .audit-entry, a[href='/settings/audit/export']"));
    }

    [Fact]
    public void Hostile_names_are_shown_as_text_and_a_broken_summary_is_said()
    {
        Have(Entry(2, "2026-11-02T10:00:00Z", name: "<img src=x onerror=alert(1)>"), Entry(1, "2026-11-02T09:00:00Z", summary: "{broken"));
        var page = Render<AuditPage>();
        Assert.Contains("<img src=x", page.WaitForElement(".audit-entry").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".audit-entry img"));
        Assert.Contains("may have been altered", page.FindAll(".audit-entry")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_view_says_how_to_go_on()
    {
        Have();
        GoTo("/settings/audit?address=198.51.100.1");
        var page = Render<AuditPage>();
        page.WaitForAssertion(() => Assert.Contains("Take a filter away", page.Find(".empty").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("access.add-api-key", "Add API key")]
    [InlineData("system.folder-watch", "Folder watch")]
    [InlineData("odd", "Odd")]
    public void Actions_are_read_as_words(string action, string words) => Assert.Equal(words, AuditWords.Of(action));
}
