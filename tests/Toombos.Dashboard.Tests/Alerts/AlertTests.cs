using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Alerts;
using Toombos.Client.Documents;
using Toombos.Client.Jobs;
using Toombos.Client.Writing;
using Toombos.Dashboard.Alerts;
using Toombos.Dashboard.Home;
using Toombos.Dashboard.Jobs;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Tests.Jobs;

namespace Toombos.Dashboard.Tests.Alerts;

/// <summary>What should have happened and has not: told on the start page and at what it is about, put away by those who may.</summary>
public class AlertTests : PageTest
{
    static readonly Guid AlertId = Guid.Parse("aaaaaaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa");

    static Alert Alert(string code = "job.overdue", params (string Name, Guid Id)[] related) =>
        new(AlertId, code, "'Weekly letter' should have begun and has not.", JobSamples.At("10:05:00"), null, related.ToDictionary(r => r.Name, r => r.Id));

    static readonly Alert OfJob = Alert("job.overdue", ("publicationId", Guid.NewGuid()), ("jobId", JobSamples.Id(1)));

    IRenderedComponent<HomePage> OpenHome(string? next, params Alert[] alerts)
    {
        Api.On("GET v1/sources", new Page<Source>([DocumentSamples.Source(SourceKind.Paste)], null)).On("GET v1/pieces", new Page<Piece>([], null)).On("GET v1/alerts", new Page<Alert>(alerts, next));
        return Render<HomePage>();
    }

    IRenderedComponent<JobPage> OpenJob(int number, JobState state = JobState.Pending)
    {
        Api.On($"GET v1/jobs/{JobSamples.Id(number)}", new JobDetails(JobSamples.Job(number, state) with { DueAt = DateTimeOffset.UnixEpoch }, []));
        var page = Render<JobPage>(p => p.Add(x => x.Id, JobSamples.Id(number)));
        page.WaitForElement(".timeline");
        return page;
    }

    [Fact]
    public void Home_tells_it_and_leads_to_what_it_is_about()
    {
        var home = OpenHome(null, OfJob);
        var todo = home.WaitForElement(".alert-todo");
        Assert.Contains("Job overdue", todo.TextContent, StringComparison.Ordinal);
        Assert.Contains("'Weekly letter' should have begun", todo.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 Nov 2026, 11:05", todo.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/jobs/{JobSamples.Id(1)}", todo.QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty(home.FindAll(".calm-card"));
        Assert.DoesNotContain("There are more alerts", home.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Home_says_when_there_are_more_than_it_shows() => Assert.Contains("There are more alerts.", OpenHome("more", OfJob).WaitForElement(".alert-todo").ParentElement!.TextContent, StringComparison.Ordinal);

    [Theory]
    [InlineData("job.overdue", "/jobs/", "publicationId", "jobId")]
    [InlineData("webhook.disabled", "/settings/webhooks/", "jobId", "webhookId")]
    [InlineData("publication.late", "/publications/", "jobId", "publicationId")]
    [InlineData("odd", "/publications/", "oddId", "publicationId")]
    public void It_leads_to_the_thing_that_its_code_names_first(string code, string path, string other, string about)
    {
        var id = Guid.NewGuid();
        Assert.Equal($"{path}{id}", AlertAddress.Of(Alert(code, (other, Guid.NewGuid()), (about, id))));
    }

    [Fact]
    public void What_no_page_shows_is_told_without_a_link()
    {
        var todo = OpenHome(null, Alert("odd", ("oddId", Guid.NewGuid()))).WaitForElement(".alert-todo");
        Assert.Null(todo.QuerySelector("a"));
        Assert.Contains("should have begun", todo.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Dismissed_it_is_gone_and_home_is_calm()
    {
        var home = OpenHome(null, OfJob);
        Api.On($"POST v1/alerts/{AlertId}/dismiss", OfJob);
        home.WaitForElement(".alert-todo button");
        Api.On("GET v1/alerts", new Page<Alert>([], null));
        home.Find(".alert-todo button").Click();
        home.WaitForElement(".calm-card");
        Assert.Equal(1, Api.Count($"POST v1/alerts/{AlertId}/dismiss"));
    }

    [Fact]
    public void One_that_can_not_be_dismissed_stays_and_the_reason_is_said()
    {
        var home = OpenHome(null, OfJob);
        Api.Refuse($"POST v1/alerts/{AlertId}/dismiss", HttpStatusCode.InternalServerError, "server.error", "Something broke.");
        home.WaitForElement(".alert-todo button").Click();
        home.WaitForAssertion(() => Assert.Equal("Something broke.", Assert.Single(Notices.All).Text));
        Assert.Single(home.FindAll(".alert-todo"));
    }

    [Fact]
    public void Home_lives_by_events_of_alerts_and_asks_for_nothing_else()
    {
        var home = OpenHome(null);
        home.WaitForElement(".calm-card");
        var jobs = Api.Count("GET v1/jobs");
        Api.On("GET v1/alerts", new Page<Alert>([OfJob], null));
        Api.Tell("alert.added", AlertId);
        home.WaitForElement(".alert-todo");
        Assert.Equal(jobs, Api.Count("GET v1/jobs"));
    }

    [Fact]
    public void Whoever_may_not_work_on_jobs_reads_it_and_dismisses_nothing()
    {
        ActAs(WorkspaceRole.Viewer);
        Assert.Null(OpenHome(null, OfJob).WaitForElement(".alert-todo").QuerySelector("button"));
    }

    [Fact]
    public void The_page_of_a_job_tells_what_stands_for_it_and_nothing_of_others()
    {
        Api.On("GET v1/alerts", new Page<Alert>([OfJob], null));
        var page = OpenJob(1);
        page.WaitForAssertion(() => Assert.Contains("'Weekly letter' should have begun", page.Find(".banner.failed").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll(".banner.failed"));
        Assert.DoesNotContain("Weekly letter", OpenJob(2).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_job_without_an_alert_is_said_to_be_late()
    {
        var page = OpenJob(1);
        Assert.Contains("No process takes it on", page.Find(".banner.failed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_is_dismissed_at_the_job_goes()
    {
        Api.On("GET v1/alerts", new Page<Alert>([OfJob], null)).On($"POST v1/alerts/{AlertId}/dismiss", OfJob);
        var page = OpenJob(1, JobState.Running);
        page.WaitForElement(".banner.failed button");
        Api.On("GET v1/alerts", new Page<Alert>([], null));
        page.Find(".banner.failed button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".banner.failed")));
    }

    [Fact]
    public void A_job_is_shown_also_when_alerts_can_not_be_read()
    {
        Api.Refuse("GET v1/alerts", HttpStatusCode.InternalServerError, "server.error", "Something broke.");
        Assert.Empty(OpenJob(1, JobState.Running).FindAll(".trouble"));
    }
}
