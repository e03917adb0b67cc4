using System.Net;
using Bunit;
using Toombos.Client.Access;
using Toombos.Client.Jobs;
using Toombos.Dashboard.Jobs;
using static Toombos.Dashboard.Tests.Jobs.JobSamples;

namespace Toombos.Dashboard.Tests.Jobs;

/// <summary>The page of one job: its course, its log, why it failed, and what can be done.</summary>
public class JobPageTests : PageTest
{
    IRenderedComponent<JobPage> Open(Job job, params JobStep[] steps)
    {
        Api.On($"GET v1/jobs/{job.Id}", new JobDetails(job, steps));
        var page = Render<JobPage>(p => p.Add(x => x.Id, job.Id));
        page.WaitForElement(".timeline");
        return page;
    }

    [Fact]
    public void A_failed_job_shows_each_attempt_the_length_of_the_last_and_what_to_do()
    {
        var job = Job(state: JobState.Failed) with { Attempt = 2, StartedAt = At("10:01:00"), FinishedAt = At("10:01:05"), ErrorCode = "channel.refused", Error = "It answered 401. Connect the channel again." };
        var page = Open(job, Step("10:00:03", 1, JobStepKind.Retrying, "It answered 503."), Step("10:01:05", 2, JobStepKind.Failed));
        Assert.Equal(["Attempt 1: Tried again later", "Attempt 2: Failed"], page.FindAll(".time-pill").Select(p => p.TextContent.Trim()));
        Assert.Equal(["Tried again later", "5 s"], page.FindAll(".time-try .time-label").Select(p => p.TextContent));
        Assert.Contains("Connect the channel again.", page.Find(".banner.failed").TextContent, StringComparison.Ordinal);
        Assert.Contains("channel.refused", page.Find(".banner.failed code").TextContent, StringComparison.Ordinal);
        Assert.Contains("took 5 s, on node-1", page.FindAll(".log summary")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal([false, true], page.FindAll(".log").Select(l => l.HasAttribute("open")));
    }

    [Fact]
    public void It_leads_to_what_it_is_about()
    {
        var (piece, draft, publication) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var page = Open(Job() with { WaitsFor = Id(9), Related = new Dictionary<string, Guid> { ["pieceId"] = piece, ["draftId"] = draft, ["publicationId"] = publication, ["channelId"] = Guid.NewGuid(), ["odd"] = Guid.NewGuid() } });
        Assert.Equal([$"/publications/{publication}", $"/pieces/{piece}/drafts/{draft}", $"/pieces/{piece}", "/channels", $"/jobs/{Id(9)}"], page.FindAll(".covers a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void It_lives_while_it_runs_and_hears_only_of_itself()
    {
        var page = Open(Job(1, JobState.Running) with { Progress = new(1, 10, null) });
        Api.On($"GET v1/jobs/{Id(1)}", new JobDetails(Job(1), []));
        Api.Tell("job.changed", Id(2));
        Api.Tell("job.changed", Id(1));
        page.WaitForAssertion(() => Assert.Contains("Everything was done.", page.Find(".lead").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, Api.Count("GET v1/jobs/"));
    }

    [Fact]
    public void Cancelling_is_asked_once_more_and_a_refusal_is_said_in_place()
    {
        var page = Open(Job(1, JobState.Running));
        Api.Refuse($"POST v1/jobs/{Id(1)}/cancel", HttpStatusCode.Conflict, "job.ended", "It has ended already.");
        page.Find(".page-head .danger").Click();
        Assert.Contains("asked to stop", page.Find(".modal-body").TextContent, StringComparison.Ordinal);
        page.Find(".modal-foot .danger").Click();
        page.WaitForAssertion(() => Assert.Contains("ended already", page.Find(".modal [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_failed_can_be_done_again()
    {
        var page = Open(Job(1, JobState.Failed));
        Api.On($"POST v1/jobs/{Id(1)}/retry", Job(1, JobState.Pending)).On($"GET v1/jobs/{Id(1)}", new JobDetails(Job(1, JobState.Pending), []));
        page.Find(".page-head .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Waits for its turn", page.Find(".lead").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Running)]
    public void Viewers_see_no_buttons(JobState state)
    {
        ActAs(WorkspaceRole.Viewer);
        Assert.Empty(Open(Job(1, state)).FindAll(".page-head button"));
    }

    [Fact]
    public void A_job_that_is_gone_is_said_to_be()
    {
        Api.Refuse($"GET v1/jobs/{Id(7)}", HttpStatusCode.NotFound, "job.not-found", "There is no such job.");
        var page = Render<JobPage>(p => p.Add(x => x.Id, Id(7)));
        page.WaitForAssertion(() => Assert.Contains("There is no such job.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }
}
