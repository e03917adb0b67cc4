using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Webhooks;
using Toombos.Dashboard.Webhooks;
using static Toombos.Dashboard.Tests.Webhooks.WebhookSamples;

namespace Toombos.Dashboard.Tests.Webhooks;

/// <summary>One webhook: how it stands, the test, where it goes on, and the log of what it was told.</summary>
public class WebhookPageTests : PageTest
{
    const string Log = $"GET v1/webhooks/99999999-9999-7999-8999-999999999999/deliveries";

    IRenderedComponent<WebhookPage> Open(Webhook it, params WebhookDelivery[] told)
    {
        Api.On($"GET v1/webhooks/{it.Id}", it).On(Log, new Page<WebhookDelivery>(told, null));
        var page = Render<WebhookPage>(p => p.Add(x => x.Id, it.Id));
        page.WaitForElement("[aria-label=Deliveries]");
        return page;
    }

    static void Press(IRenderedComponent<WebhookPage> page, string word) => page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith(word, StringComparison.Ordinal)).Click();

    long After() => JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call.EndsWith("/replay", StringComparison.Ordinal)).Body, ToombosJson.Default.ReplayRequest)!.After;

    [Fact]
    public void How_it_stands_is_said_in_words()
    {
        Assert.Contains("It has been told everything", Open(Hook).Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Contains("It is being told: 2 events to look at.", Open(Hook with { Told = 10 }).Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Contains("switched on it goes on where it was", Open(Hook with { State = WebhookState.Disabled }).Find(".lead").TextContent, StringComparison.Ordinal);
        var failing = Open(Failing);
        Assert.Contains("what comes after it waits", failing.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Contains("See that the receiver runs.", failing.Find(".banner").TextContent, StringComparison.Ordinal);
        Assert.Contains("9 of 12 events, 3 events to look at", failing.Find(".covers").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Taken", "took 120 ms")]
    [InlineData(false, "Not taken", "took 1.5 s")]
    public void A_test_shows_the_answer_and_how_long_it_took(bool taken, string word, string took)
    {
        Api.On($"POST v1/webhooks/{HookId}/check", taken ? Taken : Refused);
        var page = Open(Hook);
        Press(page, "Send a test");
        var card = page.WaitForElement("section[aria-labelledby=test]");
        Assert.Contains(word, card.TextContent, StringComparison.Ordinal);
        Assert.Contains(took, card.TextContent, StringComparison.Ordinal);
        Assert.Equal(taken ? "ok" : "<b>busy</b>", card.QuerySelector(".answer")!.TextContent);
        Assert.Equal(taken, !card.TextContent.Contains("See that the receiver runs.", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_told_again_from_an_event_on_that_one_included()
    {
        Api.On($"POST v1/webhooks/{HookId}/replay", Hook with { Told = 6 });
        var page = Open(Hook);
        Press(page, "Tell again from");
        Assert.Equal("12", page.WaitForElement("#replay-first").GetAttribute("value"));
        Assert.True(page.FindAll("input[name=replay-where]")[1].HasAttribute("disabled"));
        page.Find("#replay-first").Change("7");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("6 events to look at", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Equal(6, After());
        page.WaitForAssertion(() => Assert.Equal(2, Api.Count(Log)));
    }

    [Fact]
    public void What_waits_can_be_left_out()
    {
        Api.On($"POST v1/webhooks/{HookId}/replay", Hook);
        var page = Open(Failing);
        Press(page, "Tell again from");
        page.WaitForElement("#replay-first");
        page.FindAll("input[name=replay-where]")[1].Change(true);
        Assert.Empty(page.FindAll("#replay-first"));
        Assert.Equal("Leave out 3 events", page.Find("form .primary").TextContent.Trim());
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("It has been told everything", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Equal(12, After());
    }

    [Fact]
    public void Events_that_are_gone_are_said_in_the_dialog()
    {
        Api.Refuse($"POST v1/webhooks/{HookId}/replay", HttpStatusCode.Gone, "events.gone", "Events up to 5 are kept no longer.");
        var page = Open(Hook);
        Press(page, "Tell again from");
        page.WaitForElement("#replay-first").Change("1");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("kept no longer", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, After());
    }

    [Fact]
    public void An_event_opens_to_its_tries_and_the_answers()
    {
        var page = Open(Failing, Told(12, "job.failed", Refused, Refused with { At = At("08:59:00"), Answer = null }) with { Tries = 14 }, Told(11));
        var row = page.FindAll(".delivery")[0];
        Assert.Contains("Job failed", row.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("event 12, 14 tries", row.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, row.QuerySelectorAll(".attempts li").Length);
        Assert.Equal("<b>busy</b>", Assert.Single(row.QuerySelectorAll(".answer")).TextContent);
        Assert.Contains("Earlier tries are not kept.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("msg_12", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Retrying", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Earlier tries", page.FindAll(".delivery")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_is_narrowed_by_the_address()
    {
        GoTo($"/settings/webhooks/{HookId}?deliveries=failed");
        var page = Open(Hook);
        Assert.Contains(Api.Calls, c => c.Call == $"{Log}?state=Failed&limit=50");
        Assert.Equal("Left out", page.Find(".state-chips [aria-current]").TextContent.Trim());
        Assert.Contains("Nothing is “left out”.", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/settings/webhooks/{HookId}", page.Find(".state-chips a").GetAttribute("href"));
    }

    [Fact]
    public void Older_events_are_shown_when_asked_for_and_stay()
    {
        Api.OnQuery(Log, query => query.Contains("after=more", StringComparison.Ordinal) ? new Page<WebhookDelivery>([Told(1)], null) : new([Told(2)], "more"));
        Api.On($"GET v1/webhooks/{HookId}", Hook);
        var page = Render<WebhookPage>(p => p.Add(x => x.Id, HookId));
        page.WaitForElement(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".delivery").Count));
        Api.On($"GET v1/webhooks/{HookId}", Failing);
        Api.Tell("webhook.changed", HookId);
        page.WaitForAssertion(() => Assert.Contains("what comes after it waits", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll(".delivery").Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_event_is_sent_again_and_what_came_of_it_is_said(bool taken)
    {
        var page = Open(Failing, Told(12, "job.failed", Refused));
        Api.On($"POST v1/webhooks/{HookId}/deliveries/12/send-again", Told(12, "job.failed", taken ? Taken : Refused, Refused));
        page.Find(".delivery .actions button").Click();
        page.WaitForAssertion(() => Assert.Equal((!taken, taken ? "Event 12 was sent again and taken." : Refused.Sentence), (Assert.Single(Notices.All).Failure, Notices.All[0].Text)));
        page.WaitForAssertion(() => Assert.Contains(taken ? "Delivered" : "Retrying", page.Find(".delivery > .chips").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("2 tries", page.Find(".delivery summary").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("webhook.changed", true)]
    [InlineData("publication.published", false)]
    [InlineData("job.failed", false)]
    public void It_lives_by_events_of_its_own_and_of_what_it_hears_of(string kind, bool itself)
    {
        var page = Open(Hook);
        Api.On($"GET v1/webhooks/{HookId}", Hook with { Told = 13, Newest = 13 }).On(Log, new Page<WebhookDelivery>([Told(13)], null));
        Api.Tell(kind, itself ? HookId : Guid.NewGuid());
        page.WaitForElement(".delivery");
        page.WaitForAssertion(() => Assert.Contains("13 of 13", page.Find(".covers").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_does_not_hear_of_is_not_asked_for()
    {
        var page = Open(Hook);
        Api.Tell("job.changed", Guid.NewGuid());
        Api.Tell("webhook.changed", Guid.NewGuid());
        Api.Tell("job.failed", Guid.NewGuid());
        page.WaitForAssertion(() => Assert.Equal(2, Api.Count(Log)));
        Assert.False(WebhookWords.Concerns(Hook, new() { Sequence = 1, At = At("10:00:00"), Kind = "job.changed", SubjectId = Guid.NewGuid(), Related = new Dictionary<string, Guid>(), Actor = "Ada" }));
    }

    [Fact]
    public void When_it_is_removed_the_list_is_shown()
    {
        Api.On($"DELETE v1/webhooks/{HookId}", "");
        var page = Open(Hook);
        Press(page, "Remove");
        page.WaitForElement("dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Equal("settings/webhooks", Address));
    }

    [Fact]
    public void A_webhook_that_is_gone_is_said_to_be()
    {
        Api.Refuse($"GET v1/webhooks/{HookId}", HttpStatusCode.NotFound, "webhook.not-found", "There is no such webhook.");
        var page = Render<WebhookPage>(p => p.Add(x => x.Id, HookId));
        page.WaitForAssertion(() => Assert.Contains("There is no such webhook.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_may_only_look_sees_the_log_and_no_buttons()
    {
        Api.On("GET v1/me", Ines with { Scopes = [.. Ines.Scopes.Where(s => s != Scopes.WebhooksWrite)] });
        var page = Open(Hook, Told());
        Assert.Single(page.FindAll(".delivery"));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public void Whose_role_opens_no_webhooks_is_told_whom_to_ask()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Render<WebhookPage>(p => p.Add(x => x.Id, HookId));
        Assert.Contains("You are editor of this workspace", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("GET v1/webhooks"));
    }
}
