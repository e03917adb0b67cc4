using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Privacy;
using Toombos.Client.Workspaces;
using Toombos.Dashboard.Privacy;

namespace Toombos.Dashboard.Tests.Privacy;

/// <summary>The workspace's data: taken out, bounded, ended, and called off.</summary>
public class DataPageTests : PageTest
{
    static readonly DateTimeOffset End = new(2026, 12, 26, 8, 0, 0, TimeSpan.Zero);
    readonly string _delete = $"POST v1/workspaces/{Tidewater.Id}/delete", _keep = $"POST v1/workspaces/{Tidewater.Id}/keep";

    IRenderedComponent<DataPage> Open(Workspace? workspace = null)
    {
        if (workspace is not null) Api.On("GET v1/workspaces", new Page<Workspace>([workspace], null)).On($"GET v1/workspaces/{Tidewater.Id}", workspace);
        Api.On("GET v1/retention", new Retention { SnapshotVersions = 20 });
        var page = Render<DataPage>();
        page.WaitForElement("#export-title");
        return page;
    }

    [Fact]
    public void A_workspace_is_deleted_only_by_its_typed_name_and_the_day_is_said()
    {
        Api.On(_delete, Tidewater with { EraseAt = End });
        var page = Open();
        Assert.True(page.Find(".danger-zone button").HasAttribute("disabled"));
        page.Find("#delete-workspace-name").Input("Tidewater");
        Assert.True(page.Find(".danger-zone button").HasAttribute("disabled"));
        page.Find("#delete-workspace-name").Input("Tidewater Kayaks");
        page.Find(".danger-zone form").Submit();
        page.WaitForAssertion(() => Assert.Contains("26 Dec 2026, 09:00", page.Find(".danger-zone").TextContent, StringComparison.Ordinal));
        Assert.Equal("Tidewater Kayaks", JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call == _delete).Body, ToombosJson.Default.DeleteWorkspaceRequest)!.Name);
    }

    [Fact]
    public void What_is_planned_is_called_off_with_one_button()
    {
        Api.On(_keep, Tidewater);
        var page = Open(Tidewater with { EraseAt = End });
        page.Find(".danger-zone button").Click();
        page.WaitForElement("#delete-workspace-name");
        Assert.Equal("The workspace stays.", Assert.Single(Notices.All).Text);
    }

    [Fact]
    public void A_refusal_stays_beside_the_button()
    {
        Api.Refuse(_delete, HttpStatusCode.Forbidden, "session.stale", "Show that it is you first.");
        var page = Open();
        page.Find("#delete-workspace-name").Input("Tidewater Kayaks");
        page.Find(".danger-zone form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Show that it is you first.", page.Find(".danger-zone [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Retention_is_sent_as_it_was_typed_and_an_empty_field_keeps_everything()
    {
        Api.On("PUT v1/retention", new Retention());
        var page = Open();
        Assert.Equal("20", page.Find("#keep-snapshots").GetAttribute("value"));
        page.Find("#keep-snapshots").Change("");
        page.Find("#keep-audit").Change("24");
        page.Find("form[aria-labelledby=retention-title]").Submit();
        page.WaitForAssertion(() => Assert.Single(Notices.All));
        Assert.Equal(new Retention { AuditMonths = 24 }, JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call == "PUT v1/retention").Body, ToombosJson.Default.Retention));
    }

    [Fact]
    public void An_editor_sees_what_holds_and_can_change_nothing()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open();
        page.WaitForAssertion(() => Assert.Contains("Owners of the workspace can delete it here.", page.Find(".danger-zone").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[href='/settings/data/export']"));
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("button[type=submit]"));
    }
}
