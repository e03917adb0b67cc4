using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Channels;
using Toombos.Client.Jobs;
using Toombos.Dashboard.Jobs;
using static Toombos.Dashboard.Tests.Jobs.JobSamples;

namespace Toombos.Dashboard.Tests.Jobs;

/// <summary>The list of jobs: finding, living, picking, and doing the same to several.</summary>
public class JobsPageTests : PageTest
{
    IRenderedComponent<JobsPage> Open(params Job[] jobs)
    {
        Api.On("GET v1/jobs", new Page<Job>(jobs, null)).On("GET v1/jobs/counts", new JobCounts(2, 1, 40, 0, 3, 0, 0));
        var page = Render<JobsPage>();
        page.WaitForElement(".state-chips");
        return page;
    }

    static List<string> Titles(IRenderedComponent<JobsPage> page) => [.. page.FindAll(".ledger-row h2").Select(h => h.TextContent)];

    [Fact]
    public void Filters_stand_in_the_address_and_the_api_does_the_finding()
    {
        var channel = Guid.NewGuid();
        GoTo($"/jobs?search=hull&state=failed&kind=publish&channel={channel}&from=2026-11-01&to=2026-11-02");
        var page = Open(Job(1, JobState.Failed));
        var asked = Uri.UnescapeDataString(Api.Calls.Last(c => c.Call.StartsWith("GET v1/jobs?", StringComparison.Ordinal)).Call);
        Assert.Contains("search=hull", asked, StringComparison.Ordinal);
        Assert.Contains("state=Failed", asked, StringComparison.Ordinal);
        Assert.Contains($"channelId={channel}", asked, StringComparison.Ordinal);
        // Days are those of Stockholm, the last one included.
        Assert.Contains("from=2026-10-31T23:00:00", asked, StringComparison.Ordinal);
        Assert.Contains("to=2026-11-02T23:00:00", asked, StringComparison.Ordinal);
        Assert.Contains("state=failed", page.Find("a[href^='/jobs/export.csv']").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("failed", page.Find("input[name=state]").GetAttribute("value"));
    }

    [Fact]
    public void States_are_chips_with_how_many_there_are()
    {
        GoTo("/jobs?state=failed&search=hull");
        var page = Open(Job());
        Assert.Equal("46", page.Find(".chip-link .count").TextContent);
        var failed = page.FindAll(".chip-link").Single(c => c.TextContent.Contains("Failed", StringComparison.Ordinal));
        Assert.Equal("page", failed.GetAttribute("aria-current"));
        Assert.Equal("3", failed.QuerySelector(".count")!.TextContent);
        Assert.Equal("/jobs?search=hull&state=running", page.FindAll(".chip-link").Single(c => c.TextContent.Contains("Running", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Theory, InlineData("7"), InlineData("nonsense"), InlineData("-1")]
    public void A_state_that_does_not_exist_narrows_nothing(string state)
    {
        GoTo($"/jobs?state={state}");
        Open(Job());
        Assert.Contains(Api.Calls, c => c.Call == "GET v1/jobs?limit=50");
    }

    [Fact]
    public void Older_jobs_follow_on_request()
    {
        Api.On("GET v1/jobs?limit=50", new Page<Job>([Job(1)], "next")).On("GET v1/jobs?after=next&limit=50", new Page<Job>([Job(2)], null));
        var page = Render<JobsPage>();
        page.WaitForElement(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(["Publish no. 1", "Publish no. 2"], Titles(page)));
        Assert.Empty(page.FindAll(".more"));
    }

    [Fact]
    public void A_tick_of_one_job_reads_and_draws_its_row_alone()
    {
        var page = Open(Job(1, JobState.Running), Job(2));
        var rows = page.FindComponents<JobRow>();
        var drawn = rows.Select(r => r.RenderCount).ToList();
        Api.On($"GET v1/jobs/{Id(1)}", new JobDetails(Job(1, JobState.Running) with { Progress = new(5, 10, null) }, []));
        Api.Tell("job.changed", Id(1));
        page.WaitForAssertion(() => Assert.Contains("5 of 10", page.Find(".job-progress").TextContent, StringComparison.Ordinal));
        Assert.True(rows[0].RenderCount > drawn[0]);
        Assert.Equal(drawn[1], rows[1].RenderCount);
        Assert.Equal(1, Api.Count("GET v1/jobs?"));
        Assert.Equal(0, Api.Count($"GET v1/jobs/{Id(2)}"));
    }

    [Fact]
    public void A_new_job_comes_in_by_itself()
    {
        var page = Open(Job(1));
        Api.On("GET v1/jobs", new Page<Job>([Job(2, JobState.Pending), Job(1)], null));
        Api.Tell("job.added", Id(2));
        page.WaitForAssertion(() => Assert.Equal(["Publish no. 2", "Publish no. 1"], Titles(page)));
    }

    [Fact]
    public void Rows_do_not_move_under_a_person_who_has_picked_some()
    {
        var page = Open(Job(1, JobState.Failed));
        page.Find(".pick-box input").Click();
        Api.On("GET v1/jobs", new Page<Job>([Job(2, JobState.Pending), Job(1, JobState.Failed)], null));
        Api.Tell("job.added", Id(2));
        page.WaitForElement(".more button");
        Assert.Equal(["Publish no. 1"], Titles(page));
        page.Find(".more button").Click();
        page.WaitForAssertion(() => Assert.Equal(2, Titles(page).Count));
    }

    [Fact]
    public void What_should_have_begun_is_marked_and_said()
    {
        Api.On("GET v1/jobs", new Page<Job>([Job(1, JobState.Pending)], null)).On("GET v1/jobs/counts", new JobCounts(1, 0, 0, 0, 0, 0, 1));
        var page = Render<JobsPage>();
        Assert.Contains("Overdue", page.WaitForElement(".ledger-row .chips").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 job is overdue", page.Find(".banner.failed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Shift_picks_a_range_and_the_bar_counts()
    {
        var page = Open(Job(1), Job(2), Job(3), Job(4));
        page.FindAll(".pick-box input")[0].Click();
        page.FindAll(".pick-box input")[2].Click(new MouseEventArgs { ShiftKey = true });
        page.WaitForAssertion(() => Assert.Contains("3 jobs picked", page.Find(".pick-bar").TextContent, StringComparison.Ordinal));
        Assert.Equal([true, true, true, false], page.FindAll(".ledger-row").Select(r => r.ClassList.Contains("picked")));
    }

    [Fact]
    public void Cancelling_several_is_asked_once_more_and_says_of_each_what_came_of_it()
    {
        var page = Open(Job(1, JobState.Running, "A running one"), Job(2, title: "A finished one"));
        Api.On("POST v1/jobs/cancel", new BulkResult([new(Id(1), true, null, null), new(Id(2), false, "job.ended", "It has ended already.")]));
        Api.On($"GET v1/jobs/{Id(1)}", new JobDetails(Job(1, JobState.Cancelled, "A running one"), []));
        page.Find(".pick-all input").Click();
        page.FindAll(".pick-bar button").Single(b => b.TextContent.Contains("Cancel", StringComparison.Ordinal)).Click();
        Assert.Equal(0, Api.Count("POST"));
        Assert.Contains("A running one", page.Find(".asked").TextContent, StringComparison.Ordinal);
        page.Find(".modal-foot .danger").Click();
        page.WaitForAssertion(() => Assert.Equal("1 done, 1 not:", page.Find(".modal .banner").TextContent.Trim()));
        Assert.Contains("A finished one It has ended already.", page.Find(".outcomes li").TextContent, StringComparison.Ordinal);
        Assert.Empty(Notices.All);
        page.Find(".modal-foot .primary").Click();
        // What was not done stays picked, what was is read anew.
        page.WaitForAssertion(() => Assert.Contains("1 job picked", page.Find(".pick-bar").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("Cancelled", page.FindAll(".ledger-row .chips")[0].TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_bulk_action_is_no_success()
    {
        var page = Open(Job(1, JobState.Failed));
        Api.Refuse("POST v1/jobs/retry", System.Net.HttpStatusCode.ServiceUnavailable, "unavailable", "The database can't be reached. Try again.");
        page.Find(".pick-box input").Click();
        page.FindAll(".pick-bar button").Single(b => b.TextContent.Contains("Do again", StringComparison.Ordinal)).Click();
        page.Find(".modal-foot .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("database can't be reached", page.Find(".modal [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".modal .banner.done"));
    }

    [Fact]
    public void Viewers_see_jobs_but_pick_none()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(Job());
        Assert.Single(Titles(page));
        Assert.Empty(page.FindAll(".pick-box, .pick-all"));
    }

    [Fact]
    public void An_empty_list_says_why()
    {
        GoTo("/jobs?search=hull");
        Assert.Contains("Take a filter away", Open().WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_titles_and_errors_are_shown_as_text()
    {
        var page = Open(Job(1, JobState.Failed, "<img src=x onerror=alert(1)>") with { Error = "<script>alert(2)</script>" });
        Assert.Equal(["<img src=x onerror=alert(1)>"], Titles(page));
        Assert.Empty(page.FindAll(".ledger img, .ledger script"));
    }
}
