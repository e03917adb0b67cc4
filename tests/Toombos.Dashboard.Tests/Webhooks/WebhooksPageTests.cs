using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Webhooks;
using Toombos.Dashboard.Webhooks;
using static Toombos.Dashboard.Tests.Webhooks.WebhookSamples;

namespace Toombos.Dashboard.Tests.Webhooks;

/// <summary>The list of webhooks: how each stands, added with what was picked, keys shown once, removed only on purpose.</summary>
public class WebhooksPageTests : PageTest
{
    IRenderedComponent<WebhooksPage> Open(params Webhook[] webhooks)
    {
        Api.On("GET v1/webhooks", (IReadOnlyList<Webhook>)webhooks);
        return Render<WebhooksPage>();
    }

    static void Press(IRenderedComponent<WebhooksPage> page, string word) => page.WaitForElements(".webhook-row button").Single(b => b.TextContent.Trim().StartsWith(word, StringComparison.Ordinal)).Click();

    T Sent<T>(string call, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == call).Body, type)!;

    [Fact]
    public void How_each_webhook_stands_is_said_in_words()
    {
        var page = Open(Hook, Failing with { Id = Guid.NewGuid() }, Hook with { Id = Guid.NewGuid(), State = WebhookState.Off, Told = 11 }, Hook with { Id = Guid.NewGuid(), State = WebhookState.Disabled, Problem = "The receiver is gone (410)." });
        var rows = page.WaitForElements(".webhook-row").Select(r => r.TextContent).ToList();
        Assert.Contains("Active", rows[0], StringComparison.Ordinal);
        Assert.Contains("https://desk.example/hook", rows[0], StringComparison.Ordinal);
        Assert.Contains("hears of publication (all), job failed", rows[0], StringComparison.Ordinal);
        Assert.Contains("up to date", rows[0], StringComparison.Ordinal);
        Assert.Contains("Failing", rows[1], StringComparison.Ordinal);
        Assert.Contains("3 events to look at", rows[1], StringComparison.Ordinal);
        Assert.Contains("See that the receiver runs. Nothing could be delivered since 2 Nov 2026, 10:00 UTC+01:00. The next try is 2 Nov 2026, 10:20", rows[1], StringComparison.Ordinal);
        Assert.Contains("Off", rows[2], StringComparison.Ordinal);
        Assert.Contains("1 event to look at", rows[2], StringComparison.Ordinal);
        Assert.Contains("Disabled", rows[3], StringComparison.Ordinal);
        Assert.Contains("The receiver is gone (410).", rows[3], StringComparison.Ordinal);
        Assert.Contains("Switch on", rows[3], StringComparison.Ordinal);
        Assert.Equal($"/settings/webhooks/{HookId}", page.Find(".webhook-row a").GetAttribute("href"));
    }

    [Fact]
    public void A_webhook_is_added_with_what_was_picked_and_its_key_is_shown_once()
    {
        Api.On("POST v1/webhooks", new NewWebhook(Hook, "whsec_shown-once"), HttpStatusCode.Created);
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("#webhook-name").Input(" Desk ");
        page.Find("#webhook-address").Input("https://desk.example/hook ");
        Assert.Equal("true", page.FindAll("button[aria-pressed]").Single(b => b.TextContent == "The usual").GetAttribute("aria-pressed"));
        page.Find("input[value='draft.approved']").Change(false);
        page.Find("input[value=source]").Change(true);
        Assert.All(page.FindAll("input[value^='source.']"), box => Assert.True(box.HasAttribute("disabled") && box.HasAttribute("checked")));
        Api.On("GET v1/webhooks", (IReadOnlyList<Webhook>)[Hook]);
        page.Find("form").Submit();
        Assert.Equal("whsec_shown-once", page.WaitForElement("#new-signing-key").TextContent);
        var sent = Sent("POST v1/webhooks", ToombosJson.Default.AddWebhookRequest);
        Assert.Equal(("Desk", "https://desk.example/hook"), (sent.Name, sent.Address));
        Assert.Equal(["source", "publication.published", "publication.failed", "job.failed"], sent.Kinds);
        page.FindAll("dialog button").Single(b => b.TextContent == "I have kept it").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("whsec_shown-once", page.Markup, StringComparison.Ordinal));
        page.WaitForElement(".webhook-row");
    }

    [Fact]
    public void Only_what_the_person_may_see_is_offered()
    {
        Api.On("GET v1/me", Ines with { Scopes = [Scopes.WebhooksRead, Scopes.WebhooksWrite, Scopes.JobsRead] });
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement(".kind-group");
        Assert.Equal(["job", "alert", "webhook"], page.FindAll(".kind-group label:first-child input").Select(i => i.GetAttribute("value")));
        Assert.True(page.Find("input[value='job.failed']").HasAttribute("checked"));
    }

    [Fact]
    public void Nothing_can_be_added_that_hears_of_nothing()
    {
        var page = Open();
        page.WaitForElement(".empty button").Click();
        foreach (var kind in KindChoice.Presets[0].Kinds) page.WaitForElement($"input[value='{kind}']").Change(false);
        Assert.True(page.Find("form .primary").HasAttribute("disabled"));
        Assert.Equal("Pick at least one kind of event.", page.Find("#webhook-summary").TextContent);
    }

    [Fact]
    public void What_is_edited_is_sent_and_kinds_that_did_not_change_are_not()
    {
        Api.On($"PATCH v1/webhooks/{HookId}", Hook);
        var page = Open(Hook);
        Press(page, "Edit");
        Assert.Equal("Desk", page.WaitForElement("#webhook-name").GetAttribute("value"));
        page.Find("#webhook-name").Input("Front desk");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("PATCH")));
        var sent = Sent($"PATCH v1/webhooks/{HookId}", ToombosJson.Default.UpdateWebhookRequest);
        Assert.Equal(("Front desk", null, null), (sent.Name, sent.Kinds, sent.Off));
    }

    [Fact]
    public void What_the_api_says_of_a_field_stands_at_the_field()
    {
        Api.Refuse("POST v1/webhooks", HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["address"] = ["This address is private."], ["kinds"] = ["'x' is no kind."] });
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("#webhook-name").Input("Desk");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("This address is private.", page.Find("#webhook-address-error").TextContent.Trim()));
        Assert.Contains("'x' is no kind.", page.Find("fieldset.wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_asks_first_and_is_shown_once()
    {
        Api.On($"POST v1/webhooks/{HookId}/rotate-key", new NewWebhook(Hook, "whsec_new"));
        var page = Open(Hook);
        Press(page, "New key");
        Assert.Equal(0, Api.Count("POST"));
        page.WaitForElement("dialog .primary").Click();
        Assert.Equal("whsec_new", page.WaitForElement("#new-signing-key").TextContent);
        Assert.Contains("press “Send a test”", page.Find("dialog .modal-body").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebhookState.Active, "Switch off", true)]
    [InlineData(WebhookState.Off, "Switch on", false)]
    [InlineData(WebhookState.Disabled, "Switch on", false)]
    public void It_is_switched_off_and_on(WebhookState state, string button, bool off)
    {
        Api.On($"PATCH v1/webhooks/{HookId}", Hook);
        var page = Open(Hook with { State = state });
        Press(page, button);
        page.WaitForAssertion(() => Assert.Equal(off, Sent($"PATCH v1/webhooks/{HookId}", ToombosJson.Default.UpdateWebhookRequest).Off));
        page.WaitForAssertion(() => Assert.Contains(off ? "is switched off" : "goes on where it was", Assert.Single(Notices.All).Text, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(2, Api.Count("GET v1/webhooks")));
    }

    [Fact]
    public void Removing_asks_first_and_a_refusal_is_said_in_place()
    {
        Api.Refuse($"DELETE v1/webhooks/{HookId}", HttpStatusCode.NotFound, "webhook.not-found", "Somebody removed it already.");
        var page = Open(Hook);
        page.WaitForElement(".webhook-row .danger").Click();
        Assert.Contains("Desk", page.WaitForElement(".modal-body").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("DELETE"));
        page.Find("dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Contains("Somebody removed it already.", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal));
        Api.On($"DELETE v1/webhooks/{HookId}", "").On("GET v1/webhooks", (IReadOnlyList<Webhook>)[]);
        page.Find("dialog .danger").Click();
        page.WaitForElement(".empty");
        Assert.Equal("“Desk” is removed.", Assert.Single(Notices.All).Text);
    }

    [Fact]
    public void It_lives_while_it_is_open()
    {
        var page = Open(Hook);
        page.WaitForElement(".webhook-row");
        Api.On("GET v1/webhooks", (IReadOnlyList<Webhook>)[Failing]);
        Api.Tell("webhook.changed", HookId);
        page.WaitForAssertion(() => Assert.Contains("Failing", page.Find(".webhook-row").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Whose_role_opens_no_webhooks_is_told_whom_to_ask_and_nothing_is_read()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open(Hook);
        Assert.Contains("You are editor of this workspace", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("GET v1/webhooks"));
        Assert.Empty(page.FindAll(".page-head button"));
    }

    [Fact]
    public void Whoever_may_only_look_is_offered_nothing_to_change()
    {
        Api.On("GET v1/me", Ines with { Scopes = [.. Ines.Scopes.Where(s => s != Scopes.WebhooksWrite)] });
        var page = Open(Hook);
        page.WaitForElement(".webhook-row");
        Assert.Empty(page.FindAll(".webhook-row button, .page-head button"));
    }

    [Fact]
    public void What_can_not_be_read_can_be_tried_again()
    {
        Api.Refuse("GET v1/webhooks", HttpStatusCode.InternalServerError, "server.error", "Something broke.");
        var page = Render<WebhooksPage>();
        page.WaitForElement(".trouble");
        Api.On("GET v1/webhooks", (IReadOnlyList<Webhook>)[Hook]);
        page.Find(".trouble button").Click();
        page.WaitForElement(".webhook-row");
    }
}
