using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Dashboard.Home;
using Toombos.Dashboard.Shell;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Workspaces;

namespace Toombos.Dashboard.Tests.Workspaces;

/// <summary>The way in for someone who works nowhere yet, and between workspaces.</summary>
public class WelcomeTests : PageTest
{
    [Fact]
    public void Someone_without_a_workspace_is_led_to_make_one()
    {
        Api.On("GET v1/me", Ines with { WorkspaceId = null, Role = null, Scopes = [] });
        var page = Render<HomePage>();
        page.WaitForAssertion(() => Assert.Equal("welcome", Address));
    }

    [Fact]
    public void A_new_workspace_has_the_zone_and_language_of_the_browser()
    {
        Api.On("GET v1/workspaces", new Page<Workspace>([], null)).On("POST v1/workspaces", Tidewater);
        JSInterop.SetupModule(call => call.Arguments.Any(a => a is string path && path.Contains("WelcomePage", StringComparison.Ordinal))).Setup<string[]?>("guess").SetResult(["Europe/Lisbon", "pt-PT"]);
        var page = Render<WelcomePage>();
        page.WaitForAssertion(() => Assert.Equal("Europe/Lisbon", page.Find("#time-zone").GetAttribute("value")));
        page.Find("#workspace-name").Input(" Tidewater ");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("welcome/brand", Address));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/workspaces").Body, ToombosJson.Default.AddWorkspaceRequest)!;
        Assert.Equal(("Tidewater", "Europe/Lisbon", "pt-PT"), (sent.Name, sent.Brand!.TimeZone, sent.Brand.Locale));
    }

    [Fact]
    public void The_sample_is_there_for_the_taking()
    {
        Api.On("POST v1/sources", new SyncResult(DocumentSamples.Source(), DocumentSamples.Snapshot(), true));
        var page = Render<WelcomeDocumentPage>();
        page.FindAll("button").Single(b => b.TextContent.Contains("Take the sample", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.StartsWith("create?source=", Address, StringComparison.Ordinal));
        Assert.Contains("Tidewater", Api.Calls.Single(c => c.Call == "POST v1/sources").Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_switcher_reads_the_workspaces_when_it_is_opened_and_leads_there_by_a_form()
    {
        var switcher = Render<WorkspaceSwitcher>();
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("GET v1/workspaces?", StringComparison.Ordinal));
        switcher.Find("button.switcher").Click();
        var form = switcher.WaitForElement("form[action='/workspace']");
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal(Tidewater.Id.ToString(), form.QuerySelector("input[name=id]")!.GetAttribute("value"));
    }
}
