using System.Globalization;
using System.Net;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Connections;
using Toombos.Client.Documents;
using Toombos.Dashboard.Connections;
using Toombos.Dashboard.Documents;

namespace Toombos.Dashboard.Tests.Connections;

/// <summary>Connected accounts: how each stands, connecting by consent and by pasting, and choosing one for a source.</summary>
public class ConnectionsPageTests : PageTest
{
    static readonly DateTimeOffset At = DateTimeOffset.Parse("2026-11-02T08:00:00Z", CultureInfo.InvariantCulture);

    static readonly ConnectionProvider Google = new()
    {
        Provider = "google", Name = "Google", Purpose = "Reads Google Docs.", Way = ConnectionWay.Consent, Scopes = [new("docs", "Read Google Docs")], Serves = ["google-doc"], Ready = true, OperatorsApp = true,
        RedirectAddress = "https://toombos.example/settings/connections/callback", Docs = "https://developers.example/", CheckedOn = new(2026, 11, 1),
    };

    static readonly ConnectionProvider Wiki = Google with { Provider = "notion-token", Name = "Notion internal integration", Way = ConnectionWay.Token, Scopes = [], Serves = ["notion"], Paste = "The secret.", OperatorsApp = false, RedirectAddress = null };
    static readonly ConnectionProvider Bird = Google with { Provider = "x", Name = "X", Serves = ["x"] };

    static readonly Connection Ada = new()
    {
        Id = Guid.Parse("cccccccc-9999-7999-8999-999999999999"), Provider = "google", Name = "Ada’s documents", AccountName = "ada@harbour.example", State = ConnectionState.Ready, Scopes = [new("docs", "Read Google Docs", true)], CreatedAt = At, ConnectedAt = At,
        UsedBy = [new("source", Guid.Parse("dddddddd-9999-7999-8999-999999999999"), "News")],
    };

    static readonly Connection Gone = Ada with { Id = Guid.Parse("eeeeeeee-9999-7999-8999-999999999999"), Name = "Old", State = ConnectionState.Reconnect, Problem = "Google does not accept the consent any more. Connect the account again.", UsedBy = [], Scopes = [new("docs", "Read Google Docs", false)] };

    IRenderedComponent<ConnectionsPage> Open(params Connection[] connections)
    {
        Serve(connections);
        return Render<ConnectionsPage>();
    }

    void Serve(params Connection[] connections) => Api.On("GET v1/connection-providers", (IReadOnlyList<ConnectionProvider>)[Google, Wiki, Bird]).On("GET v1/connections", (IReadOnlyList<Connection>)connections);

    BunitNavigationManager Browser => (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();

    static void Press(IRenderedComponent<ConnectionsPage> page, string rows, string word) => page.WaitForElements($"{rows} button").First(b => b.TextContent.Trim().StartsWith(word, StringComparison.Ordinal)).Click();

    [Fact]
    public void How_each_account_stands_is_said_and_every_service_is_offered()
    {
        var page = Open(Ada, Gone);
        var rows = page.WaitForElements(".connection-row").Select(r => r.TextContent).ToList();
        foreach (var said in (string[])["Connected", "ada@harbour.example", "Read Google Docs", "News"]) Assert.Contains(said, rows[0], StringComparison.Ordinal);
        foreach (var said in (string[])["Connect again", "does not accept the consent", "not allowed", "Nothing uses it yet"]) Assert.Contains(said, rows[1], StringComparison.Ordinal);
        Assert.Equal(["Google", "Notion internal integration", "X"], page.FindAll(".provider-row h3").Select(h => h.TextContent.Trim()));
    }

    [Fact]
    public void By_consent_the_browser_leaves_and_comes_back_to_finish_once()
    {
        Api.On("POST v1/connections/start", new ConnectionStart("https://accounts.example/consent?state=s", At)).On("POST v1/connections/finish", Ada);
        Press(Open(), ".provider-row", "Connect");
        Assert.Equal("https://accounts.example/consent?state=s", Browser.Uri);

        Browser.NavigateTo("/settings/connections/callback?code=c&state=s");
        var back = Render<ConnectionReturnPage>();
        back.WaitForAssertion(() => Assert.EndsWith("/settings/connections", Browser.Uri, StringComparison.Ordinal));
        Assert.Contains("?code=c\\u0026state=s", Api.Calls.Single(c => c.Call == "POST v1/connections/finish").Body, StringComparison.Ordinal);
        Assert.Contains("is connected", Assert.Single(Notices.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_service_refused_is_shown_with_the_way_back()
    {
        Api.Refuse("POST v1/connections/finish", HttpStatusCode.Conflict, "connection.refused", "The question of Google was answered with no.");
        Browser.NavigateTo("/settings/connections/callback?error=access_denied&state=s");
        var back = Render<ConnectionReturnPage>();
        back.WaitForAssertion(() => Assert.Contains("answered with no", back.Markup, StringComparison.Ordinal));
        Assert.Equal("/settings/connections", back.Find("a.button").GetAttribute("href"));
    }

    [Fact]
    public void A_pasted_token_is_sent_and_forgotten()
    {
        Api.On("POST v1/connections", Ada, HttpStatusCode.Created);
        var page = Open();
        page.WaitForElements(".provider-row")[1].QuerySelector("button")!.Click();
        page.Find("#connection-token").Input("ntn_1");
        page.Find("#connection-token").Closest("form")!.Submit();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("POST v1/connections")));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/connections").Body, ToombosJson.Default.AddConnectionRequest)!;
        Assert.Equal(("notion-token", "Notion internal integration", "ntn_1"), (sent.Provider, sent.Name, sent.Token));
        page.WaitForAssertion(() => Assert.DoesNotContain("ntn_1", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_account_it_says_what_needs_none() => Assert.Contains("need none", Open().WaitForElement(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Reviewers_are_told_whom_to_ask()
    {
        ActAs(WorkspaceRole.Reviewer);
        Assert.Contains("for editors", Open().WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_is_added_with_one_of_the_accounts_that_can_read_it()
    {
        Serve(Ada, Ada with { Id = Guid.NewGuid(), Provider = "notion-token", Name = "Our wiki" });
        Api.Refuse("POST v1/sources", HttpStatusCode.BadRequest, "body.invalid", "Not so.", new() { ["address"] = ["Share it with that account."] });
        var dialog = Render<AddSourceDialog>();
        dialog.InvokeAsync(dialog.Instance.Open);
        dialog.FindAll(".segmented button").Single(b => b.TextContent.Contains("Google Doc", StringComparison.Ordinal)).Click();
        dialog.WaitForAssertion(() => Assert.Equal(["", Ada.Id.ToString()], dialog.FindAll("#source-account option").Select(o => o.GetAttribute("value"))));
        dialog.Find("#source-account").Change(Ada.Id.ToString());
        dialog.Find("#source-name").Input("News");
        dialog.Find("#source-address").Input("https://docs.google.com/document/d/x");
        dialog.Find("form").Submit();
        dialog.WaitForAssertion(() => Assert.Contains("Share it with that account.", dialog.Markup, StringComparison.Ordinal));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/sources").Body, ToombosJson.Default.AddSourceRequest)!;
        Assert.Equal((SourceKind.GoogleDoc, Ada.Id), (sent.Kind, sent.ConnectionId));
    }
}
