using Bunit;
using Toombos.Client;
using Toombos.Client.Documents;
using Toombos.Dashboard.Documents;
using static Toombos.Dashboard.Tests.Documents.DocumentSamples;

namespace Toombos.Dashboard.Tests.Documents;

/// <summary>Sources that are kept elsewhere: recognised by their address, read by a schedule, with a history in plain words.</summary>
public class LivingSourceTests : PageTest
{
    static Source Feed(string? error = null, int failures = 0) => Source(SourceKind.Feed, error: error) with
    {
        Address = "https://tidewater.example/feed", Schedule = new() { EveryMinutes = 60 }, GoodAt = At("2026-10-11T08:30:00Z"), NextSyncAt = At("2026-10-12T09:30:00Z"), Failures = failures,
    };

    IRenderedComponent<DocumentPage> Open(Source source, string query = "")
    {
        Api.On($"GET v1/sources/{SourceId}", source).On($"GET v1/snapshots/{SnapshotId}/items", new Page<Item>([Item()], null));
        GoTo($"/sources/{SourceId}{query}");
        return Render<DocumentPage>(p => p.Add(x => x.Id, SourceId));
    }

    [Fact]
    public void An_address_says_what_it_is_while_it_is_typed_and_its_feed_can_be_taken_instead()
    {
        Api.On("GET v1/sources", new Page<Source>([], null));
        Api.On("POST v1/sources/recognise", new RecognisedSource { Kind = "page", Address = "https://tidewater.example/news", Readable = true, Title = "News of Tidewater", Feeds = [new("https://tidewater.example/feed", "All news")] });
        Api.On("POST v1/sources", new SyncResult(Feed(), Snapshot(), true));
        var page = Render<SourcesPage>();
        page.WaitForElement(".empty button").Click();
        page.FindAll(".segmented button").Single(b => b.TextContent.Contains("Web address", StringComparison.Ordinal)).Click();
        page.Find("#source-address").Input("https://tidewater.example/news");
        page.WaitForAssertion(() => Assert.Contains("Web page", page.Find(".address-look .chip").TextContent, StringComparison.Ordinal));
        Assert.Equal("News of Tidewater", page.Find("#source-name").GetAttribute("value"));
        page.Find(".feed-offers button").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal($"sources/{SourceId}", Address));
        var sent = System.Text.Json.JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/sources").Body, ToombosJson.Default.AddSourceRequest)!;
        Assert.Equal((null, "https://tidewater.example/feed"), (sent.Kind, sent.Address));
    }

    [Fact]
    public void A_schedule_is_shown_and_set()
    {
        Api.On($"PUT v1/sources/{SourceId}/schedule", Feed() with { Schedule = new() { DailyAt = "07:30", Zone = "Europe/Stockholm" } });
        var page = Open(Feed());
        page.WaitForElement(".item");
        Assert.Contains("Read again every hour", page.Markup, StringComparison.Ordinal);
        page.FindAll("button").Single(b => b.TextContent.Contains("Schedule", StringComparison.Ordinal)).Click();
        page.WaitForElement("#schedule-rhythm").Change("daily");
        page.Find("#schedule-at").Change("07:30");
        page.FindAll("form").Single(f => f.QuerySelector("#schedule-rhythm") is not null).Submit();
        page.WaitForAssertion(() => Assert.Contains("each day at 07:30 (Europe/Stockholm)", page.Markup, StringComparison.Ordinal));
        var sent = System.Text.Json.JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call.StartsWith("PUT", StringComparison.Ordinal)).Body, ToombosJson.Default.SyncSchedule)!;
        Assert.Equal(("07:30", "Europe/Stockholm", null), (sent.DailyAt, sent.Zone, sent.EveryMinutes));
    }

    [Fact]
    public void A_secret_address_is_made_shown_once_and_removed()
    {
        Api.On($"POST v1/sources/{SourceId}/hook", new NewSourceHook("https://toombos.example/hooks/tb_hook_1", "tb_hooksecret_1", new() { MadeAt = At("2026-10-12T08:30:00Z") }));
        Api.On($"GET v1/sources/{SourceId}/hook", new SourceHook { MadeAt = At("2026-10-12T08:30:00Z"), NotionToken = "secret_notion" });
        var page = Open(Feed());
        page.WaitForElement(".item");
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Hook").Click();
        page.WaitForAssertion(() => Assert.Equal("secret_notion", page.Find("#hook-notion").TextContent));
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Make a new one").Click();
        page.WaitForAssertion(() => Assert.Contains("/hooks/tb_hook_1", page.Find("#hook-address").TextContent, StringComparison.Ordinal));
        Assert.Equal("tb_hooksecret_1", page.Find("#hook-secret").TextContent);
    }

    [Fact]
    public void A_feed_says_whether_its_hub_tells_of_changes_and_why_not()
    {
        Api.On($"PUT v1/sources/{SourceId}/push", new FeedPush { State = FeedPushState.Failed, Problem = "The feed names no hub." });
        Api.Refuse($"GET v1/sources/{SourceId}/push", System.Net.HttpStatusCode.NotFound, "feed-push.not-found", "There is none.");
        var page = Open(Feed());
        page.WaitForElement(".push-line button").Click();
        page.WaitForAssertion(() => Assert.Contains("The feed names no hub.", page.Find(".push-line").TextContent, StringComparison.Ordinal));
        Assert.Contains("Read by schedule", page.Find(".push-line .chip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_names_files_that_have_changed()
    {
        Api.On($"GET v1/sources/{SourceId}/syncs", new Page<SyncRun>([new() { Id = Guid.NewGuid(), StartedAt = At("2026-10-12T08:30:00Z"), TookMilliseconds = 240, Trigger = SyncTrigger.Hook, Outcome = SyncOutcome.Changed, SnapshotId = SnapshotId, Files = [new(ChangeKind.Added, "docs/a.md")], FileCount = 51 }], null));
        var page = Open(Feed() with { Kind = SourceKind.Git }, "?tab=history");
        page.WaitForAssertion(() => Assert.Equal("51 files changed", page.Find(".sync-run summary").TextContent));
        Assert.Contains("and 50 more", page.Find(".sync-run details").TextContent, StringComparison.Ordinal);
        Assert.Contains("called by its secret address", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_names_the_age_of_the_last_good_state()
    {
        var page = Open(Feed("The host is busy or out of order (status 503).", 4));
        page.WaitForElement(".item");
        var banner = page.Find(".banner.failed").TextContent;
        Assert.Contains("The last 4 syncs failed", banner, StringComparison.Ordinal);
        Assert.Contains("11 Oct", banner, StringComparison.Ordinal);
    }

    [Fact]
    public void History_says_why_what_came_of_it_and_what_changed()
    {
        Api.On($"GET v1/sources/{SourceId}/syncs", new Page<SyncRun>(
        [
            new() { Id = Guid.NewGuid(), StartedAt = At("2026-10-12T08:30:00Z"), TookMilliseconds = 240, Trigger = SyncTrigger.Schedule, Outcome = SyncOutcome.Changed, SnapshotId = SnapshotId, Items = new(2, 1, 0, 0) },
            new() { Id = Guid.NewGuid(), StartedAt = At("2026-10-12T07:30:00Z"), TookMilliseconds = 90, Trigger = SyncTrigger.Person, Outcome = SyncOutcome.Failed, Code = "source.unreachable", Error = "The host does not accept connections." },
        ], null));
        var page = Open(Feed(), "?tab=history");
        page.WaitForElement(".sync-run");
        var (changed, failed) = (page.FindAll(".sync-run")[0], page.FindAll(".sync-run")[1]);
        Assert.Contains("Items: 2 added, 1 changed.", changed.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/sources/{SourceId}?tab=changes&to={SnapshotId}", changed.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("The host does not accept connections.", failed.TextContent, StringComparison.Ordinal);
    }
}
